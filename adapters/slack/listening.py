"""Stays connected to Slack, by Socket Mode or by HTTP, and acknowledges only what was heard."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from adapters.slack import PLATFORM
from adapters.slack.api import Api
from adapters.slack.hearing import Hearing
from adapters.slack.manifest import PATH
from adapters.slack.sockets import Sockets
from bot.config import Slack
from bot.errors import in_log
from bot.ports import Ears
from bot.serving import cannot_serve
from bot.upkeep import Upkeep

log = logging.getLogger(__name__)


Json = Mapping[str, Any]


async def listen(api: Api, slack: Slack, hearing: Hearing, ears: Ears, stands: Callable[[bool], None]) -> None:
    """Listen until cancelled. `stands` is told when a connection stands and when none does any more."""
    async with asyncio.TaskGroup() as tasks:
        upkeep = Upkeep(PLATFORM, ears)

        def changed(connected: bool) -> None:
            stands(connected)
            (upkeep.connected if connected else upkeep.lost)()

        app = _app(api, slack, hearing, ears, tasks, upkeep)
        tasks.create_task(upkeep.run())
        if slack.mode == "http":
            await _serve(app, slack, lambda: changed(True))
        else:
            await Sockets(api, slack, app, changed).hold()


def _app(api: Api, slack: Slack, hearing: Hearing, ears: Ears, tasks: asyncio.TaskGroup, upkeep: Upkeep) -> AsyncApp:
    """Bolt verifies signatures and ignores what we do ourselves; what is left is heard before it is acknowledged."""
    secret = slack.signing_secret.get_secret_value() or "unused in Socket Mode"
    app = AsyncApp(name="unhurried", client=api.read, signing_secret=secret)  # without one it reads its callers' source

    async def hear_first(body: dict[str, Any]) -> BoltResponse:
        try:
            heard = await hearing.take_in(body, ears)
        except Exception as trouble:
            log.error("not heard, and so not acknowledged: %s", in_log(trouble))
            upkeep.missed()  # Slack tells it again a few times, for some minutes; after that it must be asked for
            return BoltResponse(status=503)
        if heard.is_gap:
            upkeep.missed()
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


async def _serve(app: AsyncApp, slack: Slack, stands: Callable[[], None]) -> None:
    """Signed HTTP: Slack posts to us."""
    server = app.server(port=slack.port, path=PATH, host=slack.host).web_app
    server.middlewares.append(_readable_times_only)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, slack.host, slack.port).start()
        except (OSError, UnicodeError) as error:
            raise cannot_serve("slack", slack.host, slack.port, error) from error
        stands()
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
