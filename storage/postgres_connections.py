"""How we talk to PostgreSQL: a few connections a process, and nothing that hangs."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr
from sqlalchemy.dialects.postgresql import asyncpg as spelling

from bot.errors import Misconfigured
from bot.setting_kinds import A_POSTGRES_ADDRESS
from storage.driver import Found, Parameters
from storage.endings import to_the_end

_MOST = 10  # connections, kept open once they were needed: opening one costs more than a transaction
_CONNECT = 10  # seconds
_COMMAND = 40  # seconds; PostgreSQL itself ends what takes longer than these milliseconds, unless it is gone:
_LIMITS = {
    "statement_timeout": "30000",
    "lock_timeout": "20000",
    "idle_in_transaction_session_timeout": "30000",
}
_NO_CERTIFICATE = (
    "The certificate that sslmode asks for in database.url is not there. Put that of whoever signed the server's into "
    "~/.postgresql/root.crt, or name its file at the end of the address: &sslrootcert=/folder/root.crt"
)


class PostgresDriver:
    """`storage.driver.Driver` for PostgreSQL; a zero byte, which it keeps nowhere and nobody can see, is left out."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def find(self, sql: str, parameters: Parameters = ()) -> Found:
        """The rows."""
        found: Found = await self._asked(self._connection.fetch, sql, *_without_zero_bytes(parameters))
        return found

    async def change(self, sql: str, parameters: Parameters) -> int:
        """How many rows the statement was about."""
        status: str = await self._asked(self._connection.execute, sql, *_without_zero_bytes(parameters))
        return int(status.rpartition(" ")[2])

    async def change_all(self, sql: str, rows: Iterable[Parameters]) -> None:
        """The same statement for each."""
        await self._asked(self._connection.executemany, sql, [_without_zero_bytes(row) for row in rows])

    async def _asked(self, ask: Callable[..., Awaitable[Any]], sql: str, *given: Any) -> Any:
        try:
            return await ask(sql, *given)
        except Exception as error:
            if _is_lost(self._connection):  # asyncpg says it as if it were our mistake
                raise ConnectionResetError("PostgreSQL is gone") from error
            raise


class PostgresConnections:
    """`storage.driver.Connections` for PostgreSQL."""

    dialect = spelling.dialect()  # type: ignore[no-untyped-call]
    is_shared = True

    def __init__(self, url: SecretStr) -> None:
        self._url = url
        self._pool: Any = None
        self._opening = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self, *, lasting: bool = True) -> AsyncIterator[PostgresDriver]:
        """On a connection of its own; when all are lent, once one comes back. All of them last."""
        async with (await self._opened()).acquire() as connection:
            transaction = connection.transaction()
            try:
                await transaction.start()
                yield PostgresDriver(connection)
            except BaseException:
                await to_the_end(_rolled_back(connection, transaction))
                raise
            await to_the_end(transaction.commit())

    async def close(self) -> None:
        """Let go of the server."""
        if self._pool:
            await self._pool.close()

    async def _opened(self) -> Any:
        import asyncpg

        async with self._opening:
            self._pool = self._pool or await asyncpg.create_pool(
                min_size=0,
                max_size=_MOST,
                max_inactive_connection_lifetime=0,  # seconds; for good
                connect=lambda *_, **__: connect(self._url, _COMMAND, **_LIMITS),
                init=_as_spelt,
                reset=_as_it_is,
            )
        return self._pool


async def connect(url: SecretStr, command_timeout: float | None = None, **settings: str) -> Any:
    """A connection; the timeout is in seconds, none waits as long as it takes.

    Raises `Misconfigured` when the address cannot be read, or a certificate is missing.
    """
    import asyncpg

    try:
        return await asyncpg.connect(
            url.get_secret_value(),
            timeout=_CONNECT,
            command_timeout=command_timeout,
            server_settings={"application_name": "unhurried", **settings},
        )
    except (ValueError, FileNotFoundError, asyncpg.exceptions.ClientConfigurationError) as error:
        if "sslmode=verify-" in url.get_secret_value():
            raise Misconfigured(_NO_CERTIFICATE) from None
        if isinstance(error, FileNotFoundError):  # where the server would listen
            raise
        how = f"Write it like {A_POSTGRES_ADDRESS}."  # and not what it says: that may be a part of the password
        raise Misconfigured(f"The address in database.url cannot be read. {how}") from None


async def _rolled_back(connection: Any, transaction: Any) -> None:
    try:
        await transaction.rollback()
    except Exception:  # what led to it is what matters
        if not _is_lost(connection):
            connection.terminate()


def _is_lost(connection: Any) -> bool:
    try:
        return bool(connection.is_closed())
    except Exception:  # the pool has taken it back already
        return True


async def _as_spelt(connection: Any) -> None:
    # SQLAlchemy writes JSON as text, and expects it read.
    await connection.set_type_codec("json", encoder=str, decoder=json.loads, schema="pg_catalog")


async def _as_it_is(connection: Any) -> None:
    """A transaction leaves nothing behind that would have to be reset."""


def _without_zero_bytes(row: Sequence[Any]) -> Sequence[Any]:
    if not any(isinstance(value, str) and "\0" in value for value in row):
        return row
    return tuple(value.replace("\0", "") if isinstance(value, str) else value for value in row)
