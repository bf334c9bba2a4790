"""A page that is really served, with a small stand-in for the bot behind it."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import ClientSession

from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.web.server import Page
from adapters.sandbox.world import World
from bot.config import FrontDesk
from bot.events import Event
from bot.messages import Answer, Form, FormField, Line, Source, StaffWords
from bot.model.deliveries import Delivery
from bot.model.people import Profile


@dataclass
class StandInCore:
    """Plans what it is told, moves the clock and offers one form."""

    clock: SandboxClock
    planned: list[Delivery] = field(default_factory=list)
    past: list[Delivery] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)
    desks: Sequence[FrontDesk] = (FrontDesk(platform="sandbox", channel="help", backstage="backstage"),)
    due: datetime | None = None

    async def hear(self, event: Event) -> Answer | None:
        return None

    async def connected(self, platform: str, *, anew: bool) -> None:
        """Nothing is said while we are away."""

    async def introduces(self, platform: str) -> timedelta:
        return timedelta(0)

    async def form(self, word: str, about: str, by: Profile, on: Source | None = None) -> Form | Answer:
        if not by.is_staff:
            return StaffWords(title="That is for the team", parts=(Line("Only agents can do this."),))
        return Form(title=f"Form of {word}", word=word, about=about, fields=(FormField("text", "Text"),))

    async def upcoming(self) -> Sequence[Delivery]:
        return self.planned

    async def decided(self) -> Sequence[Delivery]:
        return self.past

    async def names(self, customer_ids: Iterable[str]) -> Mapping[str, str]:
        return {each: self.called[each] for each in customer_ids if each in self.called}

    async def move_clock(self, to: datetime) -> None:
        await self.clock.set(to)

    async def next_due(self) -> datetime | None:
        return self.due


@dataclass(frozen=True)
class Served:
    """An open page and somebody who talks to it."""

    page: Page
    clock: SandboxClock
    core: StandInCore
    browser: ClientSession

    async def state(self, **seats: str) -> dict[str, Any]:
        async with self.browser.get("/api/state", params=seats) as response:
            assert response.status == 200
            return dict(await response.json())

    async def post(self, what: str, body: object, **headers: str) -> tuple[int, dict[str, Any]]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **{name.replace("_", "-"): v for name, v in headers.items()}}
        async with self.browser.post(f"/api/{what}", data=data, headers=sent) as response:
            return response.status, dict(await response.json())


@asynccontextmanager
async def serving(world: World) -> AsyncIterator[Served]:
    """The page of this world, on a port the machine chose."""
    clock = SandboxClock(world)
    core = StandInCore(clock)
    page = Page(world, clock, core, "127.0.0.1", 0)
    server = asyncio.create_task(page.serve())
    async with ClientSession(await page.opened()) as browser:
        yield Served(page, clock, core, browser)
        server.cancel()
        with suppress(asyncio.CancelledError):
            await server
