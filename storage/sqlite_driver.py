"""One connection to a SQLite file: how it is opened, begins a transaction, and is asked."""

import asyncio
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from storage.driver import Found, Parameters
from storage.endings import to_the_end

PATIENCE = 5000  # milliseconds for another process to end its transaction
_AGAIN = 0.02  # seconds
SETTINGS = (
    f"busy_timeout={PATIENCE}",  # first, so that the others wait for another process that is just starting
    "journal_mode=WAL",
    "synchronous=FULL",  # what was committed survives a power cut: a lost intent would be a message sent twice
    "foreign_keys=ON",
    "temp_store=MEMORY",  # what a savepoint may have to undo would else fill a file
)


class SqliteDriver:
    """`storage.driver.Driver` for SQLite."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def find(self, sql: str, parameters: Parameters = ()) -> Found:
        """The rows."""
        return self._connection.execute(sql, parameters).fetchall()

    async def change(self, sql: str, parameters: Parameters) -> int:
        """How many rows the statement was about."""
        return self._connection.execute(sql, parameters).rowcount

    async def change_all(self, sql: str, rows: Iterable[Parameters]) -> None:
        """The same statement for each; many take long, so a thread does it."""
        await to_the_end(asyncio.to_thread(self._connection.executemany, sql, rows))


def connect(path: Path) -> sqlite3.Connection:
    """A connection that any thread may use, one at a time; transactions begin where we say so."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    connection.execute("PRAGMA busy_timeout=0")
    return connection


def write_ahead(path: Path) -> None:
    """Let this new file be one that is written ahead.

    When two processes do so at once, SQLite refuses one of them at once, whatever its patience.
    """
    give_up = time.monotonic() + PATIENCE / 1000
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or time.monotonic() > give_up:
                    raise
            time.sleep(_AGAIN)


def begun_at_once(connection: sqlite3.Connection) -> bool:
    """Whether a transaction could be begun, as the only one that writes, without waiting for another process."""
    # A transaction that starts by reading and then writes fails when another has written meanwhile.
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if not _is_busy(error):
            raise
        return False
    return True


def begin_with_patience(connection: sqlite3.Connection) -> None:
    """Begin one, once no other process is writing; raises what SQLite does when that takes too long."""
    connection.execute(f"PRAGMA busy_timeout={PATIENCE}")
    try:
        connection.execute("BEGIN IMMEDIATE")
    finally:
        connection.execute("PRAGMA busy_timeout=0")


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
