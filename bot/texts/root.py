"""The first message of a backstage thread: how a conversation stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.language.requests import is_vague
from bot.messages import Button, Fact, Line, Part, Quote, Source, StaffWords
from bot.model.conversations import Conversation, Message, Status, Turn
from bot.model.deliveries import UNSENT, Delivery, Kind, State
from bot.model.people import Customer
from bot.model.places import Audience, Person
from bot.texts.snooze import until
from bot.texts.times import moment
from bot.texts.whispers import quote

_STATES = {
    State.PENDING: "planned",
    State.CLAIMED: "going out",
    State.SENDING: "going out",
    State.PAUSED: "paused",
    State.SENT: "sent",
    State.CANCELLED: "not sent",
    State.EXPIRED: "too late to send",
    State.HELD: "held",
    State.FAILED: "failed",
}
_ANSWERS = {"fine": "it works", "trouble": "not solved", "stop": "no more messages, please"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a root shows."""

    conversation: Conversation
    customer: Customer
    opening: Message | None  # the customer's first message, when we still have it
    since: Sequence[Message]  # what the customer said after it, while nobody has taken the conversation
    agent_name: str
    earlier: int  # conversations before this one
    deliveries: tuple[Delivery, ...]
    is_draft: Callable[[Delivery], bool]  # whether it goes out only when somebody sends it
    colleague: Callable[[Person | None], tuple[str, ZoneInfo]]  # how they are called, and the zone they live in
    customer_zone: ZoneInfo
    into: str  # the subject of the conversation it was merged into
    now: datetime


def root(standing: Standing) -> StaffWords:
    """The root as it should read now."""
    conversation = standing.conversation
    return StaffWords(
        title=f"{standing.customer.name} · {_acquaintance(standing)}",
        parts=(
            Fact("State", _state(standing)),
            *_opening(standing),
            *_since(standing),
            *_topic(conversation),
            *_fixed(conversation),
            *_follow_ups(standing),
            *_not_whispered(standing),
            *_no_check_in(standing),
        ),
        buttons=_buttons(conversation),
    )


def _opening(standing: Standing) -> tuple[Part, ...]:
    """Of one that goes on elsewhere it is shown there, and there only."""
    conversation = standing.conversation
    if conversation.status is Status.MERGED:
        return ()
    said = standing.opening.text if standing.opening else conversation.subject
    source = Source(conversation.place, conversation.opening_message_id)
    first = Quote(standing.customer.name, said or "(deleted by the customer)", conversation.opened_at, source)
    told_later = bool(said) and is_vague(said) and not is_vague(conversation.subject)
    return (first, Fact("About", conversation.subject)) if told_later else (first,)


def _since(standing: Standing) -> tuple[Part, ...]:
    """The last words, and that there are more."""
    if not standing.since:
        return ()
    *others, last = standing.since
    return (*((Line("They have added more; last of all:"),) if others else ()), quote(last))


def _acquaintance(standing: Standing) -> str:
    match standing.earlier:
        case 0:
            return "first time here"
        case 1:
            return "was here once before"
        case times:
            return f"was here {times} times before"


def _state(standing: Standing) -> str:
    conversation, who = standing.conversation, standing.agent_name
    match conversation.status:
        case Status.OPEN if not who:
            return "open · nobody has taken it yet"
        case Status.OPEN:
            owes = f"{who} owes the next word" if conversation.turn is Turn.AGENT else "the customer's turn"
            return f"open · {who} has it · {owes}"
        case Status.SNOOZED:
            _, zone = standing.colleague(conversation.agent)
            return f"snoozed {until(conversation, standing.customer.name, zone, standing.now)} · {who} has it"
        case Status.RESOLVED:
            return f"resolved by {who}" if who else "resolved"
        case Status.DISMISSED:
            return "not a conversation"
        case Status.MERGED:
            return f"goes on in “{standing.into}”"


def _topic(conversation: Conversation) -> tuple[Part, ...]:
    return (Fact("Topic", conversation.topic),) if conversation.topic else ()


def _fixed(conversation: Conversation) -> tuple[Part, ...]:
    label = "Fixed" if conversation.status is Status.RESOLVED else "Was fixed before"
    return (Fact(label, conversation.fixed),) if conversation.fixed else ()


def _follow_ups(standing: Standing) -> list[Part]:
    return [
        _follow_up(delivery, standing)
        for delivery in standing.deliveries
        if delivery.kind is Kind.CHECK_IN or (delivery.kind is Kind.REMINDER and delivery.state is State.PENDING)
    ]


def _follow_up(delivery: Delivery, standing: Standing) -> Part:
    if delivery.kind is Kind.REMINDER:
        owner, zone = standing.colleague(delivery.to)
        return Line(f"A reminder for {owner} is set: {moment(delivery.due_at, zone, standing.now)}.")
    if delivery.state in UNSENT and standing.is_draft(delivery):
        when = moment(delivery.due_at, standing.customer_zone, standing.now)
        return Fact("Check-in", f"a draft for {when} · it goes out only when somebody sends it")
    words = [_STATES[delivery.state]]
    if delivery.state in (State.PENDING, State.PAUSED, State.SENT):
        words.append(moment(delivery.due_at, standing.customer_zone, standing.now))
    if delivery.why:
        words.append(delivery.why)
    if delivery.answered:
        words.append(f"answered: {_ANSWERS.get(delivery.answered, delivery.answered)}")
    return Fact("Check-in", " · ".join(words))


def _not_whispered(standing: Standing) -> list[Part]:
    return [
        Fact(f"Not whispered: {delivery.kind}", f"{_STATES[delivery.state]} · {delivery.why}")
        for delivery in standing.deliveries
        if delivery.audience is Audience.STAFF
        and delivery.kind is not Kind.ROOT
        and delivery.state in (State.HELD, State.FAILED)
    ]


def _no_check_in(standing: Standing) -> tuple[Part, ...]:
    planned = any(delivery.kind is Kind.CHECK_IN for delivery in standing.deliveries)
    if standing.conversation.status is not Status.RESOLVED or planned or standing.customer.consent.check_ins:
        return ()
    return (Fact("Check-in", "none · the customer asked for no automatic messages"),)


def _buttons(conversation: Conversation) -> tuple[Button, ...]:
    def button(label: str, word: str, weight: str = "plain") -> Button:
        return Button(label, word, conversation.id, weight=weight)

    match conversation.status:
        case Status.OPEN | Status.SNOOZED:
            take = () if conversation.agent else (button("Take", "take", "main"),)
            answer = (button("Reply", "reply", "main"),) if conversation.place.is_dm else ()
            resolve = button("Resolve", "resolve", "main" if conversation.agent else "plain")
            asleep = conversation.status is Status.SNOOZED
            return (
                *take,
                *answer,
                resolve,
                button("Note", "note"),
                button("Remind me", "remind"),
                button("Wake", "wake") if asleep else button("Snooze", "snooze"),
                button("Hand over", "hand over"),
                button("Merge", "merge"),
                button("Not a conversation", "not a conversation", "danger"),
            )
        case Status.RESOLVED:
            return button("Aftercare", "aftercare"), button("Reopen", "reopen"), button("Note", "note")
        case Status.DISMISSED | Status.MERGED:
            return ()
