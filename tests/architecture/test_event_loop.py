"""Which event loop a command runs on."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main

CONFIGURATION = """
front_desks = [{{ platform = "{0}", channel = "100000001", backstage = "100000002" }}]
discord = {{ staff = ["100000003"] }}
"""
LOADS = (
    "import sys; from bot.__main__ import main; main(['check'], standalone_mode=False); print('uvloop' in sys.modules)"
)


@pytest.mark.parametrize(("desk", "runs"), [("sandbox", "run_sandbox"), ("discord", "run_chats")])
def test_what_goes_on_and_on_runs_on_the_quicker_one(
    desk: str, runs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loops = []

    async def seen(*_: object, **__: object) -> None:
        loops.append(type(asyncio.get_running_loop()).__module__)

    (tmp_path / "config.toml").write_text(CONFIGURATION.format(desk), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("UNHURRIED_DISCORD__BOT_TOKEN", "a.bot.token")
    monkeypatch.setattr(f"bot.wiring.{runs}", seen)
    ran = CliRunner().invoke(main, ["run"])
    assert (ran.output, loops) == ("", ["uvloop"])


def test_a_short_command_does_not_wait_for_it_to_load(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOADS], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=30
    )
    assert ran.stdout.splitlines()[-1] == "False"
