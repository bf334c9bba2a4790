"""Values that the rules judge, with defaults where a test does not care."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.events import MessagePosted
from bot.model.conversations import Conversation, Message, PastConversation, PastMessage, Status
from bot.model.deliveries import Delivery, Kind
from bot.model.people import Customer, Profile, Role
from bot.model.places import Audience, Person, Place

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)  # a Wednesday
MIA, ANA, BEN = Person("sandbox", "mia"), Person("sandbox", "ana"), Person("sandbox", "ben")
HELP = Place("sandbox", "help")

_CONVERSATION = Conversation(
    id="c1",
    customer_id="mia",
    place=Place("sandbox", "help", "1"),
    opening_message_id="1",
    subject="Why does the export stop?",
    opened_at=NOON,
    last_at=NOON,
    customer_last_at=NOON,
)
_DELIVERY = Delivery(
    key="k1",
    occasion="check_in:c1:1",
    kind=Kind.CHECK_IN,
    audience=Audience.CUSTOMER,
    conversation_id="c1",
    customer_id="mia",
    channel=HELP,
    due_at=NOON,
    created_at=NOON,
    detail={"resolution": "1"},
)
_MESSAGE = Message(
    place=HELP,
    message_id="1",
    conversation_id="c1",
    customer_id="mia",
    author=MIA,
    author_name="Mia",
    role=Role.CUSTOMER,
    text="",
    at=NOON,
)
_CUSTOMER = Customer(id="mia", name="Mia", zone="Europe/Berlin", first_seen_at=NOON)


def conversation(**other: Any) -> Conversation:
    """An open conversation, but for what is said otherwise."""
    return replace(_CONVERSATION, **other)


def delivery(**other: Any) -> Delivery:
    """A pending check-in, but for what is said otherwise."""
    return replace(_DELIVERY, **other)


def message(text: str, **other: Any) -> Message:
    """A customer's message."""
    return replace(_MESSAGE, text=text, **other)


def past_conversation(**other: Any) -> PastConversation:
    """An earlier matter of a customer's."""
    matter = {"id": "c0", "customer_id": "mia", "subject": _CONVERSATION.subject, "status": Status.OPEN, "fixed": ""}
    times = {"opened_at": NOON, "last_at": NOON, "resolutions": 0}
    return PastConversation(**{**matter, **times, "agent_platform": None, "agent_user_id": None, **other})


def past_message(text: str, **other: Any) -> PastMessage:
    """What a customer said before."""
    here = {"platform": HELP.platform, "channel_id": HELP.channel_id, "thread_id": "1", "conversation_id": "c0"}
    said = {"customer_id": "mia", "message_id": "2", "author_name": "Mia", "text": text, "at": NOON}
    return PastMessage(**{**here, **said, **other})


def customer(**other: Any) -> Customer:
    """A customer in Berlin, but for what is said otherwise."""
    return replace(_CUSTOMER, **other)


def profile(person: Person = MIA, role: Role = Role.CUSTOMER, **other: Any) -> Profile:
    """What a platform says of somebody."""
    return Profile(person, person.user_id.capitalize(), role, **other)


def posted(text: str = "Where?", **other: Any) -> MessagePosted:
    """What a platform, or a line of a history file, tells of a customer's message."""
    said = {"key": "", "at": NOON, "place": HELP, "message_id": "m1", "author": profile(), "text": text}
    return MessagePosted(**{**said, **other})
