"""How we talk to SQLite: one writer, on disk before it counts, and never a half-open transaction."""

import os
from pathlib import Path

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry


def make_file(path: Path) -> None:
    """Make an empty file that only its owner can read, unless it is there already; OSError when that fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def engine_for(path: Path, *, foreign_keys: bool = True) -> AsyncEngine:
    """An engine of one connection, each transaction of which is the only one that writes."""
    settings = (
        "busy_timeout=5000",  # first, so that the others wait for another process that is just starting
        "journal_mode=WAL",
        "synchronous=FULL",  # what was committed survives a power cut: a lost intent would be a message sent twice
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
    )

    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        cursor = connection.cursor()
        for setting in settings:
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # in what it raises: they are what people said
    )
    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # A transaction that starts by reading and then writes fails when another has written meanwhile.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
