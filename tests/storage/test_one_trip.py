"""A statement makes one trip to SQLite's thread."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.one_trip import OneTripConnection
from storage.sqlite import engine_for


class _Counting(OneTripConnection):
    trips = 0

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        self.trips += 1
        return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]


async def test_executing_and_fetching_is_one_trip(tmp_path: Path) -> None:
    connection = _Counting(lambda: sqlite3.connect(tmp_path / "x.db"), iter_chunk_size=64)
    _ = await connection
    before = connection.trips
    cursor = await connection.cursor().execute("SELECT 1, 'two' UNION SELECT 3, 'four'")
    assert await cursor.fetchall() == [(1, "two"), (3, "four")]
    assert await cursor.fetchall() == []
    await cursor.close()
    assert connection.trips - before == 1
    await connection.close()


async def test_rows_counts_and_errors_come_back_as_sqlite_gives_them(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "x.db")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT UNIQUE)"))
        many = [{"name": "one"}, {"name": "two"}, {"name": "three"}]
        await connection.execute(text("INSERT INTO thing (name) VALUES (:name)"), many)
        changed = await connection.execute(text("UPDATE thing SET name = name || '!' WHERE id > 1 RETURNING name"))
        assert changed.scalars().all() == ["two!", "three!"]
        assert (await connection.execute(text("DELETE FROM thing WHERE id = 1"))).rowcount == 1
        with pytest.raises(IntegrityError):
            await connection.execute(text("INSERT INTO thing (name) VALUES ('two!')"))
    await engine.dispose()
