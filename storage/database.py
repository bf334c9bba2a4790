"""The two kinds of database we can stand on, and what each does in its own way."""

from pathlib import Path
from typing import Protocol, TypeAlias

from pydantic import SecretStr
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import Misconfigured
from storage.driver import Connections

Where: TypeAlias = Path | SecretStr
"""Where a database is: the file of a SQLite one, or the address of one in PostgreSQL."""


class Database(Protocol):
    """What storing, migrating, checking and backing up need to know of a database."""

    @property
    def name(self) -> str:
        """How a sentence about it begins; without its password."""

    def make(self) -> None:
        """Let it be there, if that is ours to do; `Misconfigured` when it cannot be."""

    def connections(self) -> Connections:
        """How the bot uses it."""

    def engine_to_migrate(self) -> AsyncEngine:
        """How its tables are looked at and changed, which may take long."""

    def lock(self, connection: Connection) -> None:
        """Let no other process change its tables before this transaction ends."""

    def check_encoding(self, connection: Connection) -> None:
        """Raises `Misconfigured` when it cannot keep every character."""

    def orphans(self, connection: Connection) -> bool:
        """Whether there are rows that belong to a row that is not there."""

    def in_words(self, error: Exception) -> Misconfigured | None:
        """What this error says about it, and what to do; None when it says something else."""


def database_at(where: Where) -> Database:
    """The one there."""
    if isinstance(where, Path):
        from storage.sqlite import Sqlite

        return Sqlite(where)
    from storage.postgres import Postgres

    return Postgres(where)
