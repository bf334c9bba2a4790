"""How long nothing else can happen in the process while a thousand things that fell due at once are said."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from time import perf_counter

from bench.large import PLATFORM, WORKSPACE, large_sqlite
from bench.planned import BACKSTAGE
from bench.row import Row, Sides
from bench.speaking import bot_of, let_fall_due
from bot.model.deliveries import Kind
from storage.store import SqlStore

_AT_ONCE = 1_000
_NUMBERS = [number for number in range(1, _AT_ONCE + 10) if number % 200][:_AT_ONCE]  # not the busiest customer's
_OPEN = (
    "UPDATE conversation SET status = 'open', resolved_at = NULL,"
    f" backstage_platform = '{PLATFORM}', backstage_channel_id = '{BACKSTAGE}', backstage_thread_id = id"
    f" WHERE workspace_id = '{WORKSPACE}' AND id = ?"
)


@asynccontextmanager
async def _setting(run: Path) -> AsyncIterator[Sides]:
    file = await large_sqlite(run)
    with closing(sqlite3.connect(file)) as database, database:
        database.executemany(_OPEN, [(f"v{number}",) for number in _NUMBERS])
    store = await SqlStore.open(file, WORKSPACE)
    bot = bot_of(store)

    async def longest() -> float:
        await let_fall_due(store, [Kind.REMINDER, Kind.BRIEFING], ((f"v{i}", f"c{i}") for i in _NUMBERS))
        watching = asyncio.create_task(_longest_wait())
        taken, _ = await bot.speak()
        assert taken == _AT_ONCE
        watching.cancel()
        return await watching * 1000

    yield Sides(longest)
    await store.close()


async def _longest_wait() -> float:
    """Until cancelled, go round with everything else that can go on; the seconds that the longest round took."""
    longest, began = 0.0, perf_counter()
    try:
        while True:
            await asyncio.sleep(0)
            now = perf_counter()
            longest, began = max(longest, now - began), now
    except asyncio.CancelledError:
        return longest


ROWS = [
    Row(
        name="due-at-once",
        what=f"longest time the event loop is blocked while {_AT_ONCE:,} reminders and briefings due at once are said,"
        " SQLite",
        unit="ms",
        must=20,
        goal=5,
        setting=_setting,
    )
]
