"""The server on 127.0.0.1 that clients connect to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from tests.slack.loopback.control import Control
from tests.slack.loopback.outbound import Timing
from tests.slack.loopback.slack import Slack
from tests.slack.loopback.web_api import WebApi

HOST = "127.0.0.1"
MOST_BODY = 2**24  # bytes


@asynccontextmanager
async def running(timing: Timing | None = None, traffic: Path | None = None, port: int = 0) -> AsyncIterator[Slack]:
    """A Slack that listens, in this event loop; on any free port unless one is named."""
    slack = Slack(timing or Timing(), traffic)
    application = web.Application(client_max_size=MOST_BODY)
    application.router.add_route("*", "/api/{method}", WebApi(slack).answer)
    application.router.add_get("/link/", slack.sockets.connect)
    application.router.add_post("/response/{key}", slack.answers.posted)
    application.router.add_post("/control/{part}/{verb}", Control(slack).answer)
    runner = web.AppRunner(application, shutdown_timeout=0.5, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, HOST, port)
    await site.start()
    slack.address = f"http://{HOST}:{runner.addresses[0][1]}"
    try:
        yield slack
    finally:
        await slack.outbound.stop()
        slack.faults.clear()
        for socket in list(slack.sockets.open):
            await socket.stream.close()
        await runner.cleanup()
