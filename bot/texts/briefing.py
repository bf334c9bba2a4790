"""The briefing: what is worth knowing about a customer before answering."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.language.words import shorten
from bot.messages import Button, Fact, Line, Part, Quote, Source, StaffWords
from bot.model.conversations import Conversation, PastConversation, PastMessage, Status
from bot.model.notes import Note
from bot.model.people import Customer
from bot.model.places import Person
from bot.texts.times import clock, day, distance, place_of

_MOST_CONVERSATIONS, _MOST_NOTES = 3, 6
_MOST_OF_A_QUOTE = 500  # characters
_RECENTLY = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known about a customer when a conversation begins or changes hands."""

    customer: Customer
    conversation: Conversation
    past: Sequence[PastConversation]  # newest first
    outcomes: Mapping[str, str]  # what they said at the check-in, by conversation
    notes: Sequence[Note]  # newest first, none expired
    alike: Sequence[tuple[PastMessage, tuple[str, ...]]]  # past messages like this one and the words they share
    names: Mapping[Person, str]
    zone: ZoneInfo
    zone_guessed: bool
    now: datetime

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.past or self.notes)

    def is_news_to(self, agent: Person) -> bool:
        """Whether it tells this agent more than what they did themselves, or what nobody answered."""
        helped = any(each.agent not in (None, agent) for each in self.past)
        own = {each.id for each in self.past if each.agent == agent}
        alike = any(message.conversation_id not in own for message, _ in self.alike)
        return helped or alike or any(note.author != agent for note in self.notes)


def briefing(history: History, *, to: Person | None, opening: Sequence[Part] = (), title: str = "") -> StaffWords:
    """The card; mentions `to` or nobody."""
    return StaffWords(
        title=title or _title(history),
        parts=(*opening, *card(history)),
        mention=to,
        buttons=(Button("Note", "note", history.conversation.id),),
    )


def _title(history: History) -> str:
    name = history.customer.name
    if not history.past:
        return f"{name}: what we know"
    recently = history.now - history.past[0].last_at < _RECENTLY
    return f"{name} writes again" if recently else f"{name} is back"


def card(history: History) -> list[Part]:
    """Who they are, what came before, what to keep in mind, and what is like this."""
    if history.is_empty:
        return [
            Line("This is their first conversation here; nobody has noted anything about them yet."),
            _who(history),
        ]
    return [_who(history), *_past(history), *_notes(history), *_alike(history)]


def _who(history: History) -> Part:
    since = day(history.customer.first_seen_at, history.zone)
    guess = " (a guess)" if history.zone_guessed else ""
    return Fact(
        "Known",
        f"since {since} · it is {clock(history.now, history.zone)} {place_of(history.zone)} for them{guess}",
    )


def _past(history: History) -> list[Part]:
    shown = history.past[:_MOST_CONVERSATIONS]
    parts: list[Part] = [Fact(distance(each.opened_at, history.now), _outcome(each, history)) for each in shown]
    if hidden := len(history.past) - len(shown):
        parts.append(Line(f"… and {hidden} earlier."))
    return parts


def _outcome(past: PastConversation, history: History) -> str:
    subject = f"“{shorten(past.subject, 120)}”" if past.subject else "(deleted by the customer)"
    helper = history.names.get(past.agent, "") if past.agent else ""
    match past.status:
        case Status.RESOLVED if past.is_history:
            return f"{subject} — {f'answered by {helper}' if helper else 'no answer is known'}"
        case Status.RESOLVED:
            fixed = f": {past.fixed}" if past.fixed else ""
            return f"{subject} — resolved{f' by {helper}' if helper else ''}{fixed}{history.outcomes.get(past.id, '')}"
        case Status.SNOOZED:
            return f"{subject} — snoozed"
        case _:
            return f"{subject} — still open{f', {helper} has it' if helper else ''}"


def _notes(history: History) -> list[Part]:
    return [
        Fact(
            note.kind.capitalize(),
            f"{note.text} ({note.author_name}, {distance(note.at, history.now)})",
        )
        for note in history.notes[:_MOST_NOTES]
    ]


def _alike(history: History) -> list[Part]:
    parts: list[Part] = []
    for message, shared in history.alike:
        parts.append(Line("Most like this one, for " + ", ".join(f"“{word}”" for word in shared[:4]) + ":"))
        said = shorten(message.text, _MOST_OF_A_QUOTE)
        parts.append(Quote(message.author_name, said, message.at, Source(message.place, message.message_id)))
    return parts
