"""Signed HTTP: our own Slack posts to a real slack_bolt web application."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from slack_bolt.context.ack.async_ack import AsyncAck

from tests.slack.desk import Desk
from tests.slack.loopback import signed_http


@pytest.fixture
async def url(desk: Desk) -> AsyncIterator[str]:
    """Where the desk's bot listens."""
    runner = web.AppRunner(desk.bolt.server(port=0, path="/slack/events").web_app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    await runner.cleanup()


async def test_an_event_is_posted_signed_and_taken(desk: Desk, url: str) -> None:
    desk.app.request_url = url
    desk.slack.talk.post(desk.bo.user_id, desk.help.channel_id, "Hello")
    await desk.slack.settled()
    assert [body["event"]["text"] for body in desk.heard] == ["Hello"]
    assert desk.slack.record.deliveries[0].acked


async def test_a_command_is_posted_as_a_form(desk: Desk, url: str) -> None:
    desk.app.request_url = url

    @desk.bolt.command("/care")
    async def care(ack: AsyncAck) -> None:
        await ack("Yes?")

    await desk.slack.clicks.command(desk.ada.user_id, desk.app.app_id, desk.help.channel_id, "/care", "next & last")
    assert desk.slack.record.by_apps()[0].now.text == "Yes?"
    assert desk.heard[0]["text"] == "next & last"


async def test_an_address_is_verified(desk: Desk, url: str) -> None:
    assert await signed_http.verify_url(desk.app, url)


async def test_an_event_that_is_refused_comes_again_with_its_number_and_reason(desk: Desk) -> None:
    retries: list[tuple[str | None, str | None]] = []

    async def refuse(http: web.Request) -> web.Response:
        retries.append((http.headers.get("X-Slack-Retry-Num"), http.headers.get("X-Slack-Retry-Reason")))
        return web.Response(status=200 if len(retries) == 3 else 503)

    application = web.Application()
    application.router.add_post("/", refuse)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    desk.app.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    desk.slack.talk.post(desk.bo.user_id, desk.help.channel_id, "Hello")
    await desk.slack.settled()
    await runner.cleanup()
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]


@pytest.mark.parametrize(("secret", "age"), [("wrong", 0), ("right", 400)])
async def test_what_is_badly_or_long_ago_signed_is_not_taken(desk: Desk, url: str, secret: str, age: float) -> None:
    signed_with = desk.app.signing_secret if secret == "right" else secret
    body, kind = signed_http.encoded("slash_commands", {"command": "/care", "team_id": desk.app.team_id})
    head = signed_http.headers(signed_with, body, kind, age)
    assert (await signed_http.send(url, body, head, 3.0)).status == 401
    assert desk.heard == []
