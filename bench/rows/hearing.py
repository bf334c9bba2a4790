"""Hearing a message, against the driver alone executing exactly the same statements on a twin of the database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import process_time

import aiosqlite
import asyncpg

from bench.hearing import A_ROUND, hearing_on
from bench.large import large_postgres, large_sqlite
from bench.row import Row, Setting, Sides
from storage.database import database_at

_PRAGMAS = ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


@asynccontextmanager
async def _on_sqlite(run: Path) -> AsyncIterator[Sides]:
    engine = database_at(await large_sqlite(run)).engine()
    hearing = hearing_on(engine)
    twin = await aiosqlite.connect(await large_sqlite(run), isolation_level=None)
    for pragma in _PRAGMAS:
        await twin.execute(f"PRAGMA {pragma}")

    async def executing() -> float:
        began = process_time()
        for statements in hearing.statements:
            for each in statements:
                if each.many:
                    await twin.executemany(each.sql, each.parameters)
                else:
                    await twin.execute_fetchall(each.sql, each.parameters)
            await twin.commit()
        return (process_time() - began) / A_ROUND * 1000

    try:
        yield Sides(hearing.cost, executing)
    finally:
        await twin.close()
        await engine.dispose()


@asynccontextmanager
async def _on_postgres(run: Path) -> AsyncIterator[Sides]:
    engine = database_at(await large_postgres()).engine()
    hearing = hearing_on(engine)
    twin = await asyncpg.connect((await large_postgres()).get_secret_value())

    async def executing() -> float:
        began = process_time()
        for statements in hearing.statements:
            async with twin.transaction():
                for each in statements:
                    if each.many:
                        await twin.executemany(each.sql, each.parameters)
                    else:
                        await twin.fetch(each.sql, *each.parameters)
        return (process_time() - began) / A_ROUND * 1000

    try:
        yield Sides(hearing.cost, executing)
    finally:
        await twin.close()
        await engine.dispose()


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
