"""The rounds of a row, one side after the other, so that whatever else the machine does disturbs both."""

import asyncio
import gc
from collections.abc import Callable
from pathlib import Path

from bench.row import Result, Row, Side

FEWEST = 3


async def measure(row: Row, run: Path, rounds: int, done: Callable[[], object]) -> Result:
    """Each side's first turn is not counted: whatever is made only once is made then.

    `done` is called after each round. Raises `TimeoutError` when it takes longer than the row's patience.
    """
    ours: list[float] = []
    theirs: list[float] = []
    async with asyncio.timeout(row.patience), row.setting(run) as sides:
        for _ in range(1 + max(rounds, FEWEST)):
            ours.append(await _turn(sides.ours))
            if sides.theirs:
                theirs.append(await _turn(sides.theirs))
            done()
    return Result(row, ours[1:], theirs[1:])


async def _turn(side: Side) -> float:
    gc.collect()  # nobody clears away what the other has left
    return await side()
