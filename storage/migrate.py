"""Bringing a database up to date before anything else uses it."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.errors import Misconfigured
from storage.database import Database, Where, database_at
from storage.migrations import HEAD, REVISIONS

_OURS = {"alembic_version", "delivery"}  # of the tables that every revision has


async def migrate(where: Where, *, allowed: bool = True) -> str:
    """Make the tables, or bring them up to date: all of it or, when that fails, nothing.

    Several processes may do so at once. Returns the revision it had before, "" when it was new. Raises
    `Misconfigured` when the database cannot be used, is not ours, was written by a newer program, or is not up to
    date and changing it is not `allowed`.
    """
    database = database_at(where)
    if not allowed and isinstance(where, Path) and not where.exists():
        raise _not_up_to_date(database, None)
    database.make()
    engine = database.engine_to_migrate()
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_bring_up_to_date, database, allowed)
    except Exception as error:
        if said := database.in_words(error):
            raise said from error
        raise
    finally:
        await engine.dispose()


def revision_of(connection: Connection) -> str | None:
    """The revision of its tables; None when it has none of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _bring_up_to_date(connection: Connection, database: Database, allowed: bool) -> str:
    database.check_encoding(connection)
    if revision_of(connection) == HEAD:
        return HEAD
    database.lock(connection)  # another process may be at it
    before = revision_of(connection)
    _check_that_it_is_ours(connection, before, database)
    if not allowed:
        raise _not_up_to_date(database, before)
    from storage.revising import upgrade  # takes a second, and is hardly ever needed

    upgrade(connection)
    if database.orphans(connection):
        raise Misconfigured(
            f"{database.name} holds rows whose other half is missing, so it was left as it was. Put a backup back."
        )
    return before or ""


def _not_up_to_date(database: Database, revision: str | None) -> Misconfigured:
    has = f"is of revision {revision}" if revision else "has no tables yet"
    return Misconfigured(f"{database.name} {has}, and this program needs {HEAD}. Bring it up to date with: db upgrade")


def is_anothers(tables: Collection[str]) -> bool:
    """Whether a database with these tables belongs to another program; an empty one belongs to nobody."""
    return bool(tables) and not _OURS.issubset(tables)


def _check_that_it_is_ours(connection: Connection, revision: str | None, database: Database) -> None:
    if is_anothers(inspect(connection).get_table_names()):
        raise Misconfigured(f"{database.name} belongs to another program. Name another one.")
    if revision is not None and revision not in REVISIONS:
        raise Misconfigured(
            f"{database.name} was written by a newer Unhurried (revision {revision}). Update this program, or "
            "put back the backup made before that one was started."
        )
