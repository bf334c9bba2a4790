"""Our own Discord as its own process, steered by HTTP, with its notes for others to read."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import pytest
from aiohttp import ClientSession
from discord.http import Route

ROOT = Path(__file__).resolve().parents[2]


class Steering:
    """What one asks of the other process."""

    def __init__(self, session: ClientSession, addresses: dict[str, str]) -> None:
        self._session = session
        self.api_url = addresses["api_url"]
        self._control = addresses["control"]

    async def answer(self, path: str, **given: Any) -> tuple[int, dict[str, Any]]:
        async with self._session.post(self._control + path, json=given) as response:
            return response.status, await response.json()

    async def __call__(self, path: str, **given: Any) -> Any:
        status, answer = await self.answer(path, **given)
        assert status == 200, answer
        return answer["done"]


@asynccontextmanager
async def other_process(*arguments: str) -> AsyncIterator[Steering]:
    """A Discord of its own process, stopped at the end."""
    command = [sys.executable, "-m", "tests.discord.loopback", *arguments]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout
        addresses = json.loads(await process.stdout.readline())
        async with ClientSession() as session:
            yield Steering(session, addresses)
    finally:
        process.terminate()
        assert await process.wait() == 0


async def test_another_process_is_set_up_spoken_to_and_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    traffic = tmp_path / "traffic.jsonl"
    async with other_process("--traffic", str(traffic)) as steer:
        guild = (await steer("world/add_guild", name="Acme"))["guild_id"]
        app = await steer("world/add_app")
        await steer("world/install", app_id=app["app_id"], guild_id=guild)
        ada = (await steer("world/add_person", guild_id=guild, name="ada"))["user_id"]
        room = (await steer("world/add_channel", guild_id=guild, name="help"))["channel_id"]
        asked = await steer("talk/post", user=ada, channel=room, text="Hello")
        monkeypatch.setattr(Route, "BASE", steer.api_url)
        async with discord.Client(intents=discord.Intents.none()) as client:
            await client.login(app["token"])
            await steer("faults/arm", fault="busy", seconds=0.01)
            await client.get_partial_messageable(int(room)).send("Yes?", nonce="k")
        first, second = await steer("record/transcript")
    assert (first["id"], second["app"], second["channel"]) == (asked, app["app_id"], room)
    assert {ada, app["app_id"]} <= set(second["versions"][0]["readers"])
    requests = [json.loads(line) for line in traffic.read_text("utf-8").splitlines()]
    path = f"/channels/{room}/messages"
    assert [each["method"] for each in requests if each["path"] == path] == ["POST", "POST"]
    assert requests[-1]["platform"] == "discord"
    assert requests[-1]["body"]["nonce"] == "k"


async def test_what_cannot_be_done_is_said() -> None:
    async with other_process() as steer:
        assert (await steer.answer("talk/shout"))[0] == 404
        status, answer = await steer.answer("talk/post", user="1", channel="2", text="Hello")
        assert (status, answer) == (400, {"error": "KeyError: '2'"})
        app = (await steer("world/add_app"))["app_id"]
        await steer("switches/app", app_id=app, privileged=0, dms_left=3)
        assert (await steer.answer("switches/app", app_id=app, token="x"))[0] == 400
