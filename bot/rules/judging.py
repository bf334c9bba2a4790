"""Whether something that fell due is still wanted, and how it reads now."""

from datetime import timedelta

from bot.language.replies import Reply
from bot.language.requests import is_back
from bot.messages import CustomerWords, Line
from bot.model.conversations import Status, Turn
from bot.model.deliveries import Kind
from bot.model.places import Place, dm
from bot.rules.checking_in import is_draft, judge_check_in
from bot.rules.lifecycle import has_slept_enough
from bot.rules.situation import Situation
from bot.rules.verdicts import Cancel, Postpone, Tell, Verdict, Whisper
from bot.rules.whispering import can_be_told, whisper
from bot.texts import whispers
from bot.texts.briefing import briefing, card
from bot.texts.root import Standing, root

_GONE = (Status.DISMISSED, Status.MERGED)


def judge(situation: Situation) -> Verdict:
    """Decide with what is true now, not with what was true when it was planned."""
    match situation.delivery.kind:
        case Kind.ROOT:
            return _root(situation)
        case Kind.BRIEFING:
            return _briefing(situation)
        case Kind.REMINDER:
            return _reminder(situation)
        case Kind.WAKE:
            return _wake(situation)
        case Kind.SILENT:
            return _silent(situation)
        case Kind.ANSWERED:
            return _answered(situation)
        case Kind.NOTICE:
            return _notice(situation)
        case Kind.RELAY:
            return _relay(situation)
        case Kind.REPLY:
            return _reply(situation)
        case Kind.CHECK_IN:
            return judge_check_in(situation)


def _root(situation: Situation) -> Verdict:
    conversation, delivery = situation.conversation, situation.delivery
    if conversation.status in _GONE and delivery.shown is None:
        return Cancel("it is no conversation any more")
    words = root(
        Standing(
            conversation=conversation,
            customer=situation.customer,
            opening=situation.said,
            since=situation.said_since,
            agent_name=situation.agent_name,
            earlier=len([each for each in situation.past if each.opened_at < conversation.opened_at]),
            deliveries=tuple(situation.deliveries),
            is_draft=lambda follow_up: is_draft(follow_up, situation.settings),
            colleague=lambda person: (situation.name_of(person), situation.staff_zone(person)),
            customer_zone=situation.customer_zone.zone,
            into=situation.into.subject if situation.into else "",
            now=situation.now,
        )
    )
    backstage, agent = Place(situation.desk.platform, situation.desk.backstage), conversation.agent
    if agent is None:
        return Whisper(words, (backstage,))
    return Whisper(words, (backstage, dm(agent)), can_be_told(situation, agent))


def _briefing(situation: Situation) -> Verdict:
    conversation, to = situation.conversation, situation.delivery.to
    if conversation.status not in (Status.OPEN, Status.SNOOZED):
        return Cancel(f"the conversation is {conversation.status}")
    if to and to != conversation.agent:
        return Cancel("somebody else has taken the conversation")
    history = situation.history()
    if to is None and history.is_empty:
        return Cancel("nothing is known")
    if to and situation.delivery.detail.get("unasked") and not history.is_news_to(to):
        return Cancel("nothing is known that would be worth an interruption")
    if to is None:
        known_by = situation.known_by
        return whisper(situation, briefing(history, to=None, opening=(known_by,) if known_by else ()))
    giver = situation.delivery.detail.get("from", "")
    what = f"{history.customer.name}’s conversation"
    title = f"{giver} handed you {what}" if giver else f"You have {what}"
    words = situation.delivery.detail.get("words", "")
    opening = (Line(f"{giver} says: {words}"),) if words else ()
    return whisper(situation, briefing(history, to=to, title=title, opening=opening))


def _reminder(situation: Situation) -> Verdict:
    status = situation.conversation.status
    if status not in (Status.OPEN, Status.SNOOZED):
        return Cancel(f"the conversation is {status}")
    about, last = situation.conversation, situation.last_words
    return whisper(situation, whispers.reminder(situation.delivery, about, customer=situation.customer, last=last))


def _wake(situation: Situation) -> Verdict:
    conversation = situation.conversation
    if conversation.status not in (Status.OPEN, Status.SNOOZED):
        return Cancel(f"the conversation is {conversation.status}")
    if conversation.status is Status.SNOOZED and not has_slept_enough(conversation, situation.now):
        return Cancel("the conversation was snoozed anew")
    last = situation.said or situation.last_words
    return whisper(situation, whispers.awake(conversation, customer=situation.customer, last=last))


def _silent(situation: Situation) -> Verdict:
    conversation, now = situation.conversation, situation.now
    silence = timedelta(days=situation.settings.conversations.silent_days)
    if conversation.status not in (Status.OPEN, Status.SNOOZED):
        return Cancel(f"the conversation is {conversation.status}")
    if not silence:
        return Cancel("nobody is asked after a silence")
    if why := _no_silence(situation):
        return Postpone(now + silence, why)
    if conversation.last_at + silence > now:
        return Postpone(conversation.last_at + silence, "somebody wrote meanwhile")
    last = situation.last_words
    return whisper(situation, whispers.silent(conversation, customer=situation.customer, last=last, now=now))


def _no_silence(situation: Situation) -> str | None:
    conversation, delivery = situation.conversation, situation.delivery
    if conversation.status is Status.SNOOZED:
        return "the conversation is snoozed"
    if conversation.turn is Turn.AGENT:
        return "an agent owes the next word"
    asked = "asked" in delivery.detail and conversation.last_at <= delivery.created_at
    return "it was asked, and nobody has said a word since" if asked else None


def _answered(situation: Situation) -> Verdict:
    if situation.conversation.status in _GONE:
        return Cancel("it is no conversation any more")
    said, history = situation.said, situation.history()
    says_so = said is not None and is_back(said.text, situation.conversation.subject)
    words = whispers.answered(
        customer=situation.customer,
        conversation=situation.conversation,
        to=situation.delivery.to,
        helper=situation.name_of(situation.delivery.to),
        reply=Reply(situation.delivery.detail["reply"]),
        said=said,
        unasked="unasked" in situation.delivery.detail and not says_so,
        history=() if history.is_empty else card(history),
        now=situation.now,
    )
    return whisper(situation, words)


def _notice(situation: Situation) -> Verdict:
    if situation.about is None:
        return Cancel("what it was about is gone")
    if situation.about.state != situation.delivery.detail.get("state", situation.about.state):
        return Cancel("it is told no more: something else has become of it")
    to = situation.delivery.to
    if "left" in situation.delivery.detail:
        return whisper(situation, whispers.left(situation.conversation, customer=situation.customer, to=to))
    return whisper(
        situation,
        whispers.notice(
            situation.about, to=to, customer=situation.customer, zone=situation.staff_zone(to), now=situation.now
        ),
    )


def _relay(situation: Situation) -> Verdict:
    if situation.said is None:
        return Cancel("what was said is gone")
    asleep = situation.conversation.status is Status.SNOOZED
    to = None if asleep else situation.delivery.to
    return whisper(situation, whispers.relay(situation.said, situation.conversation, to=to))


def _reply(situation: Situation) -> Verdict:
    """An agent's own words go out whatever has become of the conversation since."""
    by, words = situation.name_of(situation.delivery.to), situation.delivery.detail["words"]
    place = None if situation.delivery.refused else situation.conversation.place
    return Tell(CustomerWords(lines=(words,), by=by), place)
