"""The whole of this Slack, put together from its parts."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.slack.loopback import events
from tests.slack.loopback.answers import Answers
from tests.slack.loopback.clicks import Clicks
from tests.slack.loopback.faults import Faults
from tests.slack.loopback.outbound import Outbound, Timing
from tests.slack.loopback.pace import Pace
from tests.slack.loopback.posting import Posting
from tests.slack.loopback.record import Record
from tests.slack.loopback.rooms import Rooms
from tests.slack.loopback.socket_mode import Sockets
from tests.slack.loopback.talk import Talk
from tests.slack.loopback.views import Views
from tests.slack.loopback.world import World

Found = TypeVar("Found")


class Slack:
    """What stands where, what people can do, what goes wrong, what happened."""

    def __init__(self, timing: Timing, traffic: Path | None = None) -> None:
        self.address = ""  # http://127.0.0.1:PORT, once it listens
        self.world = World()
        self.record = Record(self.world, traffic)
        self.faults = Faults()
        self.pace = Pace()
        self.sockets = Sockets(self.world)
        self.outbound = Outbound(self.world, self.record, self.sockets, timing)
        self.posting = Posting(self.world, self.outbound)
        self.views = Views(self.world, self.record, timing.trigger)
        self.answers = Answers(self.world, self.posting, self.views, self.record)
        self.talk = Talk(self.world, self.posting, self.outbound)
        self.rooms = Rooms(self.world, self.posting, self.outbound)
        self.clicks = Clicks(self)

    @property
    def api_url(self) -> str:
        """Where a client's `base_url` points."""
        return f"{self.address}/api/"

    @property
    def socket_url(self) -> str:
        """Where sockets are opened."""
        return f"{self.address.replace('http', 'ws', 1)}/link/"

    def response_url(self, key: str) -> str:
        """Where an app answers what somebody has just done."""
        return f"{self.address}/response/{key}"

    def outage(self, on: bool) -> None:
        """Nothing of this Slack can be reached, or it can again; what was on its way is told again as ever."""
        self.faults.outage = on
        for app_id in self.world.apps if on else ():
            self.sockets.drop(app_id)

    def uninstall(self, app_id: str) -> None:
        """Somebody removes the app: it is told, and its tokens are worth nothing from then on."""
        app = self.world.apps[app_id]
        for event in ({"type": "tokens_revoked", "tokens": {"bot": [app.bot_user_id]}}, {"type": "app_uninstalled"}):
            self.outbound.event(app, events.envelope(self.world, app, event))
        app.uninstalled = True

    async def until(self, look: Callable[[], Found], seconds: float = 10.0) -> Found:
        """Look after every change until there is something; `TimeoutError` after so many seconds."""
        async with asyncio.timeout(seconds):
            return await self.world.until(look)

    async def settled(self, seconds: float = 10.0) -> None:
        """Wait until every event is acknowledged or given up."""
        await self.until(lambda: self.outbound.idle, seconds)

    async def connected(self, app_id: str, sockets: int = 1, seconds: float = 10.0) -> None:
        """Wait until an app holds so many sockets open."""
        await self.until(lambda: len(self.sockets.of(app_id)) >= sockets, seconds)
