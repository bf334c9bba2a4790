"""Another program keeps the database's file locked: nothing is lost, and it is said whom to end."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, HELP, MIA
from bot.__main__ import main
from bot.errors import StoreAway
from bot.messages import StaffWords
from tests.sqlite import with_tables

SAYS = "another program keeps it locked. End that one."
LINE = """
    {"when": "2025-11-24T10:15:00Z", "place": "help", "person": "mia", "name": "Mia", "role": "customer", "text": "Hi"}
"""


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sqlite.SETTINGS", ("busy_timeout=1",))
    monkeypatch.setattr("storage.sqlite_driver.SETTINGS", ("busy_timeout=1",))
    monkeypatch.setattr("storage.sqlite.WHILE_UPGRADED", 1)
    monkeypatch.setattr("storage.sqlite_driver.PATIENCE", 1)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program is writing, and does not come to an end."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


async def test_what_is_said_meanwhile_is_not_acknowledged_and_is_heard_afterwards(play: Play, tmp_path: Path) -> None:
    await play.world.say(MIA.person, HELP, "Why is my export empty?", play.clock.now())
    with locked(tmp_path / "unhurried.db"), pytest.raises(StoreAway, match=SAYS):
        await play.chat.catch_up(play.core)
    assert await play.world.unheard(1)
    await play.keep_up()
    whispers = [seen for seen in await play.world.seen_by(ANA.person) if isinstance(seen.words, StaffWords)]
    assert len(whispers) == 1


def test_an_import_says_so_and_brings_everything_in_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "history.jsonl").write_text(LINE.lstrip())
    with locked(with_tables(tmp_path / "unhurried.db")):
        refused = CliRunner().invoke(main, ["import", "history.jsonl"])
    assert (refused.exit_code, SAYS in refused.output) == (2, True)
    assert "Brought in 1 message," in CliRunner().invoke(main, ["import", "history.jsonl"]).output
