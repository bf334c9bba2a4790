"""The disk fills up: it is said in words, nothing is acknowledged that is not stored, and it goes on with room."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, HELP, MIA
from bot.__main__ import main
from bot.errors import StoreAway
from bot.messages import StaffWords
from storage.sqlite_driver import connect
from tests.contract.stores import message, opened, settle
from tests.entry_point import ROOT
from tests.postgres import database_of, the_server

LINES = 2_500
ROOM = 1_000_000


class Disk:
    """Has room for so many pages of each SQLite database; one that is larger already cannot grow."""

    def __init__(self) -> None:
        self.pages = ROOM
        self._newest: sqlite3.Connection | None = None

    def migrating(self, connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count={self.pages}")
        cursor.close()

    def connect(self, path: Path) -> sqlite3.Connection:
        self._newest = connect(path)
        self.has_room_for(self.pages)
        return self._newest

    def has_room_for(self, pages: int) -> None:
        assert self._newest
        self._newest.execute(f"PRAGMA max_page_count={pages}")


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    disk = Disk()
    monkeypatch.setattr("storage.shared_commits.connect", disk.connect)
    event.listen(Engine, "connect", disk.migrating)
    yield disk
    event.remove(Engine, "connect", disk.migrating)


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of more than two batches."""
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "history.jsonl").open("w") as file:
        for number in range(LINES):
            when = f"2020-01-01T{number // 120:02d}:{number // 2 % 60:02d}:{number % 2 * 30:02d}Z"
            line = {"when": when, "place": "help", "person": f"P{number}", "name": "Pia", "role": "customer"}
            print(json.dumps(line | {"text": f"How do I export number {number}?"}), file=file)
    return tmp_path / "history.jsonl"


async def test_what_cannot_be_kept_is_not_acknowledged_and_is_heard_once_there_is_room(disk: Disk, play: Play) -> None:
    disk.has_room_for(1)
    await play.world.say(MIA.person, HELP, "Why is my export empty? " + "x" * 39_000, play.clock.now())
    with pytest.raises(StoreAway, match=r"^The database cannot be used now: its disk is full\. Make room\.$"):
        await play.chat.catch_up(play.core)
    assert await play.world.unheard(1)
    disk.has_room_for(ROOM)
    await play.keep_up()
    whispers = [seen for seen in await play.world.seen_by(ANA.person) if isinstance(seen.words, StaffWords)]
    assert len(whispers) == 1


def test_an_import_keeps_whole_batches_and_says_how_to_go_on(disk: Disk, history: Path) -> None:
    disk.pages = 500  # enough for one batch, not for two
    ran = CliRunner().invoke(main, ["import", str(history)])
    assert ran.exit_code == 2
    assert "its disk is full. Make room. What was brought in before is kept; then run the import again." in ran.output
    disk.pages = ROOM
    ran = CliRunner().invoke(main, ["import", str(history)])
    assert (ran.exit_code, "1,500 messages" in ran.output, "1,000" in ran.output) == (0, True, True), ran.output


def test_a_start_that_finds_no_room_says_so_and_leaves_nothing_half_made(disk: Disk, history: Path) -> None:
    disk.pages = 10
    for command in (["db", "upgrade"], ["run"], ["import", str(history)]):
        ran = CliRunner().invoke(main, command)
        assert (ran.exit_code, "its disk is full. Make room." in ran.output) == (2, True)
    disk.pages = ROOM
    assert "It was new" in CliRunner().invoke(main, ["db", "upgrade"]).output


@pytest.mark.parametrize("words", [["--help"], ["check"], ["run"]])
def test_what_finds_no_room_for_what_it_says_ends_with_a_sentence(words: list[str], tmp_path: Path) -> None:
    around = {"PYTHONPATH": str(ROOT), "UNHURRIED_SANDBOX__PORT": "0", "UNHURRIED_WATCH__PORT": "0"}
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "bot", *words]
        ended = subprocess.run(command, env=around, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, text=True)
    assert ended.stderr == "What this command says cannot be written: the disk is full. Make room.\n"
    assert ended.returncode == 2


def test_what_cannot_even_say_that_ends_all_the_same(tmp_path: Path) -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "bot", "nonsense"]
        ended = subprocess.run(command, env={"PYTHONPATH": str(ROOT)}, stdout=full, stderr=full, cwd=tmp_path)
    assert ended.returncode == 2


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("08006", "See whether it runs"),  # connection failure
        ("25006", "takes no changes"),
        ("28P01", "lets nobody in by that name"),  # invalid password
        ("3D000", "it is not there"),
        ("40001", "another transaction was in the way"),
        ("53100", "its disk is full"),  # could not extend file
        ("53300", "no connection left"),
        ("55P03", "somebody else is changing it"),
        ("57P01", "is being stopped"),
        ("58030", "Look at its log"),  # could not write
        ("XX000", "Look at its log"),  # could not extend file, beyond a quota
    ],
)
async def test_a_server_that_cannot_write_or_let_us_in_is_no_defect_of_ours(
    code: str, says: str, tmp_path: Path
) -> None:
    async with opened("postgresql", tmp_path) as store:
        await settle(store)
        name = database_of((tmp_path / "postgres.url").read_text())
        await the_server().execute(
            f"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE SQLSTATE '{code}'; END $$",
            "CREATE TRIGGER fails BEFORE INSERT ON message EXECUTE FUNCTION fail()",
            database=name,
        )
        with pytest.raises(StoreAway, match=says):
            async with store.begin() as work:
                await work.messages.save(message("m1"))
        await the_server().execute("DROP FUNCTION fail CASCADE", database=name)
        async with store.begin() as work:
            await work.messages.save(message("m1"))
            assert await work.messages.get(message("m1").place, "m1")
