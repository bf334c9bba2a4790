"""Our own Discord as its own process, steered by HTTP, with its notes for others to read."""

import json
from pathlib import Path

import discord
import pytest
from discord.http import Route

from tests.steering import other_process


async def test_another_process_is_set_up_spoken_to_and_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    traffic = tmp_path / "traffic.jsonl"
    async with other_process("discord", "--traffic", str(traffic)) as steer:
        guild = (await steer("world/add_guild", name="Acme"))["guild_id"]
        app = await steer("world/add_app")
        await steer("world/install", app_id=app["app_id"], guild_id=guild)
        ada = (await steer("world/add_person", guild_id=guild, name="ada"))["user_id"]
        room = (await steer("world/add_channel", guild_id=guild, name="help"))["channel_id"]
        asked = await steer("talk/post", user=ada, channel=room, text="Hello")
        monkeypatch.setattr(Route, "BASE", steer.addresses["api_url"])
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
    async with other_process("discord") as steer:
        assert (await steer.answer("talk/shout"))[0] == 404
        status, answer = await steer.answer("talk/post", user="1", channel="2", text="Hello")
        assert (status, answer) == (400, {"error": "KeyError: '2'"})
        app = (await steer("world/add_app"))["app_id"]
        await steer("switches/app", app_id=app, privileged=0, dms_left=3)
        assert (await steer.answer("switches/app", app_id=app, token="x"))[0] == 400
