"""Whether something that fell due is still wanted, how it reads now, and where it may go."""

from datetime import timedelta

from bot.language.replies import Reply
from bot.messages import CustomerWords, Line, StaffWords
from bot.model.conversations import Status, Turn
from bot.model.deliveries import Kind
from bot.model.places import Place, dm
from bot.rules.contact import contact_forbidden
from bot.rules.lifecycle import has_slept_enough
from bot.rules.local_time import awake
from bot.rules.situation import Situation
from bot.rules.verdicts import Cancel, Expire, Postpone, Tell, Verdict, Whisper
from bot.texts import whispers
from bot.texts.briefing import briefing, card
from bot.texts.check_in import check_in
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
            return _check_in(situation)


def staff_places(situation: Situation) -> tuple[Place, ...]:
    """Where a whisper may go: the backstage thread, else the DM of the agent it is for."""
    to = situation.delivery.to or situation.conversation.agent
    thread = situation.conversation.backstage
    places = []
    if thread and (not thread.is_dm or (to and thread.channel == dm(to))):
        places.append(thread)
    if to and dm(to) not in (place.channel for place in places):
        places.append(dm(to))
    return tuple(places)


def _root(situation: Situation) -> Verdict:
    conversation, delivery = situation.conversation, situation.delivery
    if conversation.status in _GONE and delivery.shown is None:
        return Cancel("it is no conversation any more")
    words = root(
        Standing(
            conversation=conversation,
            customer=situation.customer,
            opening=situation.said,
            agent_name=situation.agent_name,
            earlier=len([each for each in situation.past if each.id != conversation.id]),
            deliveries=tuple(situation.deliveries),
            colleague=lambda person: (situation.name_of(person), situation.staff_zone(person)),
            customer_zone=situation.customer_zone.zone,
            into=situation.into.subject if situation.into else "",
            now=situation.now,
        )
    )
    backstage = Place(situation.desk.platform, situation.desk.backstage)
    to = (dm(conversation.agent),) if conversation.agent else ()
    return Whisper(words, (backstage, *to))


def _briefing(situation: Situation) -> Verdict:
    conversation, to = situation.conversation, situation.delivery.to
    if conversation.status not in (Status.OPEN, Status.SNOOZED):
        return Cancel(f"the conversation is {conversation.status}")
    if to and to != conversation.agent:
        return Cancel("somebody else has taken the conversation")
    history = situation.history()
    if history.is_empty and (to is None or situation.delivery.detail.get("unasked")):
        return Cancel("nothing is known")
    if to is None:
        return _whisper(situation, briefing(history, to=None))
    giver = situation.delivery.detail.get("from", "")
    title = f"{giver} handed you {history.customer.name}" if giver else f"You have {history.customer.name}"
    words = situation.delivery.detail.get("words", "")
    opening = (Line(f"{giver} says: {words}"),) if words else ()
    return _whisper(situation, briefing(history, to=to, title=title, opening=opening))


def _reminder(situation: Situation) -> Verdict:
    status = situation.conversation.status
    if status not in (Status.OPEN, Status.SNOOZED):
        return Cancel(f"the conversation is {status}")
    last = situation.last_words
    return _whisper(situation, whispers.reminder(situation.delivery, customer=situation.customer, last=last))


def _wake(situation: Situation) -> Verdict:
    conversation = situation.conversation
    if conversation.status not in (Status.OPEN, Status.SNOOZED):
        return Cancel(f"the conversation is {conversation.status}")
    if conversation.status is Status.SNOOZED and not has_slept_enough(conversation, situation.now):
        return Cancel("the conversation was snoozed anew")
    last = situation.said or situation.last_words
    return _whisper(situation, whispers.awake(conversation, customer=situation.customer, last=last))


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
    return _whisper(situation, whispers.silent(conversation, customer=situation.customer, last=last, now=now))


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
    words = whispers.answered(
        customer=situation.customer,
        conversation=situation.conversation,
        to=situation.delivery.to,
        reply=Reply(situation.delivery.detail["reply"]),
        said=situation.said,
        history=card(situation.history()),
    )
    return _whisper(situation, words)


def _notice(situation: Situation) -> Verdict:
    if situation.about is None:
        return Cancel("what it was about is gone")
    to = situation.delivery.to
    return _whisper(
        situation,
        whispers.notice(situation.about, to=to, customer=situation.customer, zone=situation.staff_zone(to)),
    )


def _relay(situation: Situation) -> Verdict:
    if situation.said is None:
        return Cancel("what was said is gone")
    asleep = situation.conversation.status is Status.SNOOZED
    to = None if asleep else situation.delivery.to
    return _whisper(situation, whispers.relay(situation.said, situation.conversation, to=to))


def _reply(situation: Situation) -> Verdict:
    """An agent's own words go out whatever has become of the conversation since."""
    by, words = situation.name_of(situation.delivery.to), situation.delivery.detail["words"]
    return Tell(CustomerWords(lines=(words,), by=by), situation.conversation.place)


def _whisper(situation: Situation, words: StaffWords) -> Whisper:
    return Whisper(words, staff_places(situation))


def _check_in(situation: Situation) -> Verdict:
    delivery, conversation = situation.delivery, situation.conversation
    if conversation.status is not Status.RESOLVED:
        return Cancel("the conversation is not resolved any more")
    if str(conversation.resolutions) != delivery.detail["resolution"]:
        return Cancel("the conversation was resolved anew")
    if why := _forbidden(situation):
        return Cancel(why)
    good_time = awake(situation.now, situation.customer_zone.zone, situation.settings.aftercare)
    if delivery.expires_at and good_time >= delivery.expires_at:
        return Expire("there was no good hour left for the customer")
    if good_time > situation.now:
        return Postpone(good_time, "it is not a good hour for the customer")
    return Tell(_question(situation), conversation.place)


def _forbidden(situation: Situation) -> str | None:
    if not situation.customer.consent.check_ins:
        return "the customer asked for no check-ins"
    if any(each.opened_at > situation.delivery.created_at for each in situation.past):
        return "the customer began a new conversation"
    if situation.delivery.detail.get("by_hand"):
        return None
    return contact_forbidden(situation.contacts, situation.now, situation.settings.aftercare)


def _question(situation: Situation) -> CustomerWords:
    return check_in(
        key=situation.delivery.key,
        name=situation.customer.name,
        agent=situation.agent_name,
        fixed=situation.delivery.detail.get("fixed") or situation.conversation.fixed,
        private=situation.conversation.place.is_dm,
    )
