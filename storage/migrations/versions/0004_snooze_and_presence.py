"""Snoozed conversations, what is said about them, and when agents are there."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.remake import remake
from storage.times import UTCDateTime

revision = "0004"
down_revision = "0003"

_BEFORE = "'root', 'briefing', 'reminder', 'answered', 'notice', 'relay', 'reply', 'check_in'"
_AFTER = "'root', 'briefing', 'reminder', 'wake', 'silent', 'answered', 'notice', 'relay', 'reply', 'check_in'"
_LAST = "\tmerged_into VARCHAR, \n"
_SNOOZE = "\tsnoozed_until DATETIME, \n\tsnooze_keeps BOOLEAN NOT NULL, \n"


def upgrade() -> None:
    """Add two columns, allow two kinds, make a table."""
    if op.get_bind().dialect.name == "sqlite":
        remake("conversation", _LAST, _LAST + _SNOOZE, snooze_keeps="0")
        remake("delivery", _BEFORE, _AFTER)
    else:
        op.add_column("conversation", sa.Column("snoozed_until", UTCDateTime(), nullable=True))
        op.add_column("conversation", sa.Column("snooze_keeps", sa.Boolean(), nullable=False, server_default="false"))
        op.alter_column("conversation", "snooze_keeps", server_default=None)
        op.execute("ALTER TABLE delivery DROP CONSTRAINT ck_delivery_kind")
        op.execute(f"ALTER TABLE delivery ADD CONSTRAINT ck_delivery_kind CHECK (kind IN ({_AFTER}))")
    op.create_table(
        "presence",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("away_until", UTCDateTime(), nullable=True),
        sa.Column("stand_in_platform", sa.String(), nullable=True),
        sa.Column("stand_in_user_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "platform", "user_id", name="pk_presence"),
    )
