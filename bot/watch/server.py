"""The server that tells how the program is: /healthz in words, /metrics for Prometheus; nothing about customers."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from bot import config
from bot.app import Bot
from bot.model.deliveries import State
from bot.model.health import Standing
from bot.rules.health import Health, judge
from bot.serving import cannot_serve
from bot.watch.meters import Meters

log = logging.getLogger(__name__)

_FRESH = 1.0  # seconds an answer of the database is good for, however often we are asked
_PATIENCE = 2.0  # seconds the database may take
_BEAT = 0.5  # seconds between two looks at how late the event loop is
_LAST_WORDS = 1.0  # seconds a stopping server gives requests to finish
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Watch:
    """Serves until cancelled. With port 0 the machine picks one; `opened` tells which."""

    def __init__(self, bot: Bot, ticker_is_alive: Callable[[], bool], meters: Meters, where: config.Watch) -> None:
        self._bot, self._ticker_is_alive, self._meters, self._where = bot, ticker_is_alive, meters, where
        self._asked: asyncio.Task[Standing | None] | None = None
        self._asked_at = 0.0
        self._address: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def opened(self) -> str:
        """Where it is served, once it is."""
        return await asyncio.shield(self._address)

    async def serve(self) -> None:
        """Serve until cancelled; raises `Misconfigured` when the port cannot be had."""
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=_LAST_WORDS)
        await runner.setup()
        try:
            await self._bind(runner)
            await self._measure_lag()
        finally:
            await runner.cleanup()
            if self._asked:
                self._asked.cancel()

    async def _bind(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, self._where.host, self._where.port).start()
        except (OSError, UnicodeError) as error:
            raise cannot_serve("watch", self._where.host, self._where.port, error) from error
        host = f"[{self._where.host}]" if ":" in self._where.host else self._where.host
        self._address.set_result(f"http://{host}:{runner.addresses[0][1]}")
        log.info("watched at %s/healthz and /metrics", self._address.result())

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/metrics", self._metrics)
        return app

    async def _healthz(self, _: web.Request) -> web.Response:
        standing = await self._standing()
        health = judge(standing, ticks=self._ticker_is_alive(), hears=self._meters.hears)
        return web.json_response(_said(health, standing), status=200 if health.ok else 503)

    async def _metrics(self, _: web.Request) -> web.Response:
        standing = await self._standing()
        text = self._meters.exposition(standing, self._ticker_is_alive())
        return web.Response(body=text, headers={"Content-Type": _TEXT})

    async def _standing(self) -> Standing | None:
        """How things stand, at most a second old; None when the database does not answer.

        One question is asked at a time: a database that hangs is not asked again before it has answered.
        """
        now = asyncio.get_running_loop().time()
        if self._asked is None or (self._asked.done() and now >= self._asked_at + _FRESH):
            self._asked, self._asked_at = asyncio.create_task(self._ask()), now
        asked = self._asked
        await asyncio.wait([asked], timeout=_PATIENCE)
        return asked.result() if asked.done() and not asked.cancelled() else None

    async def _ask(self) -> Standing | None:
        with suppress(Exception):  # that there is no answer is what we tell
            return await self._bot.standing()
        return None

    async def _measure_lag(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            expected = loop.time() + _BEAT
            await asyncio.sleep(_BEAT)
            self._meters.lag.observe(max(loop.time() - expected, 0.0))


def _said(health: Health, standing: Standing | None) -> dict[str, object]:
    said: dict[str, object] = {"ok": health.ok, "reasons": health.reasons, "attention": health.attention}
    if standing is None:
        return said
    return said | {
        "oldest_due_seconds": round(standing.oldest_due),
        "held": standing.backlog.count(State.HELD),
        "failed": standing.backlog.count(State.FAILED),
        "unheard": standing.unheard,
    }
