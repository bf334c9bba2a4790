"""The whispers: what staff are told, each in a few words."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.language.replies import Reply
from bot.language.requests import taken_from
from bot.language.words import shorten
from bot.messages import Button, Fact, Line, Part, Quote, Source, StaffWords
from bot.model.conversations import Conversation, Message
from bot.model.deliveries import Delivery, Kind, State
from bot.model.people import Customer
from bot.model.places import Person
from bot.texts.times import distance, moment

_REPLIES = {
    Reply.FINE: "says it works",
    Reply.THANKS: "says thanks",
    Reply.TROUBLE: "says it is not solved",
    Reply.STOP: "asked for no more automatic messages",
}
_SHOWN_OF_A_REMINDER = 80  # characters
_WROTE = "wrote again after it was resolved"
_TOO_LATE = Line("It was resolved too long ago to be opened again; this is a new conversation.")


def quote(message: Message) -> Quote:
    """What somebody said, with a link to it."""
    text = message.text or "(deleted)"
    return Quote(message.author_name, text, message.at, Source(message.place, message.message_id))


def answered(
    *,
    customer: Customer,
    conversation: Conversation,
    to: Person | None,
    helper: str,
    reply: Reply,
    said: Message | None,
    unasked: bool,
    history: Sequence[Part],
    now: datetime,
) -> StaffWords:
    """What a customer answered, or wrote `unasked`, after `helper` resolved their matter; trouble with the history."""
    parts: list[Part] = [quote(said)] if said else []
    if reply is Reply.TROUBLE:
        again = [Line("The conversation is open again."), *_fixed_before(conversation, helper, now), *history]
        parts += again if conversation.resolutions else [_TOO_LATE]
    return StaffWords(
        title=f"{customer.name} {_WROTE if unasked else _REPLIES[reply]}",
        parts=tuple(parts),
        mention=to,
        buttons=_next_steps(conversation, reply),
    )


def _fixed_before(conversation: Conversation, helper: str, now: datetime) -> tuple[Part, ...]:
    """What was done, by whom and how long ago, as far as it is known."""
    if not conversation.fixed:
        return ()
    at = conversation.resolved_at
    known = ", ".join(each for each in (helper, distance(at, now) if at else "") if each)
    return (Fact("Was fixed before", f"{conversation.fixed} ({known})" if known else conversation.fixed),)


def _next_steps(conversation: Conversation, reply: Reply) -> tuple[Button, ...]:
    about = conversation.id
    if reply is not Reply.TROUBLE:
        return (Button("Count this as a reopen", "reopen", about),)
    if conversation.agent is None:
        return (Button("Take", "take", about, weight="main"),)
    return (
        Button("Resolve", "resolve", about),
        Button("Remind me", "remind", about),
        Button("Hand over", "hand over", about),
    )


def reminder(delivery: Delivery, conversation: Conversation, *, customer: Customer, last: Message | None) -> StaffWords:
    """What an agent asked to be told now."""
    words, about = delivery.detail.get("words", ""), conversation.id
    return StaffWords(
        title=f"You asked me to remind you about {customer.name}",
        parts=(
            *((Line(words),) if words else ()),
            *_about(conversation, last),
            *((quote(last),) if last else ()),
        ),
        mention=delivery.to,
        buttons=(Button("Remind me again", "remind", about), Button("Resolve", "resolve", about)),
    )


def dropped(reminder: Delivery, zone: ZoneInfo, now: datetime) -> str:
    """That nobody will be reminded, and of what."""
    words = reminder.detail.get("words")
    about = f" (about: {shorten(words, _SHOWN_OF_A_REMINDER)})" if words else ""
    return f"Your reminder for {moment(reminder.due_at, zone, now)} is dropped{about}"


def awake(conversation: Conversation, *, customer: Customer, last: Message | None) -> StaffWords:
    """A conversation is no longer snoozed."""
    return StaffWords(
        title=f"{customer.name}’s conversation is awake again",
        parts=(*_about(conversation, last), *((quote(last),) if last else ())),
        mention=conversation.agent,
        buttons=(Button("Resolve", "resolve", conversation.id), Button("Snooze", "snooze", conversation.id)),
    )


def silent(conversation: Conversation, *, customer: Customer, last: Message | None, now: datetime) -> StaffWords:
    """Nobody has said a word for days."""
    about, since = conversation.id, distance(conversation.last_at, now)
    return StaffWords(
        title=f"Is {customer.name}’s conversation done?",
        parts=(
            *_about(conversation, last),
            Line(f"The last word was said {since}."),
            *((quote(last),) if last else ()),
        ),
        mention=conversation.agent,
        buttons=(
            Button("Resolve", "resolve", about),
            Button("Snooze", "snooze", about),
            Button("Remind me", "remind", about),
        ),
    )


def _about(conversation: Conversation, last: Message | None) -> tuple[Part, ...]:
    """What it is about, where the last words do not tell."""
    subject = conversation.subject
    told = last is not None and taken_from(last.text, subject)
    return () if told or not subject else (Fact("About", subject),)


def relay(said: Message, conversation: Conversation, *, to: Person | None) -> StaffWords:
    """What a customer wrote in their DM with the bot."""
    return StaffWords(
        title=f"{said.author_name} wrote",
        parts=(quote(said),),
        mention=to,
        buttons=(Button("Reply", "reply", conversation.id, weight="main"),),
    )


def left(conversation: Conversation, *, customer: Customer, to: Person | None) -> StaffWords:
    """Its customer is gone."""
    about = conversation.id
    return StaffWords(
        title=f"{customer.name} has left",
        parts=(
            Line("They are no longer where you could reach them. What is planned for them is held when it is due."),
        ),
        mention=to,
        buttons=(Button("Resolve", "resolve", about), Button("Not a conversation", "not a conversation", about)),
    )


def notice(about: Delivery, *, to: Person | None, customer: Customer, zone: ZoneInfo, now: datetime) -> StaffWords:
    """What became of something that was planned."""
    due = moment(about.due_at, zone, now)
    what = f"Your reply to {customer.name}" if about.kind is Kind.REPLY else f"The check-in with {customer.name}"
    match about.kind, about.state:
        case Kind.REMINDER, _:
            title, line = dropped(about, zone, now), f"{about.why}."
        case _, State.EXPIRED:
            title = f"{what} did not go out"
            line = f"It was due {due}; by now it would come too late ({about.why}). You may want to write yourself."
        case _, State.PAUSED:
            title, line = f"{what} is a draft", f"It was planned for {due}. It goes out only when somebody sends it."
        case _, State.HELD:
            title, line = f"{what} is held", f"{about.why}. It waits for you."
        case kind, State.SENT:
            title = f"A message about {customer.name} stood twice for a while"
            line = f"It was the {kind.replace('_', '-')} of {due}. The second copy was taken back."
        case _:
            title, line = f"{what} failed", f"{about.why}."
    return StaffWords(
        title=title,
        parts=(Line(line),),
        mention=to,
        buttons=(Button("Aftercare", "aftercare", about.conversation_id),),
    )
