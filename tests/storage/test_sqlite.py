"""A SQLite store shares its file with other processes, and lets go of it whatever happens to its tasks."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.sqlite_driver import SETTINGS, connect
from storage.store import SqlStore
from tests.sqlite import with_tables


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    store = await SqlStore.open(with_tables(tmp_path / "new.db"), "ours")
    yield store
    await store.close()


@pytest.fixture
def other_process(store: SqlStore, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another one that writes to the same file."""
    with closing(sqlite3.connect(tmp_path / "new.db", timeout=10, isolation_level=None)) as connection:
        yield connection


async def keep(store: SqlStore, value: str) -> None:
    async with store.begin() as work:
        await work.keep("some", value)


async def kept(store: SqlStore) -> str | None:
    async with store.begin() as work:
        return await work.remembered("some")


async def test_a_task_waits_for_another_process_to_finish(store: SqlStore, other_process: sqlite3.Connection) -> None:
    other_process.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(keep(store, "thing"))
    for _ in range(50):
        await asyncio.sleep(0)
    assert not waiting.done()
    other_process.execute("COMMIT")
    await waiting
    assert await kept(store) == "thing"


async def test_a_task_cancelled_while_it_waits_holds_up_nobody(
    store: SqlStore, other_process: sqlite3.Connection
) -> None:
    other_process.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(keep(store, "thing"))
    for _ in range(50):
        await asyncio.sleep(0)
    waiting.cancel()
    other_process.execute("COMMIT")
    with pytest.raises(asyncio.CancelledError):
        await waiting
    other_process.execute("BEGIN IMMEDIATE")
    other_process.execute("COMMIT")
    assert await kept(store) is None


@pytest.mark.parametrize("steps", range(0, 60, 3))
async def test_a_task_cancelled_at_any_moment_holds_up_nobody(
    store: SqlStore, other_process: sqlite3.Connection, steps: int
) -> None:
    task = asyncio.create_task(keep(store, "thing"))
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    other_process.execute("BEGIN IMMEDIATE")
    other_process.execute("COMMIT")
    assert await kept(store) in (None, "thing")


async def test_what_was_committed_is_on_disk_for_others(store: SqlStore, other_process: sqlite3.Connection) -> None:
    await keep(store, "thing")
    assert other_process.execute("SELECT workspace_id, name, value FROM keepsake").fetchall() == [
        ("ours", "some", "thing")
    ]


def test_a_commit_of_the_program_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests do not: see `tests.conftest.no_power_fails`."""
    monkeypatch.setattr("storage.sqlite_driver.SETTINGS", SETTINGS)
    with closing(connect(tmp_path / "new.db")) as connection:
        [[synchronous]] = connection.execute("PRAGMA synchronous")
    assert synchronous == 2  # FULL
