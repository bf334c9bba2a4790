"""Which conversations an agent has is asked for by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the index."""
    unfinished = sa.text("status IN ('open', 'snoozed')")
    op.create_index(
        "ix_conversation_unfinished",
        "conversation",
        ["workspace_id", "agent_platform", "agent_user_id"],
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )
