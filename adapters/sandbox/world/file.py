"""The SQLite file a sandbox world is kept in: its tables and transactions. Processes may share it.

A statement takes microseconds, so it is run in the event loop; only another process is waited for.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Protocol, Self

from adapters.sandbox.render import clean
from bot.errors import Misconfigured
from bot.files import make_private, try_to_keep

PATIENCE = 15.0  # seconds to wait while another process writes
_AGAIN = 0.05  # seconds
SETTINGS = ("synchronous = NORMAL", "journal_mode = WAL")  # a power cut takes the last words of a play at most
VERSION = 1

TABLES = (
    # shift: microseconds; NULL until the clock is first moved.
    "CREATE TABLE world (revision INTEGER NOT NULL, shift INTEGER)",
    "INSERT INTO world VALUES (0, NULL)",
    "CREATE TABLE channel (channel_id TEXT PRIMARY KEY, title TEXT NOT NULL, staff_only INTEGER NOT NULL)",
    "CREATE TABLE guest (channel_id TEXT NOT NULL, user_id TEXT NOT NULL, PRIMARY KEY (channel_id, user_id))",
    """CREATE TABLE person (
        user_id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, zone TEXT, locale TEXT
    )""",
    # author: NULL is the bot. at: of the movable clock; stored_at: real. only_for: an answer to this user.
    """CREATE TABLE message (
        id INTEGER PRIMARY KEY AUTOINCREMENT, channel_id TEXT NOT NULL, thread_id TEXT, author TEXT,
        text TEXT NOT NULL, words TEXT, audience TEXT, key TEXT NOT NULL DEFAULT '', only_for TEXT,
        at TEXT NOT NULL, stored_at TEXT, edits INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX message_by_place ON message (channel_id, thread_id, at)",
    "CREATE INDEX message_by_key ON message (key)",
    """CREATE TABLE deed (
        id INTEGER PRIMARY KEY AUTOINCREMENT, did TEXT NOT NULL, doer TEXT NOT NULL,
        channel_id TEXT NOT NULL, thread_id TEXT, at TEXT NOT NULL, message_id TEXT NOT NULL,
        text TEXT NOT NULL, edits INTEGER NOT NULL,
        word TEXT NOT NULL, about TEXT NOT NULL, choice TEXT NOT NULL, fields TEXT NOT NULL
    )""",
    "CREATE TABLE fault (id INTEGER PRIMARY KEY AUTOINCREMENT, fault TEXT NOT NULL, times INTEGER NOT NULL)",
    # A staff room stays for staff only as long as everybody let in since then is staff.
    """CREATE VIEW room AS SELECT channel_id, title, staff_only AND NOT EXISTS (
        SELECT * FROM guest LEFT JOIN person USING (user_id)
        WHERE guest.channel_id = channel.channel_id AND role IS NOT 'staff'
    ) AS staff_only FROM channel""",
    f"PRAGMA user_version = {VERSION}",
)

Value = str | int | None


class Run(Protocol):
    """Runs statements inside a transaction."""

    def __call__(self, sql: str, **values: Value) -> list[sqlite3.Row]:
        """Run one statement with these `:named` values; returns the rows it finds."""


class WorldFile:
    """An open file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Open the file and make its tables when it is new; `Misconfigured` when that cannot be done.

        Only its owner can read a new one.
        """
        try:
            make_private(path)
            connection = sqlite3.connect(path, timeout=0, isolation_level=None)
            try:
                connection.row_factory = sqlite3.Row
                file = cls(connection)
                await file._prepare(path)
            except BaseException:
                connection.close()
                raise
        except (sqlite3.Error, OSError) as error:
            raise _cannot_be_used(path, error) from error
        return file

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    async def read(self, sql: str, **values: Value) -> list[sqlite3.Row]:
        """What one statement finds."""
        return await self._patiently(sql, **values)

    @asynccontextmanager
    async def change(self) -> AsyncIterator[Run]:
        """One transaction: commits on a clean exit and counts as a change, rolls back on any exception.

        Its block must not await: whoever has their turn meanwhile would find a transaction under way.
        """
        await self._patiently("BEGIN IMMEDIATE")
        try:
            yield self._run
            self._run("UPDATE world SET revision = revision + 1")
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise

    async def _patiently(self, sql: str, **values: Value) -> list[sqlite3.Row]:
        """Run this as soon as no other process is in the way, which SQLite would not always wait for."""
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                return self._run(sql, **values)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                    raise
            await asyncio.sleep(_AGAIN)

    def _run(self, sql: str, **values: Value) -> list[sqlite3.Row]:
        tidy = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
        return self._connection.execute(sql, tidy).fetchall()

    async def _prepare(self, path: Path) -> None:
        for setting in SETTINGS:
            await self._patiently(f"PRAGMA {setting}")
        async with self.change() as run:
            for statement in TABLES if _is_new(self._connection, path) else ():
                run(statement)


def try_place(path: Path) -> None:
    """See whether a world could be kept there, or is there already; leaves nothing behind.

    Raises `Misconfigured` when none could, or what is there cannot be read or is no world of ours.
    """
    try:
        try_to_keep(path)
        if path.exists():
            with closing(sqlite3.connect(path, timeout=PATIENCE)) as connection:
                _is_new(connection, path)
    except (sqlite3.Error, OSError) as error:
        raise _cannot_be_used(path, error) from error


def _is_new(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether nothing was ever written there; `Misconfigured` when it was by somebody else."""
    [version] = connection.execute("PRAGMA user_version").fetchone()
    [is_empty] = connection.execute("SELECT NOT EXISTS (SELECT * FROM sqlite_master)").fetchone()
    is_new = (version, is_empty) == (0, True)
    if not is_new and version != VERSION:
        raise Misconfigured(
            f"{path} was made by another program, or by another version of the sandbox. Name another file: "
            "sandbox.world in config.toml."
        )
    return is_new


def _cannot_be_used(path: Path, error: sqlite3.Error | OSError) -> Misconfigured:
    why = error.strerror if isinstance(error, OSError) else error
    return Misconfigured(
        f"The sandbox's world {path} cannot be used ({why}). Let this user write it, make room when its disk is full, "
        "delete it when it is damaged, or name another file: sandbox.world in config.toml."
    )
