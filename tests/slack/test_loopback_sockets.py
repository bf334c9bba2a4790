"""Socket Mode in our own Slack: several sockets, refreshes, breaks, re-delivery."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientError, ClientSession, ClientWebSocketResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.desk import Desk, open_desk
from tests.slack.loopback import Timing, running


def message_to(desk: Desk, text: str) -> None:
    """Bo says something."""
    desk.slack.talk.post(desk.bo.user_id, desk.help.channel_id, text)


@asynccontextmanager
async def open_socket(desk: Desk) -> AsyncIterator[ClientWebSocketResponse]:
    """A socket that acknowledges nothing by itself."""
    client = AsyncWebClient(token=desk.app.app_token, base_url=desk.slack.api_url)
    url = str((await client.apps_connections_open(app_token=desk.app.app_token))["url"])
    async with ClientSession() as session, session.ws_connect(url) as socket:
        yield socket


async def test_a_socket_is_greeted_with_the_number_of_them(desk: Desk) -> None:
    async with open_socket(desk) as first, open_socket(desk) as second:
        hellos = [await first.receive_json(), await second.receive_json()]
    assert [(hello["type"], hello["num_connections"]) for hello in hellos] == [("hello", 1), ("hello", 2)]


async def test_each_event_goes_to_one_socket(desk: Desk) -> None:
    async with desk.connected(2):
        for number in range(6):
            message_to(desk, f"Number {number}")
        await desk.slack.settled()
    assert sorted(body["event"]["text"] for body in desk.heard) == [f"Number {number}" for number in range(6)]


async def test_what_is_not_acknowledged_comes_again_with_the_same_event_id() -> None:
    async with running(Timing(patience=0.2, retries=(0.0, 0.0))) as slack:
        desk = open_desk(slack)
        async with open_socket(desk) as socket:
            await socket.receive_json()
            message_to(desk, "Hello")
            first, second = await socket.receive_json(), await socket.receive_json()
            await socket.send_str(json.dumps({"envelope_id": second["envelope_id"]}))
            await slack.settled()
    assert [first["retry_attempt"], second["retry_attempt"], second["retry_reason"]] == [0, 1, "timeout"]
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert slack.record.deliveries[0].acked


async def test_a_client_that_is_asked_to_connect_anew_does(desk: Desk) -> None:
    async with desk.connected():
        [old] = desk.slack.sockets.open
        await desk.slack.sockets.disconnect(old)
        await desk.slack.until(lambda: [each for each in desk.slack.sockets.of(desk.app.app_id) if each is not old])
        message_to(desk, "Hello")
        await desk.slack.settled()
    assert [body["event"]["text"] for body in desk.heard] == ["Hello"]


async def test_what_nobody_heard_in_time_is_lost_to_whoever_connects_later(desk: Desk) -> None:
    message_to(desk, "Hello")
    await desk.slack.settled()
    async with desk.connected():
        message_to(desk, "Still there?")
        await desk.slack.settled()
    assert [body["event"]["text"] for body in desk.heard] == ["Still there?"]


async def test_nothing_is_reached_in_an_outage(desk: Desk) -> None:
    async with open_socket(desk) as socket:
        await socket.receive_json()
        desk.slack.outage(on=True)
        async with asyncio.timeout(5):
            assert (await socket.receive()).data is None
        with pytest.raises(ClientError):
            await desk.client.auth_test()
        desk.slack.outage(on=False)
    assert (await desk.client.auth_test())["ok"]
