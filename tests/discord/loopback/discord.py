"""The whole of this Discord, put together from its parts."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from tests.discord.loopback.announcer import Announcer
from tests.discord.loopback.clicks import Clicks
from tests.discord.loopback.connecting import Door
from tests.discord.loopback.faults import Faults
from tests.discord.loopback.gateway import Gateway
from tests.discord.loopback.interactions import Interactions
from tests.discord.loopback.pace import Pace
from tests.discord.loopback.posting import Posting
from tests.discord.loopback.record import Record
from tests.discord.loopback.rooms import Rooms
from tests.discord.loopback.talk import Talk
from tests.discord.loopback.threads import Threads
from tests.discord.loopback.timing import Timing
from tests.discord.loopback.world import World

Found = TypeVar("Found")


class Discord:
    """What stands where, what people can do, what goes wrong, what happened."""

    def __init__(self, timing: Timing, traffic: Path | None = None) -> None:
        self.address = ""  # http://127.0.0.1:PORT, once it listens
        self.timing = timing
        self.world = World()
        self.record = Record(self.world, traffic)
        self.faults = Faults()
        self.pace = Pace()
        self.gateway = Gateway(self.world, timing)
        self.door = Door(self.gateway, self.faults, timing)
        self.announcer = Announcer(self.world, self.gateway)
        self.posting = Posting(self.world, self.announcer)
        self.threads = Threads(self.world, self.posting, self.announcer)
        self.interactions = Interactions(self.world, self.posting, self.record, timing)
        self.talk = Talk(self.world, self.posting, self.threads, self.announcer)
        self.rooms = Rooms(self.world, self.threads, self.announcer)
        self.clicks = Clicks(self)
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def api_url(self) -> str:
        """Where `discord.http.Route.BASE` points."""
        return f"{self.address}/api/v10"

    @property
    def gateway_url(self) -> str:
        """Where `DiscordWebSocket.DEFAULT_GATEWAY` points."""
        return self.gateway.url

    def outage(self, on: bool) -> None:
        """Nothing of this Discord can be reached, or it can again; sessions can be resumed."""
        self.faults.outage = on
        for app_id in self.world.apps if on else ():
            self.gateway.drop(app_id)

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something in the background until the server stops."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Give up whatever is going on, and say goodbye to all bots."""
        for task in (tasks := list(self._tasks)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.faults.clear()
        for socket in self.door.open:
            socket.close(1001, "Going away.")

    async def until(self, look: Callable[[], Found], seconds: float = 10.0) -> Found:
        """Look after every change until there is something; `TimeoutError` after so many seconds."""
        async with asyncio.timeout(seconds):
            return await self.world.until(look)

    async def connected(self, app_id: str, sessions: int = 1, seconds: float = 10.0) -> None:
        """Wait until so many of an app's sessions are connected."""
        await self.until(lambda: len(self.gateway.connected(app_id)) >= sessions, seconds)

    async def heard(self, seconds: float = 10.0) -> None:
        """Wait until every connected bot has read all that it was told so far; what it does then may take longer."""
        await self.until(self.gateway.asked_whether_heard(), seconds)
