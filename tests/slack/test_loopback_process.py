"""Our own Slack as its own process, steered by HTTP, with its notes for others to read."""

import json
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from tests.steering import other_process


async def test_another_process_is_set_up_spoken_to_and_judged(tmp_path: Path) -> None:
    traffic = tmp_path / "traffic.jsonl"
    async with other_process("slack", "--traffic", str(traffic)) as steer:
        team = await steer("world/add_team", name="Acme")
        app = await steer("world/add_app", team_id=team["team_id"])
        ada = await steer("world/add_person", team_id=team["team_id"], name="ada")
        members = [ada["user_id"], app["bot_user_id"]]
        room = await steer("world/add_channel", team_id=team["team_id"], name="help", members=members)
        ts = await steer("talk/post", user=ada["user_id"], channel=room["channel_id"], text="Hello")
        client = AsyncWebClient(token=app["bot_token"], base_url=steer.addresses["api_url"])
        await steer("faults/arm", fault="busy", method="auth.test")
        await client.chat_postMessage(channel=room["channel_id"], text="Yes?", thread_ts=ts)
        [asked, answered] = await steer("record/transcript")
    assert (asked["ts"], answered["thread_ts"]) == (ts, ts)
    assert answered["versions"][0]["readers"] == sorted(members)
    [request] = map(json.loads, traffic.read_text("utf-8").splitlines())
    body = {"channel": room["channel_id"], "text": "Yes?", "thread_ts": ts}
    assert request == {"platform": "slack", "method": "chat.postMessage", "body": body}


async def test_what_cannot_be_done_is_said() -> None:
    async with other_process("slack") as steer:
        assert (await steer.answer("talk/shout"))[0] == 404
        status, answer = await steer.answer("talk/post", user="U0", channel="C0", text="Hello")
        assert (status, answer) == (400, {"error": "KeyError: 'C0'"})
