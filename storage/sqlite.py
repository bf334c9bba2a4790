"""How we talk to SQLite: one writer, on disk before it counts, and never a half-open transaction."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import Misconfigured
from bot.files import make_private, try_to_keep
from storage.away import root_of, why_away
from storage.driver import Connections
from storage.shared_commits import SharedCommits
from storage.sqlite_driver import SETTINGS, write_ahead

WHILE_UPGRADED = 60_000  # milliseconds for another process that brings the database up to date


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A database in a file: `storage.database.Database`."""

    path: Path

    @property
    def name(self) -> str:
        """Which file it is."""
        return f"The database {self.path}"

    def make(self) -> None:
        """Make an empty file that only its owner can read, unless it is there already."""
        try:
            make_private(self.path)
            if not self.path.stat().st_size:
                write_ahead(self.path)
        except OSError as error:
            raise self._cannot_be_opened(error) from error
        except sqlite3.Error as error:
            raise self._cannot_be_used(error) from error

    def try_place(self) -> None:
        """See whether a file could be kept there; leaves nothing behind. Raises `Misconfigured` when none could."""
        try:
            try_to_keep(self.path)
        except OSError as error:
            raise self._cannot_be_opened(error) from error

    def _cannot_be_opened(self, error: OSError) -> Misconfigured:
        let_in = "Let the user that runs the bot read and write it and its folder, or name"
        what = let_in if isinstance(error, PermissionError) else "Name"
        return Misconfigured(f"{self.name} cannot be opened: {error.strerror}. {what} another one in database.path.")

    def connections(self) -> Connections:
        """One."""
        return SharedCommits(self.path)

    def engine_to_migrate(self) -> AsyncEngine:
        """Without foreign keys: a table that alembic rebuilds would take its children with it."""

        def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
            connection.isolation_level = None  # transactions begin where we say so
            cursor = connection.cursor()
            for setting in (*SETTINGS, f"busy_timeout={WHILE_UPGRADED}", "foreign_keys=OFF"):
                cursor.execute(f"PRAGMA {setting}")
            cursor.close()

        engine = create_async_engine(URL.create("sqlite+aiosqlite", database=str(self.path)), hide_parameters=True)
        event.listen(engine.sync_engine, "connect", prepare)
        event.listen(engine.sync_engine, "begin", _begin)
        return engine

    def lock(self, connection: Connection) -> None:
        """Every transaction is the only one that writes already."""

    def check_encoding(self, connection: Connection) -> None:
        """Every file can keep them all."""

    def orphans(self, connection: Connection) -> bool:
        """Whether there are rows that belong to a row that is not there."""
        return connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None

    def in_words(self, error: Exception) -> Misconfigured | None:
        """What SQLite says, and what to do."""
        return self._cannot_be_used(root_of(error)) if isinstance(error, DBAPIError) else None

    def _cannot_be_used(self, error: BaseException) -> Misconfigured:
        why = why_away(error) or "Look at it with: db check"
        return Misconfigured(f"{self.name} cannot be used ({error}): {why}.")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # nothing else may write meanwhile
