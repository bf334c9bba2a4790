"""What could not be heard, and an index to see at a glance how the outbox stands."""

import sqlalchemy as sa
from alembic import op

from storage.times import UTCDateTime

revision = "0002"
down_revision = "0001"

_WATCHED = sa.text("state IN ('claimed', 'sending', 'paused', 'held', 'failed')")


def upgrade() -> None:
    """Make the table and the index."""
    op.create_table(
        "unheard",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("event", sa.JSON(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("defect", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "key", name="pk_unheard"),
    )
    op.create_index(
        "ix_delivery_watched",
        "delivery",
        ["workspace_id", "state", "kind", "due_at"],
        sqlite_where=_WATCHED,
        postgresql_where=_WATCHED,
    )
