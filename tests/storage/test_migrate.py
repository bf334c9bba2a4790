"""Bringing a database up to date: from nothing, at once with others, and never one that is not ours."""

import asyncio
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from bot.errors import Misconfigured
from storage.columns import METADATA
from storage.database import Where
from storage.migrate import migrate, revision_of
from storage.migrations import HEAD, REVISIONS
from storage.store import SqlStore
from tests.processes import PROCESSES
from tests.sqlite import being_made, with_tables
from tests.storage.databases import KINDS, ask, bare, run, shape


@pytest.fixture(params=KINDS)
async def where(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    """A database without tables."""
    return await bare(request.param, tmp_path)


def migrate_in_a_process(where: Where) -> None:
    asyncio.run(migrate(where))


async def test_a_migrated_database_equals_the_tables(where: Where, tmp_path: Path) -> None:
    (tmp_path / "created").mkdir()
    created = await bare("sqlite" if isinstance(where, Path) else "postgresql", tmp_path / "created")
    await migrate(where)
    await ask(created, METADATA.create_all)
    assert await ask(where, shape) == await ask(created, shape)


async def test_alembic_finds_no_difference_either(where: Where) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))

    await migrate(where)
    assert await ask(where, differences) == []


async def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    assert await migrate(file) == ""
    before = file.read_bytes()
    assert await migrate(file) == HEAD
    assert file.read_bytes() == before


@pytest.mark.parametrize("kind", KINDS)
async def test_processes_that_start_at_once_all_find_it_up_to_date(kind: str, tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(8)]
    for folder in folders:
        folder.mkdir()
    databases = [await bare(kind, folder) for folder in folders]
    with ProcessPoolExecutor(2, mp_context=PROCESSES) as processes:
        started = [processes.submit(migrate_in_a_process, where) for where in databases for _ in range(2)]
        assert [each.result() for each in started] == [None] * 16
    assert len({frozenset(await ask(where, shape)) for where in databases}) == 1


async def test_a_file_that_another_process_is_making_is_waited_for(tmp_path: Path) -> None:
    with being_made(tmp_path / "new.db"):
        await migrate(tmp_path / "new.db")
    assert await migrate(tmp_path / "new.db") == HEAD


async def test_another_process_has_longer_to_bring_it_up_to_date_than_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.SETTINGS", ("busy_timeout=1",))
    with being_made(with_tables(tmp_path / "new.db")):
        assert await migrate(tmp_path / "new.db") == HEAD


async def test_one_that_nobody_finishes_making_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sqlite_driver.PATIENCE", 50)
    with being_made(tmp_path / "new.db"), pytest.raises(Misconfigured, match="another program keeps it locked"):
        await migrate(tmp_path / "new.db")


async def test_only_its_owner_can_read_a_new_database(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "new.db"
    store = await SqlStore.open(file, "ours")
    async with store.begin() as work:
        await work.keep("some", "thing")
        assert {each.stat().st_mode & 0o777 for each in file.parent.iterdir()} == {0o600}
    await store.close()


async def test_a_file_that_is_up_to_date_is_opened_without_loading_alembic_or_asyncpg(tmp_path: Path) -> None:
    await migrate(tmp_path / "new.db")
    program = (
        "import asyncio, sys; from pathlib import Path; from storage.store import SqlStore\n"
        f"asyncio.run(SqlStore.open(Path({str(tmp_path / 'new.db')!r}), 'ours'))\n"
        "assert not [name for name in sys.modules if name.startswith(('alembic', 'asyncpg'))]"
    )
    ran = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", program], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


async def test_what_people_said_is_not_in_what_goes_wrong(where: Where) -> None:
    def keep(connection: Connection) -> None:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "My export stops halfway."})

    with pytest.raises(DBAPIError) as wrong:
        await ask(where, keep)
    assert "nowhere" in str(wrong.value)
    assert "halfway" not in str(wrong.value)


class TestNotChangingAnything:
    async def test_a_new_database_is_refused(self, where: Where) -> None:
        with pytest.raises(
            Misconfigured, match=rf"has no tables yet, .*needs {HEAD}. Bring it up to date with: db upgrade"
        ):
            await SqlStore.open(where, "ours", may_migrate=False)
        assert await ask(where, shape) == set()

    async def test_an_old_one_is_refused(self, where: Where) -> None:
        await migrate(where)
        await run(where, f"UPDATE alembic_version SET version_num = '{REVISIONS[0]}'")
        with pytest.raises(Misconfigured, match=rf"is of revision {REVISIONS[0]}, and this program needs {HEAD}"):
            await SqlStore.open(where, "ours", may_migrate=False)
        assert await ask(where, revision_of) == REVISIONS[0]

    async def test_one_that_is_up_to_date_is_opened(self, where: Where) -> None:
        await migrate(where)
        store = await SqlStore.open(where, "ours", may_migrate=False)
        await store.close()


class TestWhatIsNotOurs:
    async def test_a_file_that_is_no_database(self, tmp_path: Path) -> None:
        file = tmp_path / "letter.txt"
        file.write_text("Dear reader, " * 1000)
        with pytest.raises(Misconfigured, match=r"letter\.txt cannot be used .*not a database.* name another file"):
            await SqlStore.open(file, "ours")
        assert file.read_text().startswith("Dear reader")

    async def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(
            Misconfigured, match=r"cannot be opened: Is a directory\. Name another one in database\.path"
        ):
            await SqlStore.open(tmp_path, "ours")

    async def test_another_programs_database(self, where: Where) -> None:
        await run(where, "CREATE TABLE message (id INT)")
        before = await ask(where, shape)
        with pytest.raises(Misconfigured, match=r"belongs to another program. Name another one"):
            await SqlStore.open(where, "ours")
        assert await ask(where, shape) == before

    async def test_one_of_a_newer_program(self, where: Where) -> None:
        await migrate(where)
        await run(where, "UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(Misconfigured, match=r"newer Unhurried \(revision 9999\). Update this program, or"):
            await SqlStore.open(where, "ours")
