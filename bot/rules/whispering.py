"""Whether a whisper goes out now, whom it mentions, and where it may go: agents are left alone out of their hours."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.messages import StaffWords
from bot.model.deliveries import Delivery, Kind, State
from bot.model.places import Person, Place, dm
from bot.rules.presence import is_away, is_there, next_time
from bot.rules.situation import Situation
from bot.rules.verdicts import Postpone, Whisper
from bot.texts.presence import meant_for

_OUT_OF_HOURS = "others can read the thread, and these are not the hours for a private message"
_LOOK_AGAIN = timedelta(hours=1)  # the thread may have become staff's alone by then


def whisper(situation: Situation, words: StaffWords) -> Whisper | Postpone:
    """Say it, put it off until whoever it mentions works again, or mention who stands in for them."""
    to, now = words.mention, situation.now
    if _is_an_answer(situation.delivery) or situation.delivery.shown:  # changing what stands there rings nowhere
        return Whisper(words, staff_places(situation, situation.delivery.to))
    if to is None:
        return _unmentioned(situation, words, situation.delivery.to)
    presence = situation.presences.get(to)
    if is_away(presence, now):
        return _in_their_place(situation, words, to)
    when = next_time(presence, situation.staff_zone(to), now)
    if when > now:
        return Postpone(when, f"these are not the hours of {situation.name_of(to)}")
    return Whisper(words, staff_places(situation, situation.delivery.to))


def _unmentioned(situation: Situation, words: StaffWords, to: Person | None) -> Whisper:
    """It stands in the thread for whoever is there; where only a DM is left, it waits for its owner's hours."""
    owner = to or situation.conversation.agent
    return Whisper(words, staff_places(situation, to), can_be_told(situation, owner) if owner else None)


def can_be_told(situation: Situation, owner: Person) -> datetime:
    """From when on a message in their DM disturbs nobody."""
    presence = situation.presences.get(owner)
    back = presence.away_until if presence and presence.away_until else situation.now
    return next_time(presence, situation.staff_zone(owner), max(back, situation.now))


def put_off(delivery: Delivery, verdict: Whisper, place: Place, now: datetime) -> Delivery | None:
    """The same for later, if it would ring there out of somebody's hours; changing what stands there rings nowhere."""
    if not place.is_dm or delivery.shown or verdict.dm_from is None or verdict.dm_from <= now:
        return None
    due = min(verdict.dm_from, now + _LOOK_AGAIN)
    return replace(delivery, state=State.PENDING, due_at=due, why=_OUT_OF_HOURS)


def staff_places(situation: Situation, to: Person | None) -> tuple[Place, ...]:
    """Where a whisper may go: the backstage thread, else the DM of the agent it is for."""
    to = to or situation.conversation.agent
    thread = situation.conversation.backstage
    places = []
    if thread and (not thread.is_dm or (to and thread.channel == dm(to))):
        places.append(thread)
    if to and dm(to) not in (place.channel for place in places):
        places.append(dm(to))
    return tuple(places)


def _is_an_answer(delivery: Delivery) -> bool:
    """Who takes a conversation is there; who is handed one need not be."""
    return delivery.kind is Kind.BRIEFING and delivery.to is not None and "from" not in delivery.detail


def _in_their_place(situation: Situation, words: StaffWords, away: Person) -> Whisper:
    presence = situation.presences[away]
    other = presence.stand_in
    if other and not is_there(situation.presences.get(other), situation.staff_zone(other), situation.now):
        other = None
    line = meant_for(situation.name_of(away), presence, situation.staff_zone(other or away), situation.now)
    return _unmentioned(
        situation, replace(words, mention=other, parts=(line, *words.parts)), other or situation.delivery.to
    )
