"""SQLite in a thread of its own, with one trip there and back a statement: it brings its rows along.

SQLAlchemy asks aiosqlite for a cursor, lets it execute, fetches its rows and closes it: four trips, each of which costs
more than most of our statements (see `docs/decisions/0005-one-trip-a-statement.md`).
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import aiosqlite

Row = tuple[Any, ...]


async def connect(path: Path) -> "OneTripConnection":
    """A connection to this file; a program that forgets to close it ends all the same."""
    connection = OneTripConnection(lambda: sqlite3.connect(path), iter_chunk_size=64)
    connection._thread.daemon = True
    _ = await connection
    return connection


class OneTripConnection(aiosqlite.Connection):
    """An aiosqlite connection whose cursors fetch on the trip on which they execute."""

    def cursor(self) -> "OneTripCursor":  # type: ignore[override]
        """A cursor; making one costs no trip."""
        return OneTripCursor(self)

    async def run(self, do: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> "Outcome":
        """Do this in the connection's thread, and fetch what it found."""
        return await self._execute(lambda: Outcome(do(self._conn)))  # type: ignore[no-any-return, no-untyped-call]


class Outcome:
    """What a statement led to; made in the connection's thread."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self.rows: list[Row] = cursor.fetchall()
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
        cursor.close()


class OneTripCursor:
    """What SQLAlchemy asks of a cursor; only executing makes a trip."""

    arraysize = 1
    description: Any = None
    rowcount = -1
    lastrowid: int | None = None

    def __init__(self, connection: OneTripConnection) -> None:
        self._connection = connection
        self._rows: list[Row] = []

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        """Execute, and keep what was found."""
        return self._keep(await self._connection.run(lambda connection: connection.execute(sql, parameters)))

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Self:
        """Execute once for each."""
        return self._keep(await self._connection.run(lambda connection: connection.executemany(sql, parameters)))

    async def fetchall(self) -> list[Row]:
        """What was found and not fetched yet."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """There is nothing to let go of."""

    def _keep(self, outcome: Outcome) -> Self:
        self._rows, self.description = outcome.rows, outcome.description
        self.rowcount, self.lastrowid = outcome.rowcount, outcome.lastrowid
        return self
