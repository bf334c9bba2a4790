"""The core's `Store` on a database: opening it, and the transaction every flow runs in."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime
from typing import Self

from bot.errors import StoreAway
from storage.away import why_away
from storage.clock import SharedClock, machine_time
from storage.database import Where, database_at
from storage.driver import Connections, Driver
from storage.migrate import migrate
from storage.transaction import Transaction
from storage.work import SqlWork


class SqlStore:
    """Everything one workspace has written down. Rows of other workspaces in the same database do not exist here."""

    def __init__(
        self,
        connections: Connections,
        workspace: str,
        machine: Callable[[], datetime] = machine_time,
    ) -> None:
        self._connections = connections
        self._workspace = workspace
        self._turn = asyncio.Lock()
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
        store = cls(database_at(where).connections(), workspace, machine)
        async with store.begin(alone=False):
            return store

    def real(self) -> datetime:
        """The time that all processes on this database agree on; aware, UTC."""
        return self._clock.real()

    @asynccontextmanager
    async def begin(self, *, alone: bool = True, lasting: bool = True) -> AsyncIterator[SqlWork]:
        """One transaction: commits on a clean exit, rolls back on any exception. Never held across a chat's call.

        Those that are alone take turns, in this process and with others. One that is not lasting may come back before
        it has reached the disk. A task cancelled while it commits or rolls back does so to the end. Raises
        `StoreAway` when the database cannot be used.
        """
        waiting = self._turn if alone and self._connections.is_shared else nullcontext()
        try:
            async with waiting, self._connections.transaction(lasting=lasting) as driver:
                yield SqlWork(await self._entered(driver, alone))
        except Exception as error:
            if not isinstance(error, StoreAway) and (why := why_away(error)):
                raise StoreAway(f"The database cannot be used now: {why}.") from error
            raise

    async def close(self) -> None:
        """Let go of the database, once the transactions that are under way have ended."""
        await self._connections.close()

    async def _entered(self, driver: Driver, alone: bool) -> Transaction:
        if self._connections.is_shared and self._clock.is_stale:
            await self._clock.ask(driver)
        entered = Transaction(driver, self._connections.dialect, self._connections.is_shared, self._workspace)
        if alone:
            await entered.take_turn("write")
        return entered
