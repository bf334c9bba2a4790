"""Customers may choose to be written to in their direct messages."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.remake import remake

revision = "0006"
down_revision = "0005"

_LAST = "\tfirst_seen_at DATETIME NOT NULL, \n"
_CHOSEN = "\tdirect_platform VARCHAR, \n\tdirect_user_id VARCHAR, \n"


def upgrade() -> None:
    """Add the account whose direct messages they chose."""
    if op.get_bind().dialect.name == "sqlite":
        remake("customer", _LAST, _LAST + _CHOSEN)
    else:
        op.add_column("customer", sa.Column("direct_platform", sa.String(), nullable=True))
        op.add_column("customer", sa.Column("direct_user_id", sa.String(), nullable=True))
