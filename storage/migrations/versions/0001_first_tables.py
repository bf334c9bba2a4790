"""The first tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.times import UTCDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "customer",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("check_ins", sa.Boolean(), nullable=False),
        sa.Column("surveys", sa.Boolean(), nullable=False),
        sa.Column("tips", sa.Boolean(), nullable=False),
        sa.Column("first_seen_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_customer"),
    )
    op.create_table(
        "heard",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "key", name="pk_heard"),
    )
    op.create_table(
        "heartbeat",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", name="pk_heartbeat"),
    )
    op.create_table(
        "keepsake",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", name="pk_keepsake"),
    )
    op.create_table(
        "pace",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "platform", "channel_id", name="pk_pace"),
    )
    op.create_table(
        "profile",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", one_of("role", "staff", "customer", "unknown"), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "platform", "user_id", name="pk_profile"),
    )
    create_index("ix_profile_staff", "profile", ["workspace_id", "name"], where="role IN ('staff')")
    op.create_table(
        "conversation",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=True),
        sa.Column("opening_message_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("status", one_of("status", "open", "snoozed", "resolved", "dismissed", "merged"), nullable=False),
        sa.Column("turn", one_of("turn", "agent", "customer"), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.Column("customer_last_at", UTCDateTime(), nullable=False),
        sa.Column("agent_platform", sa.String(), nullable=True),
        sa.Column("agent_user_id", sa.String(), nullable=True),
        sa.Column("resolved_at", UTCDateTime(), nullable=True),
        sa.Column("resolutions", sa.Integer(), nullable=False),
        sa.Column("fixed", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("backstage_platform", sa.String(), nullable=True),
        sa.Column("backstage_channel_id", sa.String(), nullable=True),
        sa.Column("backstage_thread_id", sa.String(), nullable=True),
        sa.Column("continues", sa.String(), nullable=True),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "customer_id"],
            ["customer.workspace_id", "customer.id"],
            name="fk_conversation_customer",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_conversation"),
    )
    create_index(
        "ix_conversation_backstage",
        "conversation",
        ["workspace_id", "backstage_platform", "backstage_channel_id", "backstage_thread_id"],
        where="backstage_channel_id IS NOT NULL",
    )
    create_index("ix_conversation_customer", "conversation", ["customer_id", "workspace_id", "last_at"])
    create_index(
        "ix_conversation_place", "conversation", ["channel_id", "workspace_id", "platform", "thread_id", "last_at"]
    )

    op.create_table(
        "identity",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "customer_id"],
            ["customer.workspace_id", "customer.id"],
            name="fk_identity_customer",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "platform", "user_id", name="pk_identity"),
    )
    create_index("ix_identity_customer", "identity", ["customer_id", "workspace_id"])

    op.create_table(
        "note",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("kind", one_of("kind", "fact", "preference", "concern", "personal", "milestone"), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author_platform", sa.String(), nullable=False),
        sa.Column("author_user_id", sa.String(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=True),
        sa.Column("customer_may_see", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "customer_id"],
            ["customer.workspace_id", "customer.id"],
            name="fk_note_customer",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_note"),
    )
    create_index("ix_note_customer", "note", ["customer_id", "workspace_id", "at"])

    op.create_table(
        "delivery",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column(
            "kind",
            one_of("kind", "root", "briefing", "reminder", "answered", "notice", "relay", "reply", "check_in"),
            nullable=False,
        ),
        sa.Column("audience", one_of("audience", "staff", "customer"), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=True),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=True),
        sa.Column("to_platform", sa.String(), nullable=True),
        sa.Column("to_user_id", sa.String(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            one_of(
                "state", "pending", "claimed", "sending", "paused", "sent", "cancelled", "expired", "held", "failed"
            ),
            nullable=False,
        ),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("answered", sa.String(), nullable=False),
        sa.Column("shown_platform", sa.String(), nullable=True),
        sa.Column("shown_channel_id", sa.String(), nullable=True),
        sa.Column("shown_thread_id", sa.String(), nullable=True),
        sa.Column("shown_message_id", sa.String(), nullable=True),
        sa.Column("shown_audience", one_of("shown_audience", "staff", "customer"), nullable=True),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("not_before", UTCDateTime(), nullable=True),
        sa.Column("first_intent_at", UTCDateTime(), nullable=True),
        sa.Column("last_send_at", UTCDateTime(), nullable=True),
        sa.Column("missed_at", UTCDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("defects", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("place_platform", sa.String(), nullable=True),
        sa.Column("place_channel_id", sa.String(), nullable=True),
        sa.Column("place_thread_id", sa.String(), nullable=True),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("swept_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "conversation_id"],
            ["conversation.workspace_id", "conversation.id"],
            name="fk_delivery_conversation",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "customer_id"],
            ["customer.workspace_id", "customer.id"],
            name="fk_delivery_customer",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_delivery"),
        sa.UniqueConstraint("key", "workspace_id", name="uq_delivery_key"),
        sa.UniqueConstraint("occasion", "workspace_id", name="uq_delivery_occasion"),
        sa.CheckConstraint("lease_until IS NOT NULL OR (state NOT IN ('claimed', 'sending'))", name="lease"),
    )
    create_index("ix_delivery_conversation", "delivery", ["conversation_id", "workspace_id", "due_at", "seq"])
    create_index("ix_delivery_customer", "delivery", ["customer_id", "workspace_id", "due_at"])
    create_index(
        "ix_delivery_decided",
        "delivery",
        ["workspace_id", "due_at", "seq"],
        where="state IN ('sent', 'held', 'failed', 'expired', 'cancelled') "
        "AND NOT (kind IN ('root') AND state IN ('sent'))",
    )
    create_index(
        "ix_delivery_in_flight", "delivery", ["workspace_id", "lease_until"], where="state IN ('claimed', 'sending')"
    )
    create_index(
        "ix_delivery_lane",
        "delivery",
        ["workspace_id", "conversation_id", "audience", "due_at", "seq"],
        where="state IN ('pending', 'claimed', 'sending')",
    )
    create_index("ix_delivery_pending", "delivery", ["workspace_id", "due_at", "seq"], where="state IN ('pending')")
    create_index(
        "ix_delivery_unswept", "delivery", ["workspace_id", "sent_at"], where="state IN ('sent') AND swept_at IS NULL"
    )
    create_index(
        "ix_delivery_upcoming",
        "delivery",
        ["workspace_id", "due_at", "seq"],
        where="state IN ('pending', 'claimed', 'sending', 'paused', 'held')",
    )

    op.create_table(
        "message",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=True),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("author_platform", sa.String(), nullable=False),
        sa.Column("author_user_id", sa.String(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("role", one_of("role", "staff", "customer", "unknown"), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("edited_at", UTCDateTime(), nullable=True),
        sa.Column("deleted_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "conversation_id"],
            ["conversation.workspace_id", "conversation.id"],
            name="fk_message_conversation",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "customer_id"],
            ["customer.workspace_id", "customer.id"],
            name="fk_message_customer",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "platform", "channel_id", "message_id", name="pk_message"),
    )
    create_index("ix_message_conversation", "message", ["conversation_id", "workspace_id", "at"])
    create_index("ix_message_customer", "message", ["customer_id", "workspace_id", "at"])


def one_of(name: str, *values: str) -> sa.Enum:
    """Text that the database checks."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def create_index(name: str, table: str, columns: Sequence[str], where: str | None = None) -> None:
    """An index, of the rows of which `where` is true."""
    rows = sa.text(where) if where else None
    op.create_index(name, table, columns, sqlite_where=rows, postgresql_where=rows)
