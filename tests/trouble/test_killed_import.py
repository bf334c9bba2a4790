"""An import is killed while it writes: what it had not finished is not there, and running it again does the rest."""

import json
import os
import signal
import sqlite3
from contextlib import chdir, closing
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from storage.sqlite_driver import connect
from tests.processes import PROCESSES
from tests.sqlite import with_tables

LINES, BATCH, KILLED_AT = 30, 10, 15


def test_run_again_it_brings_in_each_message_exactly_once(tmp_path: Path) -> None:
    with (tmp_path / "history.jsonl").open("w", encoding="utf-8") as file:
        for number in range(LINES):
            line = {"when": f"2025-11-24T09:{number:02d}:00Z", "place": "help", "person": f"c{number % 4}"}
            said = {"name": "Mia", "role": "customer", "text": f"Why is export {number} empty?"}
            print(json.dumps(line | said), file=file)
    database = with_tables(tmp_path / "unhurried.db")
    process = PROCESSES.Process(target=_import_until_killed, args=(tmp_path,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert len(_texts(database)) == BATCH
    with chdir(tmp_path):
        again = CliRunner().invoke(main, ["import", "history.jsonl"])
    assert (again.exit_code, "10 messages were there already" in again.output) == (0, True)
    assert _texts(database) == sorted(f"Why is export {number} empty?" for number in range(LINES))


def _import_until_killed(folder: Path) -> None:
    written = count(1)

    def kill(statement: str) -> None:
        if statement.startswith("INSERT INTO message") and next(written) == KILLED_AT:
            os.kill(os.getpid(), signal.SIGKILL)

    def connected(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.set_trace_callback(kill)
        return connection

    with pytest.MonkeyPatch.context() as patch, chdir(folder):
        patch.setattr("storage.shared_commits.connect", connected)
        patch.setattr("bot.flows.import_history.BATCH", BATCH)
        main(["import", "history.jsonl"])


def _texts(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return sorted(text for (text,) in connection.execute("SELECT text FROM message"))
