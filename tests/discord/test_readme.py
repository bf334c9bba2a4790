"""Who follows the README's ten steps for Discord literally gets what it says they see."""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest

from tests.discord.office import Office

ROOT = Path(__file__).resolve().parents[2]
STEPS = (ROOT / "README.md").read_text("utf-8").partition("## Discord, step by step")[2].partition("\n## ")[0]


@pytest.fixture
def environment(office: Office) -> dict[str, str]:
    """What the steps tell to write down, with the ids of this office: a file, and the exported token."""
    [toml] = re.findall(r"```toml\n(.*?)```", STEPS, re.DOTALL)
    ours = (office.staff_id, office.help.channel_id, office.backstage.channel_id)
    for number, each in enumerate(ours, 1):
        assert f"{10**17 + number}" in toml
        toml = toml.replace(f"{10**17 + number}", each)
    (office.folder / "config.toml").write_text(re.sub("^   ", "", toml, flags=re.MULTILINE), "utf-8")
    [token] = re.findall(r"export (\w+)=", STEPS)
    addresses = {"API_URL": office.discord.api_url, "GATEWAY_URL": office.discord.gateway_url}
    here = {f"UNHURRIED_DISCORD__{name}": address for name, address in addresses.items()}
    return {**os.environ, **here, token: office.app.token, "UNHURRIED_WATCH__PORT": "0", "PYTHONPATH": str(ROOT)}


async def started(words: str, office: Office, environment: dict[str, str]) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words.split()), cwd=office.folder, env=environment, stdout=pipe, stderr=pipe
    )


def test_every_command_of_the_steps_is_tried_here() -> None:
    told = [words.strip() for words in re.findall(r"python3 run\.py ([^`\n]+)", STEPS)]
    assert told == ["discord invite", "check", "doctor discord", "run"]


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("discord invite", ("client_id=", "permissions=")),
        ("check", ("The configuration is fine.", "Discord, staff", "are drafts")),
        ("doctor discord", ("✓", "Everything that can be seen from here works.")),
    ],
)
async def test_each_command_says_what_the_step_says(
    words: str, seen: tuple[str, ...], office: Office, environment: dict[str, str]
) -> None:
    ran = await started(words, office, environment)
    said, complained = await ran.communicate()
    assert (ran.returncode, complained) == (0, b"")
    assert all(each in said.decode() for each in seen)


async def test_it_starts_and_a_question_arrives_backstage(office: Office, environment: dict[str, str]) -> None:
    ran = await started("run", office, environment)
    assert ran.stdout
    assert ran.stderr
    try:
        said = ""
        async with asyncio.timeout(30):
            while "Discord is connected." not in said:
                said += (await ran.stdout.readline()).decode()
            office.says(office.amina, "Why does the export stop?")
            await office.discord.until(lambda: office.ours(office.backstage), 20)
    finally:
        ran.terminate()
        complained = await ran.stderr.read()
        await ran.wait()
    assert "Connecting to Discord." in said
    assert complained == b""
    assert "Why does the export stop?" in office.said(office.backstage)[0]
    buttons = str(office.ours(office.backstage)[0].now.components)
    assert all(label in buttons for label in ("Take", "Resolve"))
