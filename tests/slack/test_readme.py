"""Who follows the README's ten steps literally gets what it says they see."""

import asyncio
import os
import re
import sys
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.config import Slack
from tests.slack.office import Office

ROOT = Path(__file__).resolve().parents[2]
STEPS = (ROOT / "README.md").read_text("utf-8").partition("## Slack, step by step")[2].partition("\n## ")[0]


@pytest.fixture
def environment(office: Office) -> dict[str, str]:
    """What the steps tell to write down, with the ids of this office: a file, and the exported tokens."""
    [toml] = re.findall(r"```toml\n(.*?)```", STEPS, re.DOTALL)
    named = {"S0SUPPORT": office.staff_id, "C0HELP": office.help.channel_id, "C0BACKSTAGE": office.backstage.channel_id}
    for placeholder, ours in named.items():
        assert placeholder in toml
        toml = toml.replace(placeholder, ours)
    (office.folder / "config.toml").write_text(re.sub("^   ", "", toml, flags=re.MULTILINE), "utf-8")
    tokens = dict(zip(re.findall(r"export (\w+)=", STEPS), [office.app.bot_token, office.app.app_token], strict=True))
    here = {"UNHURRIED_SLACK__API_URL": office.slack.api_url, "UNHURRIED_WATCH__PORT": "0", "PYTHONPATH": str(ROOT)}
    return {**os.environ, **tokens, **here}


def commands() -> list[list[str]]:
    """What the steps tell to run, in order."""
    return [line.split() for line in re.findall(r"python3 run\.py ([^>`\n]+)", STEPS)]


@asynccontextmanager
async def running(words: list[str], office: Office, environment: dict[str, str]) -> AsyncIterator[asyncio.StreamReader]:
    """The command, until it is looked at no more; what it says."""
    words = [office.jonas.user_id if word == "U0YOURS" else word for word in words]
    pipe = asyncio.subprocess.PIPE
    ran = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, cwd=office.folder, env=environment, stdout=pipe, stderr=pipe
    )
    assert ran.stdout
    try:
        yield ran.stdout
    finally:
        if ran.returncode is None and words == ["run"]:
            ran.terminate()
        _, complained = await ran.communicate()
        assert (ran.returncode, complained) == (0, b"")


async def said_by(words: list[str], office: Office, environment: dict[str, str]) -> str:
    async with running(words, office, environment) as output:
        return (await output.read()).decode()


def test_the_steps_are_ten_and_each_says_what_one_sees() -> None:
    assert re.findall(r"^(\d+)\. ", STEPS, re.MULTILINE) == [str(number) for number in range(1, 11)]
    assert STEPS.count("*You see*") == 10


async def test_following_them_one_sees_what_they_say(office: Office, environment: dict[str, str]) -> None:
    manifest, check, doctor, run = commands()
    assert "socket_mode_enabled" in await said_by(manifest, office, environment)
    checked = await said_by(check, office, environment)
    assert "The configuration is fine." in checked
    assert "are drafts" in checked
    assert not [token for token in (office.app.bot_token, office.app.app_token) if token in checked]
    examined = await said_by(doctor, office, environment)
    assert "✗" not in examined
    assert "A private message went to your DM" in examined
    async with running(run, office, environment) as output:
        assert (await output.readline()).startswith(b"Connecting to Slack.")
        assert await output.readline() == b"Slack is connected.\n"
        office.says(office.amina, "Why does my export stop?")
        await office.slack.until(lambda: office.said(office.backstage))
        await office.slack.settled()
    assert "Why does my export stop?" in office.said(office.backstage)[0]


def test_what_the_guide_says_of_http_is_a_configuration() -> None:
    guide = (ROOT / "docs" / "how-to" / "slack.md").read_text("utf-8")
    [toml] = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    assert Slack.model_validate(tomllib.loads(toml)["slack"]).mode == "http"
