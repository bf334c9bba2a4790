"""The tables: what a row of each holds, what it belongs to, and the indexes that the queries rely on."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ColumnElement, Integer, UniqueConstraint, column
from sqlmodel import Field

from bot.model.conversations import Status, Turn
from bot.model.deliveries import Kind, State
from bot.model.notes import NoteKind
from bot.model.people import Role
from bot.model.places import Audience
from storage.columns import METADATA, Row, among, belongs_to, index, moment, one_of

IN_FLIGHT = (State.CLAIMED, State.SENDING)
LIVE = (State.PENDING, *IN_FLIGHT)  # in the way of what falls due later in the same lane
UPCOMING = (*LIVE, State.PAUSED, State.HELD)
WATCHED = (State.PAUSED, State.HELD, State.FAILED)  # few, however much is planned
DECIDED = (State.SENT, State.HELD, State.FAILED, State.EXPIRED, State.CANCELLED)

UNFINISHED = (Status.OPEN, Status.SNOOZED)

role: ColumnElement[str] = column("role")
status: ColumnElement[str] = column("status")
kind: ColumnElement[str] = column("kind")
audience: ColumnElement[str] = column("audience")
state: ColumnElement[str] = column("state")
lease_until: ColumnElement[datetime] = column("lease_until")
swept_at: ColumnElement[datetime] = column("swept_at")


def decided(kind: ColumnElement[Any], state: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a delivery of this kind and state went out or will not; a root that stands as it should is no news."""
    return among(state, DECIDED) & ~(among(kind, [Kind.ROOT]) & among(state, [State.SENT]))


class ProfileRow(Row, table=True):
    """What a platform told us about one account."""

    __tablename__ = "profile"
    __table_args__ = (index("ix_profile_staff", "name", where=among(role, [Role.STAFF])),)

    platform: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    name: str
    role: Role = one_of(Role, "role")
    zone: str | None
    locale: str | None


class CustomerRow(Row, table=True):
    """A person who asks."""

    __tablename__ = "customer"

    id: str = Field(primary_key=True)
    name: str
    zone: str | None
    check_ins: bool
    surveys: bool
    tips: bool
    first_seen_at: datetime = moment()
    direct_platform: str | None
    direct_user_id: str | None


class IdentityRow(Row, table=True):
    """One account of a customer."""

    __tablename__ = "identity"
    __table_args__ = (belongs_to("customer", "customer_id"), index("ix_identity_customer", "customer_id"))

    platform: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    customer_id: str


class ConversationRow(Row, table=True):
    """One matter of one customer."""

    __tablename__ = "conversation"
    __table_args__ = (
        belongs_to("customer", "customer_id"),
        index("ix_conversation_customer", "customer_id", "last_at"),
        index("ix_conversation_place", "channel_id", "platform", "thread_id", "last_at"),
        index(
            "ix_conversation_backstage",
            "backstage_platform",
            "backstage_channel_id",
            "backstage_thread_id",
            where=column("backstage_channel_id").is_not(None),
        ),
        index("ix_conversation_unfinished", "agent_platform", "agent_user_id", where=among(status, UNFINISHED)),
    )

    id: str = Field(primary_key=True)
    customer_id: str
    platform: str
    channel_id: str
    thread_id: str | None
    opening_message_id: str
    subject: str
    status: Status = one_of(Status, "status")
    turn: Turn = one_of(Turn, "turn")
    opened_at: datetime = moment()
    last_at: datetime = moment()
    customer_last_at: datetime = moment()
    agent_platform: str | None
    agent_user_id: str | None
    resolved_at: datetime | None = moment()
    resolutions: int
    fixed: str
    topic: str
    backstage_platform: str | None
    backstage_channel_id: str | None
    backstage_thread_id: str | None
    continues: str | None
    merged_into: str | None
    snoozed_until: datetime | None = moment()
    snooze_keeps: bool


class MessageRow(Row, table=True):
    """Something a human said at the front desk."""

    __tablename__ = "message"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("customer", "customer_id"),
        index("ix_message_conversation", "conversation_id", "at"),
        index("ix_message_customer", "customer_id", "at"),
    )

    platform: str = Field(primary_key=True)
    channel_id: str = Field(primary_key=True)
    message_id: str = Field(primary_key=True)
    thread_id: str | None
    conversation_id: str | None
    customer_id: str | None
    author_platform: str
    author_user_id: str
    author_name: str
    role: Role = one_of(Role, "role")
    text: str
    at: datetime = moment()
    edited_at: datetime | None = moment()
    deleted_at: datetime | None = moment()


class NoteRow(Row, table=True):
    """What a human chose to remember about a customer."""

    __tablename__ = "note"
    __table_args__ = (belongs_to("customer", "customer_id"), index("ix_note_customer", "customer_id", "at"))

    id: str = Field(primary_key=True)
    customer_id: str
    kind: NoteKind = one_of(NoteKind, "kind")
    text: str
    author_platform: str
    author_user_id: str
    author_name: str
    at: datetime = moment()
    expires_at: datetime | None = moment()
    customer_may_see: bool


