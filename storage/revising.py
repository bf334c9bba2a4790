"""Running the revisions; a module of its own, because alembic takes a second to load."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.migrations import HEAD


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Change the tables, in the transaction this connection is in."""
    command.upgrade(config_for(connection), to)


def config_for(connection: Connection | None) -> Config:
    """What alembic needs to know."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    return config
