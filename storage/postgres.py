"""How we talk to PostgreSQL: a few connections a process, nothing that hangs, and its errors in words."""

from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr
from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import Misconfigured
from storage.away import root_of
from storage.driver import without_zero_bytes

_CONNECTIONS = 10  # kept open once they were needed: opening one costs more than a transaction
_CONNECT = 10  # seconds
_COMMAND = 40  # seconds; PostgreSQL itself ends what takes longer than these milliseconds, unless it is gone:
_LIMITS = {
    "statement_timeout": "30000",
    "lock_timeout": "20000",
    "idle_in_transaction_session_timeout": "30000",
}
_UNREADABLE = (
    "The address in database.url cannot be read. Write it like postgresql://user:password@host/name, "
    "with %40 for an @ in the password, and %2F for a /."
)
_MIGRATING = 0x756E68757272  # any number, as long as every version uses the same one


@dataclass(frozen=True, slots=True)
class Postgres:
    """A database in a PostgreSQL server: `storage.database.Database`."""

    url: SecretStr
    at_once = _CONNECTIONS
    name = "The PostgreSQL database of database.url"

    def make(self) -> None:
        """It must be there; what we need to reach it, too."""
        try:
            import asyncpg  # noqa: F401
        except ImportError:
            raise Misconfigured(
                "PostgreSQL needs the library asyncpg, which is not installed. "
                "Install it with: python -m pip install asyncpg"
            ) from None

    def engine(self) -> AsyncEngine:
        """Connections that are looked at before they are used, and that give up rather than hang."""
        return self._engine(_COMMAND, _LIMITS)

    def engine_to_migrate(self) -> AsyncEngine:
        """Connections that wait as long as it takes."""
        return self._engine(None, {})

    def lock(self, connection: Connection) -> None:
        """Wait until nobody else is changing the tables; ends with the transaction."""
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")

    def orphans(self, connection: Connection) -> bool:
        """Never: PostgreSQL does not let go of a foreign key."""
        return False

    def in_words(self, error: Exception) -> Misconfigured | None:
        """What PostgreSQL or the way to it says, and what to do."""
        reason = _reason(root_of(error))
        return Misconfigured(f"{self.name} cannot be used: {reason}") if reason else None

    def _engine(self, command_timeout: float | None, limits: dict[str, str]) -> AsyncEngine:
        import asyncpg

        async def connect(*_: object, **__: object) -> Any:
            try:
                return await asyncpg.connect(
                    self.url.get_secret_value(),
                    timeout=_CONNECT,
                    command_timeout=command_timeout,
                    server_settings={"application_name": "unhurried", **limits},
                )
            except (ValueError, asyncpg.exceptions.ClientConfigurationError):
                raise Misconfigured(_UNREADABLE) from None  # what it says may be a part of the password

        engine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=connect,
            pool_size=_CONNECTIONS,
            max_overflow=0,
            hide_parameters=True,  # in what it raises: they are what people said
        )
        event.listen(engine.sync_engine, "checkout", _check_that_it_stands)
        event.listen(engine.sync_engine, "before_cursor_execute", _leave_out_zero_bytes, retval=True)
        return engine


def _check_that_it_stands(connection: DBAPIConnection, _record: object, _lent: object) -> None:
    # After the server was away the pool makes a new one. Asking the server instead would take three trips.
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _leave_out_zero_bytes(
    _c: object, _cursor: object, statement: str, parameters: Any, _context: object, many: bool
) -> tuple[str, Any]:
    """In statements that do not go straight to the driver."""
    return statement, [without_zero_bytes(row) for row in parameters] if many else without_zero_bytes(parameters)


def _reason(error: BaseException) -> str | None:
    from asyncpg import exceptions as postgres

    match error:
        case postgres.InvalidAuthorizationSpecificationError():
            return f"{error}. Change the user or the password in database.url."
        case postgres.InvalidCatalogNameError():
            return f"{error}. Make it with createdb, or change the name in database.url."
        case postgres.InsufficientPrivilegeError():
            return f"{error}. Let the user of database.url own the database: ALTER DATABASE … OWNER TO …"
        case postgres.PostgresError():
            return f"{error}."
        case OSError():
            said = error.strerror or "no answer"
            return f"it cannot be reached ({said}). Is it running, and are host and port right?"
        case _:
            return None
