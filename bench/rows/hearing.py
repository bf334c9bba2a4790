"""Hearing a message, against the driver alone executing exactly the same statements on a twin of the database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import process_time

import aiosqlite
import asyncpg

from bench.hearing import A_ROUND, hearing_in
from bench.large import large_postgres, large_sqlite
from bench.row import Row, Setting, Sides

_PRAGMAS = ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


@asynccontextmanager
async def _on_sqlite(run: Path) -> AsyncIterator[Sides]:
    async with (
        hearing_in(await large_sqlite(run)) as hearing,
        aiosqlite.connect(await large_sqlite(run), isolation_level=None) as twin,
    ):
        for pragma in _PRAGMAS:
            await twin.execute(f"PRAGMA {pragma}")

        async def executing() -> float:
            began = process_time()
            for statements in hearing.statements:
                await twin.execute("BEGIN IMMEDIATE")
                for sql, parameters in statements:
                    await twin.execute_fetchall(sql, parameters)
                await twin.commit()
            return (process_time() - began) / A_ROUND * 1000

        yield Sides(hearing.cost, executing)


@asynccontextmanager
async def _on_postgres(run: Path) -> AsyncIterator[Sides]:
    twin = await asyncpg.connect((await large_postgres()).get_secret_value())

    async def executing() -> float:
        began = process_time()
        for statements in hearing.statements:
            async with twin.transaction():
                for sql, parameters in statements:
                    await twin.fetch(sql, *parameters)
        return (process_time() - began) / A_ROUND * 1000

    async with hearing_in(await large_postgres()) as hearing:
        yield Sides(hearing.cost, executing)
    await twin.close()


def _row(database: str, driver: str, setting: Setting) -> Row:
    return Row(
        name=f"hearing-{database.lower()}",
        what=f"hearing one message on {database}; 100,000 customers and 1,000,000 messages are stored",
        against=f"{driver} alone, the same statements",
        unit="ms CPU",
        must=4,
        goal=1.5,
        setting=setting,
    )


ROWS = [_row("SQLite", "aiosqlite", _on_sqlite), _row("PostgreSQL", "asyncpg", _on_postgres)]
