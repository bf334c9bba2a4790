"""The core's `Store` on a database: opening it, and the transaction every flow runs in."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction

from bot.errors import StoreAway
from storage.away import why_away
from storage.clock import SharedClock, machine_time
from storage.database import Where, database_at
from storage.migrate import migrate
from storage.transaction import Transaction
from storage.work import SqlWork


class SqlStore:
    """Everything one workspace has written down. Rows of other workspaces in the same database do not exist here."""

    def __init__(
        self,
        engine: AsyncEngine,
        workspace: str,
        at_once: int = 1,
        machine: Callable[[], datetime] = machine_time,
    ) -> None:
        self._engine = engine
        self._workspace = workspace
        self._turn = asyncio.Lock()
        self._at_once = at_once
        self._room = asyncio.Semaphore(at_once)
        self._clock = SharedClock(machine)

    @classmethod
    async def open(
        cls,
        where: Where,
        workspace: str,
        *,
        may_migrate: bool = True,
        machine: Callable[[], datetime] = machine_time,
    ) -> Self:
        """The database there, made or brought up to date when needed; `machine` is this machine's clock.

        Raises `Misconfigured` when it cannot be used, is not ours, is newer than this program, or is not up to date
        and may not be changed.
        """
        await migrate(where, allowed=may_migrate)
        database = database_at(where)
        store = cls(database.engine(), workspace, database.at_once, machine)
        async with store.begin(alone=False):
            return store

    def real(self) -> datetime:
        """The time that all processes on this database agree on; aware, UTC."""
        return self._clock.real()

    @asynccontextmanager
    async def begin(self, *, alone: bool = True) -> AsyncIterator[SqlWork]:
        """One transaction: commits on a clean exit, rolls back on any exception. Never held across a chat's call.

        Those that are alone take turns, in this process and with others. A task cancelled while it commits or rolls
        back does so to the end. Raises `StoreAway` when the database cannot be used.
        """
        try:
            async with self._turn if alone else nullcontext(), self._room, self._engine.connect() as connection:
                transaction = await connection.begin()
                try:
                    yield SqlWork(await self._entered(connection, alone))
                except BaseException:
                    await _to_the_end(transaction.rollback())
                    raise
                await _to_the_end(_commit(connection, transaction))
        except Exception as error:
            if not isinstance(error, StoreAway) and (why := why_away(error)):
                raise StoreAway(f"The database cannot be used now: {why}.") from error
            raise

    async def close(self) -> None:
        """Let go of the database, once the transactions that are under way have ended."""
        for _ in range(self._at_once):
            await self._room.acquire()
        await self._engine.dispose()
        for _ in range(self._at_once):
            self._room.release()

    async def _entered(self, connection: AsyncConnection, alone: bool) -> Transaction:
        entered = Transaction(connection, self._workspace)
        if entered.is_shared and self._clock.is_stale:
            await self._clock.ask(connection)
        if alone:
            await entered.take_turn("write")
        elif entered.is_shared:
            await connection.exec_driver_sql("SELECT 1")  # SQLAlchemy begins with its own first statement
        return entered


async def _commit(connection: AsyncConnection, transaction: AsyncTransaction) -> None:
    try:
        await transaction.commit()
    except BaseException:
        await connection.invalidate()  # SQLite is still inside the transaction, SQLAlchemy thinks it is not
        raise


async def _to_the_end(ending: Awaitable[None]) -> None:
    """Await this even while being cancelled, and only then let the cancellation through."""
    task = asyncio.ensure_future(ending)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
