"""What a database in PostgreSQL needs to be there, and its errors in words."""

from dataclasses import dataclass

from pydantic import SecretStr
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import Misconfigured
from storage.away import root_of
from storage.driver import Connections
from storage.postgres_connections import PostgresConnections, connect

_MIGRATING = 0x756E68757272  # any number, as long as every version uses the same one


@dataclass(frozen=True, slots=True)
class Postgres:
    """A database in a PostgreSQL server: `storage.database.Database`."""

    url: SecretStr
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

    def connections(self) -> Connections:
        """A few, that give up rather than hang."""
        return PostgresConnections(self.url)

    def engine_to_migrate(self) -> AsyncEngine:
        """Connections that wait as long as it takes."""
        return create_async_engine(
            "postgresql+asyncpg://",
            async_creator=lambda *_, **__: connect(self.url),
            hide_parameters=True,  # in what it raises: they are what people said
        )

    def lock(self, connection: Connection) -> None:
        """Wait until nobody else is changing the tables; ends with the transaction."""
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")

    def check_encoding(self, connection: Connection) -> None:
        """Raises `Misconfigured` when it is not UTF8."""
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise Misconfigured(
                f"{self.name} keeps texts as {encoding}, which has not every character that people write. "
                "Make another one: createdb --encoding UTF8 --template template0"
            )

    def orphans(self, connection: Connection) -> bool:
        """Never: PostgreSQL does not let go of a foreign key."""
        return False

    def in_words(self, error: Exception) -> Misconfigured | None:
        """What PostgreSQL or the way to it says, and what to do."""
        reason = _reason(root_of(error))
        return Misconfigured(f"{self.name} cannot be used: {reason}") if reason else None


def _reason(error: BaseException) -> str | None:
    from asyncpg import exceptions as postgres

    match error:
        case postgres.InvalidAuthorizationSpecificationError():
            return f"{error}. Change the user or the password in database.url."
        case postgres.InvalidCatalogNameError():
            return f"{error}. Make it with createdb, or change the name in database.url."
        case postgres.InsufficientPrivilegeError():
            return f"{error}. Let the user of database.url own the database: ALTER DATABASE … OWNER TO …"
        case postgres.PostgresError():  # its own text could quote a row
            return f"it says {type(error).__name__} ({error.sqlstate}); its log says more."
        case OSError():
            return f"it cannot be reached ({_why(error)}). Is it running, and are host and port right?"
        case _:
            return None


def _why(error: OSError) -> str:
    if "Connect call failed" in str(error):  # how asyncio says it, once for each address of the host
        return "nothing answers there"
    return error.strerror or str(error) or "no answer in time"
