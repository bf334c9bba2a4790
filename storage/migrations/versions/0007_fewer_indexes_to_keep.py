"""A whisper's delivery is in fewer indexes: one is of what goes to customers only, one of what waits for a human."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make both anew."""
    op.drop_index("ix_delivery_customer", "delivery")
    op.drop_index("ix_delivery_watched", "delivery")
    _add("ix_delivery_to_customer", ["workspace_id", "customer_id", "due_at"], "audience IN ('customer')")
    _add("ix_delivery_watched", ["workspace_id", "state", "kind", "due_at"], "state IN ('paused', 'held', 'failed')")


def _add(name: str, columns: list[str], which: str) -> None:
    rows = sa.text(which)
    op.create_index(name, "delivery", columns, sqlite_where=rows, postgresql_where=rows)
