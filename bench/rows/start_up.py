"""How long a newcomer waits for the sandbox's page, once everything is set up, however much is planned."""

import os
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter

from bench.planned import planned_sqlite
from bench.program import started
from bench.row import Row, Sides

_PLANNED = 1_000_000
_CLOCK_TICKS, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


@asynccontextmanager
async def _setting(run: Path) -> AsyncIterator[Sides]:
    with tempfile.TemporaryDirectory(dir=run) as folder:

        async def seconds_to_the_page() -> float:
            began = perf_counter()
            async with started(Path(folder)):
                return perf_counter() - began

        yield Sides(seconds_to_the_page)


def _with_much_planned(name: str, what: str, unit: str, cost: Callable[[int], float]) -> Row:
    @asynccontextmanager
    async def setting(run: Path) -> AsyncIterator[Sides]:
        with tempfile.TemporaryDirectory(dir=run) as much, tempfile.TemporaryDirectory(dir=run) as nothing:
            (await planned_sqlite(run, _PLANNED)).rename(Path(much) / "unhurried.db")

            async def cost_in(folder: str) -> float:
                async with started(Path(folder)) as process:
                    return cost(process)

            yield Sides(lambda: cost_in(much), lambda: cost_in(nothing))

    return Row(
        name=name,
        what=f"{what} with {_PLANNED:,} planned, SQLite",
        against="with nothing planned",
        unit=unit,
        must=1.1,
        goal=1.1,
        setting=setting,
    )


def _cpu_seconds(process: int) -> float:
    user, system = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / _CLOCK_TICKS


def _megabytes(process: int) -> float:
    return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * _PAGE / 1e6


ROWS = [
    Row(
        name="start-up",
        what="`python3 run.py`, set up and played before, to the first page",
        unit="s",
        must=3,
        goal=1.5,
        setting=_setting,
    ),
    _with_much_planned("start-up-planned", "CPU until the first page", "s CPU", _cpu_seconds),
    _with_much_planned("start-up-memory", "memory at the first page", "MB", _megabytes),
]
