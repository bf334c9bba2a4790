"""`unhurried db`: what is wrong is said in words, a copy is whole and private, and nothing is overwritten."""

import asyncio
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from bot.__main__ import main
from storage.migrations import HEAD, REVISIONS
from storage.store import SqlStore
from tests.storage.databases import KINDS, bare, run

Db = Callable[..., Result]
NOBODY = 65534


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def db(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Db:
    """The command, about a database without tables."""
    where = await bare(kind, tmp_path)
    monkeypatch.chdir(tmp_path)
    if isinstance(where, Path):
        monkeypatch.setenv("UNHURRIED_DATABASE__PATH", str(where))
    else:
        monkeypatch.setenv("UNHURRIED_DATABASE__URL", where.get_secret_value())
    return lambda *words: CliRunner().invoke(main, ["db", *map(str, words)])


@contextmanager
def unprivileged() -> Iterator[None]:
    """As a user whom the rights of files bind."""
    user = os.geteuid()
    os.seteuid(user or NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_new_database_is_made_and_then_is_up_to_date(db: Db) -> None:
    assert f"is up to date: revision {HEAD}. It was new." in db("upgrade").output
    assert f"is up to date: revision {HEAD}. It already was." in db("upgrade").output
    checked = db("check")
    assert (checked.exit_code, "is sound and up to date" in checked.output) == (0, True)


@pytest.mark.parametrize("made", ["CREATE TABLE invoice (id TEXT)", "CREATE TABLE alembic_version (version_num TEXT)"])
def test_another_programs_database_is_called_that_and_left_alone(db: Db, kind: str, tmp_path: Path, made: str) -> None:
    where = tmp_path / "bare.db" if kind == "sqlite" else SecretStr(os.environ["UNHURRIED_DATABASE__URL"])
    asyncio.run(run(where, made))
    for checked, code in ((db("check"), 1), (CliRunner().invoke(main, ["check"]), 2)):
        assert "it belongs to another program. Name another one." in checked.output
        assert (checked.exit_code, "is fine" in checked.output) == (code, False)
    assert "belongs to another program" in db("upgrade").output


def test_running_without_migrating_refuses_a_database_that_is_not_up_to_date_and_makes_none(
    db: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SANDBOX__PORT", "WATCH__PORT"):
        monkeypatch.setenv(f"UNHURRIED_{name}", "0")
    ran = CliRunner().invoke(main, ["run", "--no-migrate"])
    assert ran.exit_code == 2
    assert f"has no tables yet, and this program needs {HEAD}" in ran.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("revision", "says", "can_start"),
    [
        (REVISIONS[0], f"It is of revision {REVISIONS[0]}, and this program needs {HEAD}. Bring it up to date", True),
        ("9999", "It was written by a newer Unhurried (revision 9999). Update this program.", False),
    ],
)
def test_a_revision_that_does_not_fit_is_named(
    db: Db, kind: str, tmp_path: Path, revision: str, says: str, can_start: bool
) -> None:
    db("upgrade")
    where = tmp_path / "bare.db" if kind == "sqlite" else SecretStr(os.environ["UNHURRIED_DATABASE__URL"])
    asyncio.run(run(where, f"UPDATE alembic_version SET version_num = '{revision}'"))
    checked = db("check")
    assert (checked.exit_code, says in checked.output) == (1, True)
    glanced_at = CliRunner().invoke(main, ["check"])
    assert (glanced_at.exit_code, says in glanced_at.output) == ((0, False) if can_start else (2, True))


class TestFiles:
    @pytest.fixture
    def kind(self) -> str:
        return "sqlite"

    def test_a_database_that_is_not_there_is_not_made_by_looking(self, db: Db, tmp_path: Path) -> None:
        for words in (["check"], ["backup", "copy.db"]):
            looked = db(*words)
            assert (looked.exit_code, "There is no database" in looked.output) == (2, True)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("below", ["letter.txt", "letter.txt/folder"])
    def test_one_that_could_not_be_made_is_not_said_to_be_made_by_starting(
        self, db: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str
    ) -> None:
        (tmp_path / "letter.txt").touch()
        monkeypatch.setenv("UNHURRIED_DATABASE__PATH", f"{below}/kept.db")
        for words in (["check"], ["backup", "copy.db"], ["upgrade"]):
            said = db(*words)
            assert (said.exit_code, "Starting the bot" in said.output) == (2, False)
            assert "letter.txt is a file, not a folder. Name another one in database.path." in said.output

    def test_one_in_a_folder_that_this_user_may_not_make_is_not_said_to_be_made_by_starting(
        self, db: Db, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir("/")
        with tempfile.TemporaryDirectory() as folder:
            monkeypatch.setenv("UNHURRIED_DATABASE__PATH", f"{folder}/new/here.db")
            os.chmod(folder, 0o555)
            with unprivileged():
                said = db("check")
            os.chmod(folder, 0o755)
        assert (said.exit_code, "Starting the bot" in said.output) == (2, False)
        assert "Permission denied. Let the user that runs the bot read and write it and its folder" in said.output

    def test_a_damaged_file_is_noticed(self, db: Db, tmp_path: Path) -> None:
        db("upgrade")
        with closing(sqlite3.connect(tmp_path / "bare.db")) as database:
            database.execute("PRAGMA journal_mode=DELETE")
        content = bytearray((tmp_path / "bare.db").read_bytes())
        content[8192:40960] = b"\x5a" * 32768
        (tmp_path / "bare.db").write_bytes(content)
        checked = db("check")
        assert (checked.exit_code, "put a backup back" in checked.output) == (1, True)
        backed_up = db("backup", "copy.db")
        assert (backed_up.exit_code, "Put a backup back" in backed_up.output) == (2, True)
        assert list(tmp_path.glob("copy.db*")) == []

    @pytest.mark.parametrize("table", ["delivery", "message"])
    def test_a_table_that_cannot_even_be_begun_is_seen_at_a_glance(self, db: Db, tmp_path: Path, table: str) -> None:
        db("upgrade")
        with closing(sqlite3.connect(tmp_path / "bare.db")) as database:
            database.execute("PRAGMA journal_mode=DELETE")
            [(page,)] = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table])
        content = bytearray((tmp_path / "bare.db").read_bytes())
        content[(page - 1) * 4096 : page * 4096] = b"\xaa" * 4096
        (tmp_path / "bare.db").write_bytes(content)
        glanced_at = CliRunner().invoke(main, ["check"])
        assert (glanced_at.exit_code, "Stop the bot and put a backup back." in glanced_at.output) == (2, True)
        backed_up = db("backup", "copy.db")
        assert (backed_up.exit_code, "Put a backup back" in backed_up.output) == (2, True)
        assert "***" not in backed_up.output
        assert len(backed_up.output.splitlines()) == 1

    def test_damage_that_copying_does_not_meet_is_noticed_in_the_copy(self, db: Db, tmp_path: Path) -> None:
        db("upgrade")
        with closing(sqlite3.connect(tmp_path / "bare.db")) as database:
            database.execute("PRAGMA journal_mode=DELETE")
            database.execute("INSERT INTO identity VALUES ('ours', 'slack', 'U1', 'mia')")
            database.commit()
        content = (tmp_path / "bare.db").read_bytes()
        assert len(re.findall(rb"oursslackU1(?!mia)", content)) == 1
        (tmp_path / "bare.db").write_bytes(re.sub(rb"oursslackU1(?!mia)", b"oursslackU2", content))
        backed_up = db("backup", "copy.db")
        assert (backed_up.exit_code, "no copy of it is kept" in backed_up.output) == (2, True)
        assert "put a backup back" in backed_up.output
        assert list(tmp_path.glob("copy.db*")) == []

    def test_a_folder_where_the_database_would_be_is_called_one(
        self, db: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("UNHURRIED_DATABASE__PATH")
        (tmp_path / "unhurried.db").mkdir()
        for words in (["check"], ["backup", "copy.db"]):
            looked = db(*words)
            assert (looked.exit_code, "is a folder. Name a file in database.path." in looked.output) == (2, True)

    def test_one_that_another_program_keeps_locked_is_not_called_damaged(
        self, db: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("storage.checking.PATIENCE", 1)
        db("upgrade")
        with closing(sqlite3.connect(tmp_path / "bare.db")) as other:
            other.execute("PRAGMA locking_mode=EXCLUSIVE")
            other.execute("INSERT INTO identity VALUES ('ours', 'slack', 'U1', 'mia')")
            checked = db("check")
        assert (checked.exit_code, "another program keeps it locked. End that one." in checked.output) == (2, True)
        assert "backup" not in checked.output
        assert db("check").exit_code == 0

    @pytest.mark.parametrize(("folders", "files"), [(0o555, 0o444), (0o755, 0o000)])
    def test_one_that_this_user_may_not_use_is_not_called_damaged(
        self, db: Db, monkeypatch: pytest.MonkeyPatch, folders: int, files: int
    ) -> None:
        monkeypatch.chdir("/")
        with tempfile.TemporaryDirectory() as folder:
            monkeypatch.setenv("UNHURRIED_DATABASE__PATH", f"{folder}/here.db")
            db("upgrade")
            os.chmod(f"{folder}/here.db", files)
            os.chmod(folder, folders)
            with unprivileged():
                said = [db(command) for command in ("check", "upgrade")]
            os.chmod(folder, 0o755)
        for each in said:
            assert (each.exit_code, "backup" in each.output) == (2, False)
            assert "Let the user that runs the bot" in each.output

    def test_an_empty_file_belongs_to_nobody(self, db: Db, tmp_path: Path) -> None:
        (tmp_path / "bare.db").touch()
        checked = db("check")
        assert (checked.exit_code, "It holds no tables yet. Starting the bot makes them." in checked.output) == (
            1,
            True,
        )

    def test_a_row_that_lost_its_other_half_is_named(self, db: Db, tmp_path: Path) -> None:
        db("upgrade")
        with closing(sqlite3.connect(tmp_path / "bare.db")) as database:
            database.execute("INSERT INTO identity VALUES ('ours', 'slack', 'U1', 'nobody')")
            database.commit()
        checked = db("check")
        assert checked.exit_code == 1
        assert "Row 1 of identity belongs to a row of customer that is missing." in checked.output

    async def test_a_backup_holds_what_was_written_until_now_and_only_its_owner_can_read_it(
        self, db: Db, tmp_path: Path
    ) -> None:
        store = await SqlStore.open(tmp_path / "bare.db", "ours")
        async with store.begin() as work:
            await work.keep("some", "thing")
            assert db("backup", "copy.db").exit_code == 0
        copy = await SqlStore.open(tmp_path / "copy.db", "ours")
        assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
        assert db("backup", "later.db").exit_code == 0
        later = await SqlStore.open(tmp_path / "later.db", "ours")
        async with copy.begin() as before, later.begin() as after:
            assert (await before.remembered("some"), await after.remembered("some")) == (None, "thing")
        for each in (store, copy, later):
            await each.close()

    def test_a_backup_overwrites_nothing(self, db: Db, tmp_path: Path) -> None:
        db("upgrade")
        (tmp_path / "letter.txt").write_text("Dear reader")
        backed_up = db("backup", "letter.txt")
        assert (backed_up.exit_code, "Name another file" in backed_up.output) == (2, True)
        assert (tmp_path / "letter.txt").read_text() == "Dear reader"

    def test_a_backup_that_fails_leaves_nothing_behind(self, db: Db, tmp_path: Path) -> None:
        (tmp_path / "bare.db").write_text("Dear reader, " * 1000)
        backed_up = db("backup", "copy.db")
        assert (backed_up.exit_code, "could not be copied" in backed_up.output) == (2, True)
        assert "Put a backup back, or name another file." in backed_up.output
        assert not (tmp_path / "copy.db").exists()

    def test_a_backup_to_a_folder_that_is_not_there(self, db: Db) -> None:
        db("upgrade")
        said = db("backup", "nowhere/copy.db").output
        assert "cannot be written: No such file or directory. Name one in a folder that is there" in said


class TestPostgres:
    @pytest.fixture
    def kind(self) -> str:
        return "postgresql"

    def test_it_is_backed_up_by_its_own_tool(self, db: Db) -> None:
        backed_up = db("backup", "copy.db")
        assert (backed_up.exit_code, "pg_dump" in backed_up.output) == (2, True)

    def test_one_that_cannot_be_reached_is_said_in_words(self, db: Db, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("UNHURRIED_DATABASE__URL", "postgresql://me:secret@127.0.0.1:9/x")
        for said in (db("check"), db("upgrade"), CliRunner().invoke(main, ["check"])):
            assert (said.exit_code, "cannot be reached" in said.output, "secret" in said.output) == (2, True, False)