class PresenceRow(Row, table=True):
    """When an agent is there."""

    __tablename__ = "presence"

    platform: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    hours: list[list[int]] = Field(sa_type=JSON)
    away_until: datetime | None = moment()
    stand_in_platform: str | None
    stand_in_user_id: str | None


class DeliveryRow(Row, table=True):
    """One thing to say, once. `seq` tells which of two that fall due together was planned first."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("key", "workspace_id"),
        UniqueConstraint("occasion", "workspace_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("customer", "customer_id"),
        CheckConstraint(lease_until.is_not(None) | ~among(state, IN_FLIGHT), "lease"),
        index("ix_delivery_pending", "due_at", "seq", where=among(state, [State.PENDING])),
        index("ix_delivery_in_flight", "lease_until", where=among(state, IN_FLIGHT)),
        index("ix_delivery_lane", "conversation_id", "audience", "due_at", "seq", where=among(state, LIVE)),
        index("ix_delivery_upcoming", "due_at", "seq", where=among(state, UPCOMING)),
        index("ix_delivery_watched", "state", "kind", "due_at", where=among(state, WATCHED)),
        index("ix_delivery_decided", "due_at", "seq", where=decided(kind, state)),
        index("ix_delivery_unswept", "sent_at", where=among(state, [State.SENT]) & swept_at.is_(None)),
        index("ix_delivery_conversation", "conversation_id", "due_at", "seq"),
        index("ix_delivery_to_customer", "customer_id", "due_at", where=among(audience, [Audience.CUSTOMER])),
    )

    workspace_id: str
    seq: int = Field(primary_key=True, sa_type=BigInteger().with_variant(Integer(), "sqlite"))
    key: str
    occasion: str
    kind: Kind = one_of(Kind, "kind")
    audience: Audience = one_of(Audience, "audience")
    conversation_id: str
    customer_id: str
    platform: str
    channel_id: str
    thread_id: str | None
    due_at: datetime = moment()
    created_at: datetime = moment()
    expires_at: datetime | None = moment()
    to_platform: str | None
    to_user_id: str | None
    detail: dict[str, str] = Field(sa_type=JSON)
    state: State = one_of(State, "state")
    why: str
    changes: int
    answered: str
    shown_platform: str | None
    shown_channel_id: str | None
    shown_thread_id: str | None
    shown_message_id: str | None
    shown_audience: Audience | None = one_of(Audience, "shown_audience")
    owner: str
    fence: int
    lease_until: datetime | None = moment()
    not_before: datetime | None = moment()
    first_intent_at: datetime | None = moment()
    last_send_at: datetime | None = moment()
    missed_at: datetime | None = moment()
    attempts: int
    defects: int
    refused: int
    place_platform: str | None
    place_channel_id: str | None
    place_thread_id: str | None
    sent_at: datetime | None = moment()
    swept_at: datetime | None = moment()


class HeardRow(Row, table=True):
    """Something that was taken in already."""

    __tablename__ = "heard"

    key: str = Field(primary_key=True)
    at: datetime = moment()


class UnheardRow(Row, table=True):
    """Something that happened and could not be taken in."""

    __tablename__ = "unheard"

    key: str = Field(primary_key=True)
    event: dict[str, Any] = Field(sa_type=JSON)
    at: datetime = moment()
    version: str
    defect: str


class PaceRow(Row, table=True):
    """When the next message may go into a channel."""

    __tablename__ = "pace"

    platform: str = Field(primary_key=True)
    channel_id: str = Field(primary_key=True)
    next_at: datetime = moment()


class HeartbeatRow(Row, table=True):
    """When a part of the program was last alive."""

    __tablename__ = "heartbeat"

    name: str = Field(primary_key=True)
    at: datetime = moment()


class LeaseRow(Row, table=True):
    """Who does what only one process may do: taken or kept at one time, until another."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    owner: str
    at: datetime = moment()
    until: datetime = moment()


class KeepsakeRow(Row, table=True):
    """A small thing kept under a name."""

    __tablename__ = "keepsake"

    name: str = Field(primary_key=True)
    value: str


PROFILE = METADATA.tables["profile"]
CUSTOMER = METADATA.tables["customer"]
IDENTITY = METADATA.tables["identity"]
CONVERSATION = METADATA.tables["conversation"]
MESSAGE = METADATA.tables["message"]
NOTE = METADATA.tables["note"]
PRESENCE = METADATA.tables["presence"]
DELIVERY = METADATA.tables["delivery"]
HEARD = METADATA.tables["heard"]
UNHEARD = METADATA.tables["unheard"]
PACE = METADATA.tables["pace"]
HEARTBEAT = METADATA.tables["heartbeat"]
LEASE = METADATA.tables["lease"]
KEEPSAKE = METADATA.tables["keepsake"]
