"""A database in a file for tests: copied from one that was made once, which takes a tenth of making another."""

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from storage.migrate import migrate


def with_tables(file: Path) -> Path:
    """This file; with all tables and no rows in it, if it was not there yet."""
    if not file.exists():
        file.write_bytes(_empty())
    return file


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as thread:  # a loop may be running in this one
        file = Path(folder) / "empty.db"
        thread.submit(asyncio.run, migrate(file)).result()
        return file.read_bytes()
