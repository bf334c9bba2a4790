"""Tells an open page that something changed, by server-sent events."""

import asyncio

from aiohttp import web

from adapters.sandbox.web.actions import Core
from adapters.sandbox.world import World

_LOOK = 0.15  # seconds between two looks at what was said
_EVERY_SO_MANY_LOOKS = 6  # what is planned is looked at less often
_HEARTBEAT = 15.0  # seconds between two signs of life when nothing happens


class Changes:
    """Every open page holds one stream; `end` ends them all, so that the server can stop."""

    def __init__(self, world: World, core: Core) -> None:
        self._world, self._core = world, core
        self._over = asyncio.Event()

    def end(self) -> None:
        """Let every stream finish."""
        self._over.set()

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Sends the revision now, at every change, and when what is planned changed."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        try:
            await response.write(b"retry: 1000\n\n")
            await self._watch(response)
        except ConnectionError:
            pass  # the page was closed
        return response

    async def _watch(self, response: web.StreamResponse) -> None:
        told: tuple[int, str] | None = None
        planned, looks, silent = "", 0, 0.0
        while not self._over.is_set():
            if looks % _EVERY_SO_MANY_LOOKS == 0:
                planned = await self._planned()
            seen = (await self._world.revision(), planned)
            if seen != told:
                told, silent = seen, 0.0
                await response.write(f"data: {seen[0]}\n\n".encode())
            elif silent >= _HEARTBEAT:
                silent = 0.0
                await response.write(b": still here\n\n")
            looks, silent = looks + 1, silent + _LOOK
            await self._pause()

    async def _planned(self) -> str:
        deliveries = await self._core.upcoming()
        return "|".join(f"{each.key} {each.state} {each.due_at} {each.why}" for each in deliveries)

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._over.wait(), _LOOK)
        except TimeoutError:
            return
