"""What the page is told, as JSON: pure shaping of what one person can see, and nothing more."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adapters.sandbox.web.parts import Json, words_json
from adapters.sandbox.world import Channel, Seen
from bot.commands import Command
from bot.config import FrontDesk
from bot.model.people import Profile
from bot.model.places import Audience
from bot.texts.times import moment

_MOST_MESSAGES = 600  # of one person, on the page at once


def zone_of(profile: Profile) -> ZoneInfo:
    """The zone this person lives in; UTC when nobody knows."""
    return ZoneInfo(profile.zone or "UTC")


def clock_json(now: datetime, profiles: Iterable[Profile]) -> Json:
    """The movable clock, and how it reads for each of these people."""
    return {
        "clock": now.isoformat(),
        "clock_words": {profile.person.user_id: moment(now, zone_of(profile), now) for profile in profiles},
    }


def person_json(profile: Profile) -> Json:
    """Somebody who can sit in a chair."""
    return {
        "id": profile.person.user_id,
        "name": profile.name,
        "staff": profile.is_staff,
        "zone": zone_of(profile).key,
    }


def channel_json(channel: Channel) -> Json:
    """A channel of the sandbox; `strangers` are the ids of those who can read it without being staff."""
    strangers = [person.user_id for person in channel.strangers]
    return {
        "id": channel.channel_id,
        "title": channel.title,
        "staff_only": channel.staff_only,
        "strangers": strangers,
    }


def desk_json(desk: FrontDesk) -> Json:
    """A front desk and its backstage, by channel id."""
    return {"front": desk.channel, "backstage": desk.backstage}


def newest(seen: Sequence[Seen]) -> Sequence[Seen]:
    """What fits on the page: the newest messages, with those that began their threads."""
    kept, older = seen[-_MOST_MESSAGES:], seen[:-_MOST_MESSAGES]
    threads = {each.place.thread_id for each in kept}
    return [*(each for each in older if each.message_id in threads), *kept]


def message_json(seen: Seen) -> Json:
    """One thing a person can read."""
    return {
        "id": seen.message_id,
        "channel": seen.place.channel_id,
        "thread": seen.place.thread_id or "",
        "kind": kind_of(seen),
        "author": seen.author.user_id if seen.author else "",
        "name": seen.author_name,
        "text": seen.text,
        "words": words_json(seen.words) if seen.words else None,
        "at": seen.at.isoformat(),
        "edited": seen.edited,
    }


def kind_of(seen: Seen) -> str:
    """How the page shows it: a person's message, an answer, a whisper or something told to a customer."""
    if seen.only_for_you:
        return "answer"
    if seen.author:
        return "person"
    return "whisper" if seen.audience is Audience.STAFF else "tell"


def command_json(command: Command) -> Json:
    """A row of the table of commands, for the command line and the menus."""
    return {
        "word": command.word,
        "who": command.who.value,
        "does": command.does,
        "form": bool(command.fields),
        "on_message": command.on_message,
        "listed": command.listed,
    }
