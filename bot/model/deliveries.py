"""What the bot means to say: decided when something happens, said when it is due."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.places import Audience, Person, Place, Shown


class Kind(StrEnum):
    """What a delivery is."""

    ROOT = "root"  # the first message of a backstage thread; falls due again on every change
    BRIEFING = "briefing"
    REMINDER = "reminder"
    WAKE = "wake"  # a conversation is no longer snoozed
    SILENT = "silent"  # nobody has said a word for days: is it done?
    ANSWERED = "answered"  # tells the agent what a customer answered to a check-in
    NOTICE = "notice"  # tells the agent what became of another delivery, or that the customer has left
    RELAY = "relay"  # shows staff what a customer said where staff cannot read
    REPLY = "reply"  # an agent's own words to a customer
    CHECK_IN = "check_in"


AUTOMATIC = frozenset({Kind.CHECK_IN})
"""What goes to customers without a human sending it: these need consent and count in the budget."""


class State(StrEnum):
    """Where a delivery stands on its way out."""

    PENDING = "pending"
    CLAIMED = "claimed"  # one worker holds it for the length of its lease
    SENDING = "sending"  # it may be on the platform already
    PAUSED = "paused"  # a human stopped it for now
    SENT = "sent"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    HELD = "held"  # could not be made safely; waits for a human
    FAILED = "failed"  # a defect of ours kept it from going out


UNSENT = frozenset({State.PENDING, State.CLAIMED, State.PAUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One thing to say, once.

    `due_at`, `expires_at` and `created_at` are times of the movable clock. The lease, the attempts and
    everything else about the sending itself are real time.
    """

    key: str  # opaque, random, at most 25 characters; stands on the platform with the message
    occasion: str  # the same occasion planned twice is one delivery
    kind: Kind
    audience: Audience
    conversation_id: str
    customer_id: str
    channel: Place  # paces the sending; the next place may be another
    due_at: datetime
    created_at: datetime
    expires_at: datetime | None = None
    to: Person | None = None  # the one person it mentions
    detail: Mapping[str, str] = field(default_factory=dict)  # references and staff's own words, never a customer's
    state: State = State.PENDING
    why: str = ""  # the reason for the state, in words staff can read
    changes: int = 0  # how often it fell due again
    answered: str = ""  # what the customer answered: fine, trouble or stop
    shown: Shown | None = None
    owner: str = ""  # who claimed it last, and by which claim
    fence: int = 0
    lease_until: datetime | None = None
    not_before: datetime | None = None  # real time of the next attempt
    first_intent_at: datetime | None = None
    last_send_at: datetime | None = None
    missed_at: datetime | None = None  # when a look for it first found nothing
    attempts: int = 0
    defects: int = 0  # how many attempts ended in a defect of ours
    refused: int = 0  # how many places have refused it
    place: Place | None = None  # where it was last meant to go
    sent_at: datetime | None = None  # real time
    swept_at: datetime | None = None  # when twins were looked for

    @property
    def lane(self) -> str:
        """Deliveries of one lane go out one after the other, in the order they fall due."""
        return f"{self.conversation_id}/{self.audience}"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform asks of those who write to it; real time."""

    pace: timedelta  # between two messages in one channel
    patience: timedelta  # how long one call may take
    settle: timedelta  # how long after a call what it stored may not be found yet
    second_look: timedelta  # a miss is believed when a second look this much later misses too
