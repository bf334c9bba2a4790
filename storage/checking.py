"""Whether a database is sound and up to date, and a copy of one in a file; both while the bot goes on."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection, inspect

from bot.errors import Misconfigured
from storage.away import is_damaged, why_away
from storage.database import Where, database_at
from storage.migrate import is_anothers, revision_of
from storage.migrations import HEAD, REVISIONS
from storage.sqlite import Sqlite
from storage.sqlite_driver import PATIENCE

_SHOWN = 10
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
_SERVERS_PATIENCE = 30  # seconds for a server to answer
_About: TypeAlias = Callable[[Collection[str], str | None], list[str]]
"""What is wrong with a database that has these tables and this revision."""
NEXT_STEP = "Stop the bot and put a backup back."


async def check(where: Where) -> list[str]:
    """What is wrong with the database there, a sentence each; changes nothing.

    Raises `Misconfigured` when it cannot be looked at.
    """
    if isinstance(where, Path):
        return _asked_of_file(where, _about_tables, thorough=True)
    return await _asked_of_server(where, _about_tables)


async def glance(where: Where) -> list[str]:
    """Why the bot could not start with the database there, as far as its tables' names and its revision tell.

    Quick, however large it is; changes nothing. None is there yet: nothing is wrong, as long as one could be made.
    Raises `Misconfigured` when it cannot be looked at.
    """
    if not isinstance(where, Path):
        return await _asked_of_server(where, _why_not_ours)
    Sqlite(where).try_place()
    return _asked_of_file(where, _why_not_ours) if where.exists() else []


def back_up(where: Where, file: Path) -> None:
    """Copy the database there into this file, which only its owner can read, as it is at one moment.

    Raises `Misconfigured` when the file is there already or cannot be written, the database is damaged (then no copy
    is left behind) or it is in PostgreSQL.
    """
    if not isinstance(where, Path):
        raise Misconfigured(f"{database_at(where).name} is backed up by PostgreSQL's own pg_dump.")
    with closing(_opened(where)) as database:
        try:
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            raise Misconfigured(f"{file} is there already and stays as it is. Name another file.") from None
        except OSError as error:
            raise Misconfigured(
                f"{file} cannot be written: {error.strerror}. Name one in a folder that is there."
            ) from error
        try:
            _copy(database, file)
        except BaseException as error:
            file.unlink()
            if isinstance(error, sqlite3.Error):
                why = why_away(error) or "Look at it with: db check"
                raise Misconfigured(f"{where} could not be copied to {file} ({error}): {why}.") from error
            raise


def _copy(database: sqlite3.Connection, file: Path) -> None:
    with closing(sqlite3.connect(file)) as copy:
        database.backup(copy)
        if fault := next(_faults(copy), ""):
            raise Misconfigured(f"The database is damaged, so no copy of it is kept: {fault}. {NEXT_STEP}")


def _opened(path: Path) -> sqlite3.Connection:
    """To be read only."""
    if path.is_dir():
        raise Misconfigured(f"{path} is a folder. Name a file in database.path.")
    if not path.exists():
        Sqlite(path).try_place()
        raise Misconfigured(f"There is no database {path}. Starting the bot makes one.")
    try:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE / 1000)
    except sqlite3.Error as error:
        raise _cannot_read(path, error) from error


def _cannot_read(path: Path, error: sqlite3.Error) -> Misconfigured:
    why = why_away(error) or "it is not one that this program made. Name another file in database.path"
    return Misconfigured(f"The database {path} cannot be read ({error}): {why}.")


def _asked_of_file(path: Path, about: _About, *, thorough: bool = False) -> list[str]:
    with closing(_opened(path)) as database:
        try:
            unsound = [*_unsound(database)] if thorough else []
            tables = [row[0] for row in database.execute(_TABLES)]
            for table in () if is_anothers(tables) else tables:
                database.execute(f'SELECT * FROM "{table}" LIMIT 1').fetchone()  # a glance at where it begins
            ours = "alembic_version" in tables
            revision = database.execute("SELECT version_num FROM alembic_version").fetchone() if ours else None
        except sqlite3.Error as error:
            if not is_damaged(error):
                raise _cannot_read(path, error) from error
            return [f"It cannot be read ({error}). {NEXT_STEP}"]
    return [*unsound, *about(tables, revision[0] if revision else None)]


def _unsound(database: sqlite3.Connection) -> Iterator[str]:
    """What only reading all of it can tell."""
    for fault in _faults(database):
        yield f"It is damaged: {fault}. {NEXT_STEP}"
    for table, row, other, _ in database.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN):
        yield f"Row {row} of {table} belongs to a row of {other} that is missing."


def _faults(database: sqlite3.Connection) -> Iterator[str]:
    lines = (line for row in database.execute(f"PRAGMA integrity_check({_SHOWN})") for line in row[0].splitlines())
    return islice((line for line in lines if line != "ok" and not line.startswith("***")), _SHOWN)


async def _asked_of_server(where: Where, about: _About) -> list[str]:
    def ask(connection: Connection) -> list[str]:
        database.check_encoding(connection)
        return about(inspect(connection).get_table_names(), revision_of(connection))

    database = database_at(where)
    database.make()
    engine = database.engine_to_migrate()
    try:
        async with asyncio.timeout(_SERVERS_PATIENCE), engine.connect() as connection:
            return await connection.run_sync(ask)
    except Exception as error:
        if said := database.in_words(error):
            raise said from error
        raise
    finally:
        await engine.dispose()


def _about_tables(tables: Collection[str], revision: str | None) -> list[str]:
    if why := _why_not_ours(tables, revision):
        return why
    if revision is None:
        return ["It holds no tables yet. Starting the bot makes them."]
    if revision != HEAD:
        return [f"It is of revision {revision}, and this program needs {HEAD}. Bring it up to date: db upgrade"]
    return []


def _why_not_ours(tables: Collection[str], revision: str | None) -> list[str]:
    if is_anothers(tables):
        return ["It is not a database of Unhurried: it belongs to another program. Name another one."]
    if revision is None or revision in REVISIONS:
        return []
    return [f"It was written by a newer Unhurried (revision {revision}). Update this program."]
