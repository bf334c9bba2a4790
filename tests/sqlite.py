"""A database in a file for tests: copied from one that was made once, which takes a tenth of making another."""

import asyncio
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from storage.migrate import migrate


def with_tables(file: Path) -> Path:
    """This file; with all tables and no rows in it, if it was not there yet."""
    if not file.exists():
        file.write_bytes(_empty())
    return file


@contextmanager
def being_made(file: Path) -> Iterator[None]:
    """Another process is just about to make this new file; it is not in the way for longer than a moment."""
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        a_moment = threading.Timer(0.2, other.rollback)
        a_moment.start()
        yield
        a_moment.join()


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as thread:  # a loop may be running in this one
        file = Path(folder) / "empty.db"
        thread.submit(asyncio.run, migrate(file)).result()
        return file.read_bytes()
