"""What a command is given and cannot work with: a sentence, exit code 2, and nothing done."""

import asyncio
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.config_file import load
from bot.wiring import sandbox
from tests.entry_point import ROOT
from tests.sqlite import with_tables


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a configuration, and ports nobody has."""
    monkeypatch.chdir(tmp_path)
    for name in ("SANDBOX__PORT", "WATCH__PORT"):
        monkeypatch.setenv(f"UNHURRIED_{name}", "0")


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program uses."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def ran(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize("section", ["sandbox", "watch"])
def test_a_taken_port_is_told_and_nothing_is_said_to_be_open(
    section: str, taken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"UNHURRIED_{section.upper()}__PORT", str(taken))
    run = ran("run")
    assert (run.exit_code, "is open" in run.output) == (2, False)
    assert f"{section}.port in config.toml" in run.output
    assert list(tmp_path.iterdir()) == []


def test_all_ports_that_are_taken_are_told_at_once(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for section in ("SANDBOX", "WATCH"):
        monkeypatch.setenv(f"UNHURRIED_{section}__PORT", str(taken))
    said = ran("run").output.splitlines()
    assert ["UNHURRIED_SANDBOX__PORT in" in said[0], "UNHURRIED_WATCH__PORT in" in said[1]] == [True, True]


def test_a_taken_port_is_told_before_anything_is_made_for_slack(
    taken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = '[[front_desks]]\nplatform = "slack"\nchannel = "C0HELP"\nbackstage = "C0BACKSTAGE"\n'
    (tmp_path / "config.toml").write_text(f'[slack]\nstaff = ["S0SUPPORT"]\n{desk}', "utf-8")
    for name, value in (("SLACK__BOT_TOKEN", "xoxb-1"), ("SLACK__APP_TOKEN", "xapp-1"), ("WATCH__PORT", str(taken))):
        monkeypatch.setenv(f"UNHURRIED_{name}", value)
    run = ran("run")
    assert (run.exit_code, "watch.port in config.toml" in run.output) == (2, True)
    assert [each.name for each in tmp_path.iterdir()] == ["config.toml"]


@pytest.mark.parametrize("command", [["run"], ["check"], ["import", "history.jsonl"], ["db", "upgrade"]])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[sandbox]\nprot = 1\n", "sandbox.prot: there is no such setting; did you mean port?"),
        ('[delivering]\nbatch = "many"\n', "delivering.batch: write a whole number"),
    ],
)
def test_a_configuration_that_cannot_work_stops_every_command(
    command: list[str], text: str, says: str, tmp_path: Path
) -> None:
    (tmp_path / "history.jsonl").touch()
    (tmp_path / "config.toml").write_text(text, "utf-8")
    run = ran(*command)
    assert (run.exit_code, says in run.output) == (2, True)
    assert not list(tmp_path.glob("*.db"))


@pytest.mark.parametrize(
    "words", [["run", "--config", "nowhere.toml"], ["import", "nowhere.jsonl"], ["check", "--config", "nowhere.toml"]]
)
def test_a_file_that_is_not_there_is_named(words: list[str]) -> None:
    run = ran(*words)
    assert (run.exit_code, "nowhere." in run.output) == (2, True)


@pytest.mark.parametrize(("name", "file"), [("DATABASE__PATH", "unhurried.db"), ("SANDBOX__WORLD", "sandbox.db")])
def test_a_place_that_cannot_be_written_is_named(
    name: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.txt").touch()
    monkeypatch.setenv(f"UNHURRIED_{name}", f"letter.txt/{file}")
    run = ran("run")
    assert (run.exit_code, f"letter.txt/{file}" in run.output) == (2, True)
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("DATABASE__PATH", "letter.txt is a file, not a folder. Name another one in database.path."),
        ("SANDBOX__WORLD", "letter.txt is a file, not a folder). Let this user"),
    ],
)
def test_check_tells_a_place_where_no_file_can_be_kept_and_leaves_nothing_in_one_where_it_can(
    name: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.txt").touch()
    monkeypatch.setenv(f"UNHURRIED_{name}", "letter.txt/kept.db")
    run = ran("check")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "letter.txt/kept.db cannot be" in run.stderr
    assert says in run.stderr
    monkeypatch.setenv(f"UNHURRIED_{name}", "new/folder/kept.db")
    assert ran("check").exit_code == 0
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(("name", "file"), [("DATABASE__PATH", "unhurried.db"), ("SANDBOX__WORLD", "sandbox.db")])
def test_a_damaged_file_is_named_and_left_as_it_is(
    name: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / file).write_bytes(b"SQLite format 3\0" + b"\x5a" * 8_000)
    before = (tmp_path / file).read_bytes()
    monkeypatch.setenv(f"UNHURRIED_{name}", file)
    for word in ("run", "check"):
        run = ran(word)
        assert (run.exit_code, file in run.output, "is fine" in run.output) == (2, True, False)
    assert (tmp_path / file).read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [file]


def test_a_new_world_beside_a_database_that_remembers_another_is_told(tmp_path: Path) -> None:
    async def opened() -> None:
        async with sandbox(load(None)):
            pass

    with_tables(tmp_path / "unhurried.db")
    asyncio.run(opened())
    (tmp_path / "sandbox.db").unlink()
    for _ in range(2):
        run = ran("run")
        assert (run.exit_code, "the database remembers another one. Delete the database as well" in run.output) == (
            2,
            True,
        )


def test_ctrl_c_while_the_program_is_loading_ends_it_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("import signal; signal.raise_signal(signal.SIGINT)", "utf-8")
    path = f"{tmp_path}:{ROOT}"
    ended = subprocess.run([sys.executable, "-m", "bot"], env={"PYTHONPATH": path}, capture_output=True, cwd=tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, b"", b"")
