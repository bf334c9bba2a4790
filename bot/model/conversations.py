"""One matter of one customer, from the first message to resolved."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.model.people import Role
from bot.model.places import Person, Place


class Status(StrEnum):
    """Where a conversation stands."""

    OPEN = "open"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"  # an agent said: not a conversation
    MERGED = "merged"  # went on in another one


class Turn(StrEnum):
    """Who owes the next word while a conversation is open."""

    AGENT = "agent"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One matter. `place` is at the front desk, `backstage` the staff thread once it stands."""

    id: str
    customer_id: str
    place: Place
    opening_message_id: str
    subject: str  # the customer's own words; empty once they deleted them
    status: Status = Status.OPEN
    turn: Turn = Turn.AGENT
    opened_at: datetime
    last_at: datetime  # last word from the customer or an agent
    customer_last_at: datetime
    agent: Person | None = None
    resolved_at: datetime | None = None  # the last time
    resolutions: int = 0
    fixed: str = ""  # what was fixed, in the agent's words
    topic: str = ""
    backstage: Place | None = None
    continues: str | None = None  # id of the conversation this one follows on
    merged_into: str | None = None
    snoozed_until: datetime | None = None  # None while snoozed: until the customer writes
    snooze_keeps: bool = False  # snoozed until then even if the customer writes

    @property
    def is_history(self) -> bool:
        """Whether it was brought in from elsewhere, and nobody has worked on it here."""
        return self.status is Status.RESOLVED and self.resolutions == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something a human said at the front desk."""

    place: Place
    message_id: str
    conversation_id: str | None
    customer_id: str | None  # whose history it belongs to
    author: Person
    author_name: str
    role: Role
    text: str  # empty once deleted
    at: datetime
    edited_at: datetime | None = None
    deleted_at: datetime | None = None


class PastConversation(NamedTuple):
    """An earlier matter, as far as it is told to whoever has the next one."""

    id: str
    customer_id: str
    subject: str
    status: Status
    opened_at: datetime
    last_at: datetime
    agent_platform: str | None
    agent_user_id: str | None
    resolutions: int
    fixed: str

    @property
    def agent(self) -> Person | None:
        """Who had it."""
        if self.agent_platform is None or self.agent_user_id is None:
            return None
        return Person(self.agent_platform, self.agent_user_id)

    @property
    def is_history(self) -> bool:
        """See `Conversation.is_history`."""
        return self.status is Status.RESOLVED and self.resolutions == 0


class PastMessage(NamedTuple):
    """What a customer said before, as far as it is compared and quoted: many are looked through for the few."""

    customer_id: str
    conversation_id: str | None
    platform: str
    channel_id: str
    thread_id: str | None
    message_id: str
    author_name: str
    text: str
    at: datetime

    @property
    def place(self) -> Place:
        """Where they said it."""
        return Place(self.platform, self.channel_id, self.thread_id)
