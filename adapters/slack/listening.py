"""Stays connected to Slack, by Socket Mode or by HTTP, and acknowledges only what was heard."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from adapters.slack.api import Api
from adapters.slack.hearing import Hearing
from adapters.slack.manifest import PATH
from adapters.slack.sockets import Sockets
from bot.config import Slack
from bot.ports import Ears

log = logging.getLogger(__name__)

_KEEP_UP = 30.0  # seconds between two notes that we are still connected

Json = Mapping[str, Any]


async def listen(api: Api, slack: Slack, hearing: Hearing, ears: Ears, stands: Callable[[bool], None]) -> None:
    """Listen until cancelled. `stands` is told when a connection stands and when none does any more."""
    async with asyncio.TaskGroup() as tasks:

        def changed(connected: bool) -> None:
            stands(connected)
            if connected:
                tasks.create_task(_say_so(ears, anew=True))

        app = _app(api, slack, hearing, ears, tasks)
        tasks.create_task(_keep_up(ears, sockets := Sockets(api, slack, app, changed)))
        if slack.mode == "http":
            changed(True)
            await _serve(app, slack)
        else:
            await sockets.hold()


def _app(api: Api, slack: Slack, hearing: Hearing, ears: Ears, tasks: asyncio.TaskGroup) -> AsyncApp:
    """Bolt verifies signatures and ignores what we do ourselves; what is left is heard before it is acknowledged."""
    secret = slack.signing_secret.get_secret_value() or "unused in Socket Mode"
    app = AsyncApp(client=api.read, signing_secret=secret)

    async def hear_first(body: dict[str, Any]) -> BoltResponse:
        try:
            heard = await hearing.take_in(body, ears)
        except Exception as trouble:
            log.error("not heard, and so not acknowledged: %s", type(trouble).__name__)
            return BoltResponse(status=503)
        if heard.then:
            tasks.create_task(_afterwards(heard.then))
        return BoltResponse(status=200, body=dict(heard.payload) if heard.payload else "")

    app.use(hear_first)
    return app


async def _afterwards(then: Awaitable[None]) -> None:
    try:
        await then
    except Exception as trouble:
        log.error("could not answer: %s", type(trouble).__name__)


async def _say_so(ears: Ears, *, anew: bool) -> None:
    try:
        await ears.connected("slack", anew=anew)
    except Exception as trouble:
        log.error("could not catch up: %s", type(trouble).__name__)


async def _keep_up(ears: Ears, sockets: Sockets) -> None:
    while True:
        await asyncio.sleep(_KEEP_UP)
        if sockets.stands:
            await _say_so(ears, anew=False)


async def _serve(app: AsyncApp, slack: Slack) -> None:
    """Signed HTTP: Slack posts to us."""
    server = app.server(port=slack.port, path=PATH, host=slack.host).web_app
    server.middlewares.append(_readable_times_only)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, slack.host, slack.port).start()
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


@web.middleware
async def _readable_times_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Bolt stumbles over a time that is no number; whoever sends one is not Slack."""
    if not request.headers.get("X-Slack-Request-Timestamp", "0").isdecimal():
        return web.Response(status=401)
    return await handler(request)
