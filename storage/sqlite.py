"""How we talk to SQLite: one writer, on disk before it counts, and never a half-open transaction."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import Misconfigured
from storage.away import why_away
from storage.one_trip import connect


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A database in a file: `storage.database.Database`."""

    path: Path
    at_once = 1

    @property
    def name(self) -> str:
        """Which file it is."""
        return f"The database {self.path}"

    def make(self) -> None:
        """Make an empty file that only its owner can read, unless it is there already."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise Misconfigured(f"{self.name} cannot be opened: {error.strerror}.") from error

    def engine(self) -> AsyncEngine:
        """See `engine_for`."""
        return engine_for(self.path)

    def engine_to_migrate(self) -> AsyncEngine:
        """Without foreign keys: a table that alembic rebuilds would take its children with it."""
        return engine_for(self.path, foreign_keys=False)

    def lock(self, connection: Connection) -> None:
        """Every transaction is the only one that writes already."""

    def orphans(self, connection: Connection) -> bool:
        """Whether there are rows that belong to a row that is not there."""
        return connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None

    def in_words(self, error: Exception) -> Misconfigured | None:
        """What SQLite says, and what to do."""
        if not isinstance(error, DBAPIError):
            return None
        why = why_away(error) or "Put a backup back, or name another file"
        return Misconfigured(f"{self.name} cannot be used ({error.orig}): {why}.")


def engine_for(path: Path, *, foreign_keys: bool = True) -> AsyncEngine:
    """An engine of one connection, each transaction of which is the only one that writes."""
    settings = (
        "busy_timeout=5000",  # first, so that the others wait for another process that is just starting
        "journal_mode=WAL",
        "synchronous=FULL",  # what was committed survives a power cut: a lost intent would be a message sent twice
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
    )

    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        cursor = connection.cursor()
        for setting in settings:
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        async_creator=lambda *_, **__: connect(path),
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # in what it raises: they are what people said
    )
    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # A transaction that starts by reading and then writes fails when another has written meanwhile.
    adapted: Any = connection.connection.dbapi_connection
    adapted.run_async(lambda driver: driver.run(lambda sqlite: sqlite.execute("BEGIN IMMEDIATE")))
