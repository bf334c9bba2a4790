"""Waking up with nothing due: what is planned for later must cost nothing."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter, process_time

from bench.large import WORKSPACE
from bench.planned import planned_postgres, planned_sqlite
from bench.row import Row, Side, Sides
from bench.speaking import bot_of
from storage.database import Where
from storage.store import SqlStore

_MANY, _FEW = 1_000_000, 10_000
_A_ROUND = 200  # times


def _row(database: str, unit: str, clock: Callable[[], float], open_: Callable[[Path, int], Awaitable[Where]]) -> Row:
    @asynccontextmanager
    async def setting(run: Path) -> AsyncIterator[Sides]:
        many = await SqlStore.open(await open_(run, _MANY), WORKSPACE)
        few = await SqlStore.open(await open_(run, _FEW), WORKSPACE)
        yield Sides(_waking(many, clock), _waking(few, clock))
        await many.close()
        await few.close()

    return Row(
        name=f"wake-up-{database.lower()}",
        what=f"one wake-up with nothing due and {_MANY:,} planned, {database}",
        against=f"with {_FEW:,} planned",
        unit=unit,
        must=1.5,
        goal=1.5,
        setting=setting,
    )


def _waking(store: SqlStore, clock: Callable[[], float]) -> Side:
    bot = bot_of(store)

    async def waking() -> float:
        began = clock()
        for _ in range(_A_ROUND):
            taken, rest = await bot.speak()
            assert not taken
            assert rest
        return (clock() - began) / _A_ROUND * 1000

    return waking


async def _in_postgres(_: Path, planned: int) -> Where:
    return await planned_postgres(planned)


ROWS = [
    _row("SQLite", "ms CPU", process_time, planned_sqlite),
    _row("PostgreSQL", "ms", perf_counter, _in_postgres),  # most of the work is another process's
]
