"""The core's `Store` on a database: opening it, and the transaction every flow runs in."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction

from storage.migrate import migrate
from storage.sqlite import engine_for
from storage.transaction import Transaction
from storage.work import SqlWork


class SqlStore:
    """Everything one workspace has written down. Rows of other workspaces in the same database do not exist here."""

    def __init__(self, engine: AsyncEngine, workspace: str) -> None:
        self._engine = engine
        self._workspace = workspace
        self._turn = asyncio.Lock()

    @classmethod
    async def open(cls, path: Path, workspace: str) -> Self:
        """The SQLite database in this file, made or brought up to date when needed.

        Raises `Misconfigured` when the file cannot be opened, is not ours, or is newer than this program.
        """
        await migrate(path)
        return cls(engine_for(path), workspace)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[SqlWork]:
        """One transaction: commits on a clean exit, rolls back on any exception. Never held across a chat's call.

        Transactions of one store take turns. A task cancelled while it commits or rolls back does so to the end.
        """
        async with self._turn, self._engine.connect() as connection:
            transaction = await connection.begin()
            try:
                yield SqlWork(Transaction(connection, self._workspace))
            except BaseException:
                await _to_the_end(transaction.rollback())
                raise
            await _to_the_end(_commit(connection, transaction))

    async def close(self) -> None:
        """Let go of the database, once the transactions that are under way have ended."""
        async with self._turn:
            await self._engine.dispose()


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
