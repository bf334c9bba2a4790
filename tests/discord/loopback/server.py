"""The server on 127.0.0.1 that clients connect to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from tests.discord.loopback.control import Control
from tests.discord.loopback.discord import Discord
from tests.discord.loopback.rest import Rest
from tests.discord.loopback.timing import Timing

HOST = "127.0.0.1"
MOST_BODY = 2**25  # bytes


@asynccontextmanager
async def running(timing: Timing | None = None, traffic: Path | None = None, port: int = 0) -> AsyncIterator[Discord]:
    """A Discord that listens, in this event loop; on any free port unless one is named."""
    discord = Discord(timing or Timing(), traffic)
    application = web.Application(client_max_size=MOST_BODY)
    application.router.add_route("*", "/api/v10/{path:.*}", Rest(discord).answer)
    application.router.add_get("/gateway/", discord.door.connect)
    application.router.add_get("/gateway", discord.door.connect)
    application.router.add_post("/control/{part}/{verb}", Control(discord).answer)
    runner = web.AppRunner(application, shutdown_timeout=0.5, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, HOST, port)
    await site.start()
    discord.address = f"http://{HOST}:{runner.addresses[0][1]}"
    discord.gateway.url = f"{discord.address.replace('http', 'ws', 1)}/gateway/"
    try:
        yield discord
    finally:
        await discord.stop()
        await runner.cleanup()
