"""Bringing a database up to date: from nothing, at once with others, and never one that is not ours."""

import asyncio
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from bot.errors import Misconfigured
from storage.columns import METADATA
from storage.migrate import migrate
from storage.store import SqlStore


def statements(file: Path) -> dict[str, list[str]]:
    """How every table and index of this database is made, line by line in any order."""
    with closing(sqlite3.connect(file)) as database:
        made = database.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL").fetchall()
    return {
        name: sorted(line.strip(" \t,") for line in sql.splitlines()) for name, sql in made if name != "alembic_version"
    }


def migrate_in_a_process(file: Path) -> None:
    asyncio.run(migrate(file))


async def test_a_migrated_database_equals_the_tables(tmp_path: Path) -> None:
    migrated, created = tmp_path / "migrated.db", tmp_path / "created.db"
    await migrate(migrated)
    engine = create_engine(f"sqlite:///{created}")
    METADATA.create_all(engine)
    engine.dispose()
    assert statements(migrated) == statements(created)


async def test_alembic_finds_no_difference_either(tmp_path: Path) -> None:
    await migrate(tmp_path / "migrated.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


async def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    await migrate(file)
    before = file.read_bytes()
    await migrate(file)
    assert file.read_bytes() == before


@pytest.mark.timeout(240)  # two processes import everything
def test_processes_that_start_at_once_all_find_it_up_to_date(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.db" for number in range(8)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        started = [processes.submit(migrate_in_a_process, file) for file in files for _ in range(2)]
        assert [each.result() for each in started] == [None] * 16
    assert len({str(statements(file)) for file in files}) == 1


async def test_only_its_owner_can_read_a_new_database(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "new.db"
    store = await SqlStore.open(file, "ours")
    async with store.begin() as work:
        await work.keep("some", "thing")
        assert {each.stat().st_mode & 0o777 for each in file.parent.iterdir()} == {0o600}
    await store.close()


class TestWhatIsNotOurs:
    async def test_a_file_that_is_no_database(self, tmp_path: Path) -> None:
        file = tmp_path / "letter.txt"
        file.write_text("Dear reader, " * 1000)
        with pytest.raises(Misconfigured, match=r"letter\.txt cannot be used .*not a database.* name another file"):
            await SqlStore.open(file, "ours")
        assert file.read_text().startswith("Dear reader")

    async def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(Misconfigured, match=r"cannot be opened: Is a directory"):
            await SqlStore.open(tmp_path, "ours")

    async def test_another_programs_database(self, tmp_path: Path) -> None:
        file = tmp_path / "other.db"
        with closing(sqlite3.connect(file)) as database:
            database.execute("CREATE TABLE message (id)")
        with pytest.raises(Misconfigured, match=r"belongs to another program. Name another one"):
            await SqlStore.open(file, "ours")

    async def test_one_of_a_newer_program(self, tmp_path: Path) -> None:
        file = tmp_path / "newer.db"
        await migrate(file)
        with closing(sqlite3.connect(file)) as database:
            database.execute("UPDATE alembic_version SET version_num = '9999'")
            database.commit()
        with pytest.raises(Misconfigured, match=r"newer Unhurried \(revision 9999\). Update this program, or"):
            await SqlStore.open(file, "ours")
