"""SQLite's transactions: one at a time, and those that wait for each other, or can wait, reach the disk together.

A statement takes microseconds, so it is run where it is asked for. What may wait, for another process or for the disk,
is done in a thread (see `docs/decisions/0010-sqlite-in-the-loop.md`).
"""

import asyncio
import logging
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from sqlalchemy.dialects import sqlite

from bot.errors import StoreAway, in_log
from storage.endings import to_the_end
from storage.sqlite_driver import SqliteDriver, begin_with_patience, begun_at_once, connect

log = logging.getLogger(__name__)

_A_MOMENT = 0.01  # seconds in which the next commit may take along what can wait


class _Group:
    """Transactions that end with one commit."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.before = connection.total_changes
        self.members = 0
        self.is_over = False
        self.ending: asyncio.Task[None] | None = None
        self.waits: asyncio.TimerHandle | None = None  # for a commit to come along with
        self.trouble: Exception | None = None  # what kept them from being committed

    @contextmanager
    def member(self) -> Iterator[SqliteDriver]:
        """One of them: it can be rolled back alone, the first one with the group, for there is nobody else yet."""
        self.members += 1
        is_first = self.members == 1
        if not is_first:
            self.connection.execute("SAVEPOINT mine")
        try:
            yield SqliteDriver(self.connection)
        except BaseException as error:
            if is_first:
                self.roll_back()
            else:
                self._roll_back_alone(error)
            raise
        if not is_first:
            self.connection.execute("RELEASE mine")

    async def commit(self) -> None:
        """All of them, or none."""
        self.is_over = True
        if self.connection.total_changes == self.before:  # nothing has to reach the disk
            self._commit()
        else:
            await to_the_end(asyncio.to_thread(self._commit))

    def _commit(self) -> None:
        try:
            self.connection.commit()
        except Exception as trouble:
            self.give_up(trouble)

    def give_up(self, trouble: Exception) -> None:
        """None of them was committed."""
        self.trouble = trouble
        self.roll_back()

    def roll_back(self) -> None:
        """All of them."""
        self.is_over = True
        with suppress(sqlite3.Error):
            self.connection.rollback()

    def _roll_back_alone(self, error: BaseException) -> None:
        try:
            self.connection.execute("ROLLBACK TO mine")
            self.connection.execute("RELEASE mine")
        except sqlite3.Error as trouble:  # a full disk, for one, makes SQLite give up the whole transaction
            self.give_up(error if isinstance(error, sqlite3.Error) else trouble)


class SharedCommits:
    """`storage.driver.Connections` for a SQLite file."""

    dialect = sqlite.dialect()
    is_shared = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = asyncio.Lock()  # first come, first served
        self._waiting = 0  # for their turn
        self._connection: sqlite3.Connection | None = None
        self._opened: os.stat_result | None = None
        self._group: _Group | None = None
        self._apart = 0  # so many transactions do not share: one of those before them may be what cannot be committed

    @asynccontextmanager
    async def transaction(self, *, lasting: bool = True) -> AsyncIterator[SqliteDriver]:
        """Whoever waits for a turn when one ends comes along with its commit; who is not `lasting` awaits none."""
        group: _Group | None = None
        await self._take_turn()
        try:
            group = self._group if self._group and not self._group.is_over else await self._begin()
            with group.member() as driver:
                yield driver
            if self._apart or (lasting and not self._waiting):
                self._apart = max(self._apart - 1, 0)
                await group.commit()
        except BaseException:
            self._turn.release()
            if group:
                await self._ended(group)
            raise
        self._turn.release()
        if lasting:
            await self._ended(group)
        else:
            self._end_soon(group)
        if group.trouble:
            raise group.trouble

    async def _take_turn(self) -> None:
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """Let go of the file."""
        if self._group:
            await self._ended(self._group)
        async with self._turn:
            if self._connection:
                self._connection.close()
            self._connection = None

    async def _begin(self) -> _Group:
        connection = await self._connected()
        try:
            if not begun_at_once(connection):
                await to_the_end(asyncio.to_thread(begin_with_patience, connection))
        except asyncio.CancelledError:
            connection.rollback()
            raise
        self._group = _Group(connection)
        return self._group

    async def _connected(self) -> sqlite3.Connection:
        if self._connection and self._connection.in_transaction:  # the last one could not even be rolled back
            self._connection.close()
            self._connection = None
        if self._connection is None:
            return await to_the_end(asyncio.to_thread(self._connect))
        self._check_that_it_is_still_there()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        self._connection, self._opened = connect(self._path), self._path.stat()
        return self._connection

    def _check_that_it_is_still_there(self) -> None:
        """SQLite would go on writing to a file that nobody finds again."""
        with suppress(OSError):
            if self._opened and os.path.samestat(self._opened, self._path.stat()):
                return
        raise StoreAway("The database cannot be used now: its file was moved or deleted. Put it back, or start anew.")

    def _end_soon(self, group: _Group) -> None:
        if not (group.is_over or group.waits):
            group.waits = asyncio.get_running_loop().call_later(_A_MOMENT, self._end, group)

    async def _ended(self, group: _Group) -> None:
        if ending := self._end(group):
            await to_the_end(ending)

    def _end(self, group: _Group) -> asyncio.Task[None] | None:
        if not group.is_over and group.ending is None:
            group.ending = asyncio.ensure_future(self._commit(group))
        return None if group.is_over else group.ending

    async def _commit(self, group: _Group) -> None:
        async with self._turn:
            if not group.is_over:
                await group.commit()
            if group.trouble and group.members > 1:
                self._apart = 2 * group.members
            if group.trouble and group.waits:
                log.error("what was to be kept lately is done once more: %s", in_log(group.trouble))
