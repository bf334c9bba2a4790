"""Claiming and marking on PostgreSQL, and the whole of saying what is due, against procrastinate's no-op tasks."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from procrastinate import App, PsycopgConnector

from bench.large import WORKSPACE
from bench.planned import planned_postgres
from bench.row import Row, Sides
from bench.speaking import NOW, bot_of, let_fall_due
from bot.model.deliveries import Delivery, Kind, State
from bot.model.places import Audience, Shown
from storage.store import SqlStore
from tests.postgres import database_of, the_server

WorkOff: TypeAlias = Callable[[SqlStore], Awaitable[int]]
"""Deals with everything that is due; says how much that was."""

_PLANNED = 100_000
_LEASE = timedelta(seconds=120)
_A_ROUND = 200  # deliveries, or tasks
_AT_ONCE = 10  # as many as we
_IN_MANY_YEARS = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at)"
    f" SELECT 'default', 'nothing', '{{}}', '2100-01-01' FROM generate_series(1, {_PLANNED})"
)


@asynccontextmanager
async def _setting(work_off: WorkOff, run: Path) -> AsyncIterator[Sides]:
    store = await SqlStore.open(await planned_postgres(_PLANNED), WORKSPACE)
    url = await the_server().bare_database()
    app = App(connector=PsycopgConnector(conninfo=url))

    @app.task(name="nothing")
    async def nothing() -> None:
        """Does nothing."""

    async def ours() -> float:
        await let_fall_due(store, [Kind.REMINDER], ((f"v{i}", f"c{i}") for i in range(_A_ROUND)))
        began = perf_counter()
        assert await work_off(store) == _A_ROUND
        return _A_ROUND / (perf_counter() - began)

    async def theirs() -> float:
        await nothing.batch_defer_async(*([{}] * _A_ROUND))
        began = perf_counter()
        await app.run_worker_async(wait=False, concurrency=_AT_ONCE, install_signal_handlers=False)
        return _A_ROUND / (perf_counter() - began)

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        await the_server().execute(_IN_MANY_YEARS, "VACUUM ANALYZE", database=database_of(url))
        yield Sides(ours, theirs)
    await store.close()


async def _claim_and_mark(store: SqlStore) -> int:
    """What procrastinate does around a task that does nothing: take it, and write down that it is done."""
    marked = 0
    while claimed := await _claimed(store):
        await asyncio.gather(*(_mark(delivery, store) for delivery in claimed))
        marked += len(claimed)
    return marked


async def _claimed(store: SqlStore) -> Sequence[Delivery]:
    async with store.begin(alone=False) as work:
        return await work.outbox.claim("bench", NOW, NOW, _LEASE, _AT_ONCE, {})


async def _mark(delivery: Delivery, store: SqlStore) -> None:
    shown = Shown(delivery.channel, delivery.key, Audience.STAFF)
    async with store.begin(alone=False) as work:
        assert await work.outbox.save(replace(delivery, state=State.SENT, shown=shown, lease_until=None, sent_at=NOW))


async def _speak(store: SqlStore) -> int:
    taken, _ = await bot_of(store).speak()
    return taken


_AGAINST = f"tasks of procrastinate that do nothing, with {_PLANNED:,} planned"

ROWS = [
    Row(
        name="claiming",
        what=f"deliveries claimed and marked a second with {_PLANNED:,} planned, PostgreSQL, one process",
        against=_AGAINST,
        unit="/s",
        must=5,
        goal=30,
        more_is_better=True,
        setting=partial(_setting, _claim_and_mark),
    ),
    Row(
        name="speaking",
        what=f"deliveries claimed, judged, vetted, said and marked a second with {_PLANNED:,} planned, PostgreSQL",
        against=_AGAINST,
        unit="/s",
        must=1,
        goal=5,
        more_is_better=True,
        setting=partial(_setting, _speak),
    ),
]
