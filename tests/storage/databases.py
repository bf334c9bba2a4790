"""Databases of both kinds as a test finds them: where they are, what is in them, how they are made."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr
from sqlalchemy import Connection, text

from storage.database import Where, database_at
from tests.postgres import the_server

KINDS = ("sqlite", "postgresql")

_AROUND = " \t,"
_Answer = TypeVar("_Answer")


async def bare(kind: str, folder: Path) -> Where:
    """A database without tables, of this kind."""
    return folder / "bare.db" if kind == "sqlite" else SecretStr(await the_server().bare_database())


async def ask(where: Where, question: Callable[[Connection], _Answer]) -> _Answer:
    """What a function finds, or does and commits, in the database there."""
    engine = database_at(where).engine_to_migrate()
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(question)
    finally:
        await engine.dispose()


async def run(where: Where, statement: str) -> None:
    """Run one statement there."""

    def execute(connection: Connection) -> None:
        connection.execute(text(statement))

    await ask(where, execute)


def shape(connection: Connection) -> set[str]:
    """Every table, constraint and index, in the database's own words."""
    if connection.dialect.name == "sqlite":
        made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL")
        return {
            f"{name} {sorted(line.strip(_AROUND) for line in sql.splitlines())}"
            for name, sql in made
            if name != "alembic_version"
        }
    questions = (
        "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns"
        " WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    )
    rows = [row for question in questions for row in connection.exec_driver_sql(question)]
    return {str(tuple(row)) for row in rows if row[0] != "alembic_version"}
