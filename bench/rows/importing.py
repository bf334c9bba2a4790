"""Bringing history in, against SQLite alone inserting the rows that this came to."""

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from time import process_time

from bench.history import Shape, in_one_channel, in_threads, written
from bench.large import SINCE, WORKSPACE
from bench.row import Row, Sides
from bot.config import Settings
from bot.flows.import_history import BATCH, import_history
from bot.wiring import new_key
from storage.migrate import migrate
from storage.store import SqlStore

_MESSAGES = int(os.environ.get("UNHURRIED_BENCH_MESSAGES", "40000"))
_PRAGMAS = ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
_TABLES = ("profile", "customer", "identity", "conversation", "message")  # in an order that foreign keys allow


def _row(name: str, what: str, shape: Shape) -> Row:
    @asynccontextmanager
    async def setting(run: Path) -> AsyncIterator[Sides]:
        file, names = written(shape, _MESSAGES, run / f"{name}.jsonl"), count()
        latest = [run / f"{name}.db"]

        async def ours() -> float:
            latest[0] = run / f"{name}-{next(names)}.db"
            return await _import(file, latest[0])

        async def theirs() -> float:
            return await _insert(latest[0], run / f"{name}-{next(names)}.db")

        yield Sides(ours, theirs)

    return Row(
        name=name,
        what=f"importing {_MESSAGES:,} messages on SQLite: {what}",
        against="`executemany` of the same rows, as many in each transaction",
        unit="µs CPU",
        must=5,
        goal=2,
        setting=setting,
        patience=600 + _MESSAGES / 100,
    )


async def _import(file: Path, into: Path) -> float:
    """Microseconds a message."""
    store = await SqlStore.open(into, WORKSPACE)
    with file.open("rb") as lines:
        began = process_time()
        imported = await import_history(lines, store, Settings(), SINCE, new_key, lambda read: None, leave_out=None)
        took = process_time() - began
    assert imported.messages == _MESSAGES
    await store.close()
    return took / _MESSAGES * 1e6


async def _insert(rows_of: Path, into: Path) -> float:
    """Microseconds a message."""
    await migrate(into)
    source, target = sqlite3.connect(rows_of), sqlite3.connect(into, isolation_level=None)
    for pragma in _PRAGMAS:
        target.execute(f"PRAGMA {pragma}")
    rows = {table: source.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in _TABLES}
    began = process_time()
    for start in range(0, _MESSAGES, BATCH):  # no message has more than one row in any: what it belongs to is there
        target.execute("BEGIN IMMEDIATE")
        for table, all_rows in rows.items():
            if some := all_rows[start : start + BATCH]:
                target.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(some[0]))})", some)
        target.execute("COMMIT")
    took = process_time() - began
    source.close()
    target.close()
    return took / _MESSAGES * 1e6


ROWS = [
    _row("import-threads", "threads of five", in_threads),
    _row("import-channel", "a channel in which every message asks something", in_one_channel),
]
