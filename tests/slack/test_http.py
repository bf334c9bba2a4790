"""Slack posts to us instead of our calling it: signed, answered when heard, and nothing else is let in."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
import pytest

from adapters.slack.manifest import PATH
from tests.slack.loopback.events import envelope, said
from tests.slack.loopback.signed_http import encoded, headers, verify_url
from tests.slack.office import Office, Shift


@dataclass
class Door:
    """Where Slack posts to, and what anybody could post there."""

    shift: Shift
    address: str

    async def post(self, body: str, head: dict[str, str]) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.post(self.address, data=body, headers=head) as response:
            return response.status, await response.text()

    def event(self, text: str) -> tuple[str, dict[str, str]]:
        """A message of Amina's as Slack would post it, signed now."""
        office = self.shift.office
        ts = office.slack.talk.post(office.amina.user_id, office.help.channel_id, text)
        told = said(office.slack.world, office.app, office.help, office.slack.world.message(office.help.channel_id, ts))
        body, kind = encoded("events_api", envelope(office.slack.world, office.app, told, office.help))
        return body, headers(office.app.signing_secret, body, kind)


@pytest.fixture
async def door(office: Office) -> AsyncIterator[Door]:
    """The bot, listening on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with office.bot(office.settings(mode="http", port=port)) as shift:
        task = asyncio.create_task(shift.chat.listen(shift.bot))
        address = f"http://127.0.0.1:{port}{PATH}"
        for _ in range(500):
            if await _opened(port):
                break
            await asyncio.sleep(0.01)
        yield Door(shift, address)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _opened(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


async def test_messages_buttons_and_commands_come_by_http_too(door: Door) -> None:
    shift, office = door.shift, door.shift.office
    office.app.request_url = door.address
    office.says(office.amina, "Why does the export stop?")
    await shift.keeps_up()
    root = office.ours(office.backstage)[0]
    assert (await shift.presses(office.jonas, office.backstage, root.ts, "Take")).acked
    assert "Jonas" in office.said(office.backstage)[0]
    answer = await shift.commands(office.jonas, "help")
    assert answer.answer["response_type"] == "ephemeral"


async def test_slack_is_answered_when_it_asks_whether_we_are_there(door: Door) -> None:
    assert await verify_url(door.shift.office.app, door.address)


async def test_what_is_signed_by_somebody_else_is_turned_away(door: Door) -> None:
    body, _ = door.event("Why does the export stop?")
    status, _ = await door.post(body, headers("another secret", body, "application/json"))
    assert status == 401
    await door.shift.keeps_up()
    assert door.shift.office.said(door.shift.office.backstage) == []


@pytest.mark.parametrize("stamp", ["0", "soon", "-1", "", "1700000000", "9" * 30])
async def test_what_was_signed_at_another_time_is_turned_away(door: Door, stamp: str) -> None:
    body, head = door.event("Why does the export stop?")
    status, _ = await door.post(body, {**head, "X-Slack-Request-Timestamp": stamp})
    assert status == 401


async def test_what_is_posted_twice_is_heard_once(door: Door) -> None:
    body, head = door.event("Why does the export stop?")
    assert [(await door.post(body, head))[0] for _ in range(2)] == [200, 200]
    await door.shift.keeps_up()
    assert len(door.shift.office.said(door.shift.office.backstage)) == 1


@pytest.mark.parametrize("body", ["", "{", "[]", '{"type": "event_callback"}', "payload=%7B", "\xff\x00"])
async def test_what_makes_no_sense_is_answered_and_changes_nothing(door: Door, body: str) -> None:
    secret = door.shift.office.app.signing_secret
    kind = "application/x-www-form-urlencoded" if body.startswith("payload") else "application/json"
    status, _ = await door.post(body, headers(secret, body, kind))
    assert status in (200, 400, 401, 500, 503)
    await door.shift.keeps_up()
    assert door.shift.office.said(door.shift.office.backstage) == []
