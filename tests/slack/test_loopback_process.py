"""Our own Slack as its own process, steered by HTTP, with its notes for others to read."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

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
    """A Slack of its own process, stopped at the end."""
    command = [sys.executable, "-m", "tests.slack.loopback", *arguments]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout
        addresses = json.loads(await process.stdout.readline())
        async with ClientSession() as session:
            yield Steering(session, addresses)
    finally:
        process.terminate()
        assert await process.wait() == 0


async def test_another_process_is_set_up_spoken_to_and_judged(tmp_path: Path) -> None:
    traffic = tmp_path / "traffic.jsonl"
    async with other_process("--traffic", str(traffic)) as steer:
        team = await steer("world/add_team", name="Acme")
        app = await steer("world/add_app", team_id=team["team_id"])
        ada = await steer("world/add_person", team_id=team["team_id"], name="ada")
        members = [ada["user_id"], app["bot_user_id"]]
        room = await steer("world/add_channel", team_id=team["team_id"], name="help", members=members)
        ts = await steer("talk/post", user=ada["user_id"], channel=room["channel_id"], text="Hello")
        client = AsyncWebClient(token=app["bot_token"], base_url=steer.api_url)
        await steer("faults/arm", fault="busy", method="auth.test")
        await client.chat_postMessage(channel=room["channel_id"], text="Yes?", thread_ts=ts)
        [asked, answered] = await steer("record/transcript")
    assert (asked["ts"], answered["thread_ts"]) == (ts, ts)
    assert answered["versions"][0]["readers"] == sorted(members)
    [request] = map(json.loads, traffic.read_text("utf-8").splitlines())
    body = {"channel": room["channel_id"], "text": "Yes?", "thread_ts": ts}
    assert request == {"platform": "slack", "method": "chat.postMessage", "body": body}


async def test_what_cannot_be_done_is_said() -> None:
    async with other_process() as steer:
        assert (await steer.answer("talk/shout"))[0] == 404
        status, answer = await steer.answer("talk/post", user="U0", channel="C0", text="Hello")
        assert (status, answer) == (400, {"error": "KeyError: 'C0'"})
