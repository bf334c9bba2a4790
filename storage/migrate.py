"""Bringing a database up to date before anything else uses it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DatabaseError

from bot.errors import Misconfigured
from storage.sqlite import engine_for, make_file


async def migrate(path: Path) -> None:
    """Make the database in this file, or bring it up to date: all of it or, when that fails, nothing.

    Several processes may do so at once. Raises `Misconfigured` when the file cannot be opened, is not ours,
    or was written by a newer program.
    """
    try:
        make_file(path)
    except OSError as error:
        raise Misconfigured(f"The database {path} cannot be opened: {error.strerror}.") from error
    engine = engine_for(path, foreign_keys=False)  # a table that alembic rebuilds would take its children with it
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade, path)
    except DatabaseError as error:
        raise Misconfigured(
            f"The database {path} cannot be used ({error.orig}). Put a backup back, or name another file."
        ) from error
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision == scripts.get_current_head():
        return
    _check_that_it_is_ours(connection, revision, scripts, path)
    command.upgrade(config, "head")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise Misconfigured(
            f"The database {path} holds rows whose other half is missing, so it was left as it was. Put a backup back."
        )


def _check_that_it_is_ours(connection: Connection, revision: str | None, scripts: ScriptDirectory, path: Path) -> None:
    if revision is None and inspect(connection).get_table_names():
        raise Misconfigured(f"The database {path} belongs to another program. Name another file.")
    if revision is not None and revision not in {script.revision for script in scripts.walk_revisions()}:
        raise Misconfigured(
            f"The database {path} was written by a newer Unhurried (revision {revision}). Update this program, or "
            "put back the backup made before that one was started."
        )
