"""Statements on a straight way to the driver: SQLAlchemy spells them, but asking it each time costs more than they."""

from collections.abc import Awaitable, Sequence
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.one_trip import OneTripConnection

Found = Sequence[Sequence[Any]]


class Driver(Protocol):
    """A connection inside of a transaction."""

    async def find(self, sql: str, parameters: Sequence[Any]) -> Found:
        """The rows."""

    async def change(self, sql: str, parameters: Sequence[Any]) -> int:
        """How many rows the statement was about."""


class SqliteDriver:
    """aiosqlite, one trip a statement."""

    def __init__(self, connection: OneTripConnection) -> None:
        self._connection = connection

    async def find(self, sql: str, parameters: Sequence[Any]) -> Found:
        """The rows."""
        return (await self._connection.run(lambda connection: connection.execute(sql, parameters))).rows

    async def change(self, sql: str, parameters: Sequence[Any]) -> int:
        """How many rows the statement was about."""
        return (await self._connection.run(lambda connection: connection.execute(sql, parameters))).rowcount


class PostgresDriver:
    """asyncpg; a zero byte, which PostgreSQL keeps nowhere and nobody can see, is left out."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def find(self, sql: str, parameters: Sequence[Any]) -> Found:
        """The rows."""
        found: Found = await self._asked(self._connection.fetch(sql, *without_zero_bytes(parameters)))
        return found

    async def change(self, sql: str, parameters: Sequence[Any]) -> int:
        """How many rows the statement was about."""
        status: str = await self._asked(self._connection.execute(sql, *without_zero_bytes(parameters)))
        return int(status.rpartition(" ")[2])

    async def _asked(self, answer: Awaitable[Any]) -> Any:
        try:
            return await answer
        except Exception as error:
            if self._connection.is_closed():  # asyncpg says it as if it were our mistake
                raise ConnectionResetError("PostgreSQL is gone") from error
            raise


def driver_of(connection: AsyncConnection) -> Driver:
    """The driver below this connection."""
    assert connection.sync_connection
    driver = connection.sync_connection.connection.driver_connection
    return SqliteDriver(driver) if isinstance(driver, OneTripConnection) else PostgresDriver(driver)


def without_zero_bytes(row: Sequence[Any]) -> Sequence[Any]:
    """The same for PostgreSQL, which takes no text with a zero byte; nobody can see one, so it is not missed."""
    if not any(isinstance(value, str) and "\0" in value for value in row):
        return row
    return tuple(value.replace("\0", "") if isinstance(value, str) else value for value in row)
