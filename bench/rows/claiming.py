"""Saying what is due on PostgreSQL, against procrastinate running tasks that do nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter

from procrastinate import App, PsycopgConnector

from bench.large import WORKSPACE
from bench.planned import planned_postgres
from bench.row import Row, Sides
from bench.speaking import bot_of, let_fall_due
from bot.model.deliveries import Kind
from storage.store import SqlStore
from tests.postgres import database_of, the_server

_PLANNED = 100_000
_A_ROUND = 200  # deliveries, or tasks
_AT_ONCE = 10  # as many as we
_IN_MANY_YEARS = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at)"
    f" SELECT 'default', 'nothing', '{{}}', '2100-01-01' FROM generate_series(1, {_PLANNED})"
)


@asynccontextmanager
async def _setting(run: Path) -> AsyncIterator[Sides]:
    store = await SqlStore.open(await planned_postgres(_PLANNED), WORKSPACE)
    bot = bot_of(store)
    url = await the_server().bare_database()
    app = App(connector=PsycopgConnector(conninfo=url))

    @app.task(name="nothing")
    async def nothing() -> None:
        """Does nothing."""

    async def ours() -> float:
        await let_fall_due(store, [Kind.REMINDER], ((f"v{i}", f"c{i}") for i in range(_A_ROUND)))
        began = perf_counter()
        assert await bot.speak() == _A_ROUND
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


ROWS = [
    Row(
        name="claiming",
        what=f"deliveries claimed, judged, said and marked a second with {_PLANNED:,} planned, PostgreSQL, one process",
        against="tasks of procrastinate that do nothing",
        unit="/s",
        must=5,
        goal=30,
        more_is_better=True,
        setting=_setting,
    )
]
