"""What goes wrong between a bot and Discord on purpose, each armed fault so many times."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What the next request meets."""

    ERROR = "error"  # answered with status 500, nothing stored
    STORED_THEN_ERROR = "stored then error"
    DROPPED = "dropped"  # nothing stored, and the connection breaks
    STORED_THEN_DROPPED = "stored then dropped"
    HANG = "hang"  # nothing stored, and no answer for so many seconds
    STORED_THEN_HANG = "stored then hang"
    LATE = "late"  # status 500 now, stored so many seconds later
    LATE_THEN_HANG = "late then hang"  # no answer, stored so many seconds later
    BUSY = "busy"  # status 429, to come again after so many seconds
    BANNED = "banned"  # status 429 as Cloudflare says it, in HTML and without a Via header
    NAMED = "named"  # an error of Discord's own, nothing stored
    STORED_THEN_NAMED = "stored then named"


STORING = (Fault.STORED_THEN_ERROR, Fault.STORED_THEN_DROPPED, Fault.STORED_THEN_HANG, Fault.STORED_THEN_NAMED)


@dataclass(slots=True)
class Armed:
    """A fault that waits for a request."""

    fault: Fault
    route: str = ""  # such as `POST /channels/{channel}/messages`; any that changes something, if empty
    channel: str = ""  # this one with its threads; any, if empty
    times: int = 1
    seconds: float = 1.0
    code: int = 50013
    everywhere: bool = False  # a 429 for all routes

    def meets(self, route: str, rooms: Collection[str]) -> bool:
        """Whether this request meets it."""
        is_for = route == self.route or (not self.route and not route.startswith("GET "))
        return self.times > 0 and is_for and self.channel in ("", *rooms)


class Faults:
    """The faults that wait, first armed first met."""

    def __init__(self) -> None:
        self.armed: list[Armed] = []
        self.outage = False  # every request is dropped and no socket can be opened
        self.released = asyncio.Event()  # whoever hangs is let go

    def arm(
        self,
        fault: Fault | str,
        route: str = "",
        times: int = 1,
        channel: str = "",
        seconds: float = 1.0,
        code: int = 50013,
        everywhere: bool = False,
    ) -> Armed:
        """Let the next requests of a route meet this; without a route, the next that change something."""
        armed = Armed(Fault(fault), route, channel, times, seconds, code, everywhere)
        self.armed.append(armed)
        return armed

    def take(self, route: str, rooms: Collection[str]) -> Armed | None:
        """The fault that this request meets, used up once more."""
        for armed in self.armed:
            if armed.meets(route, rooms):
                armed.times -= 1
                return armed
        return None

    def clear(self) -> None:
        """Nothing goes wrong any more; whoever hangs is let go, and what is late is stored."""
        self.armed.clear()
        self.outage = False
        self.released.set()
        self.released = asyncio.Event()

    async def hang(self, seconds: float) -> None:
        """Say nothing for so long, or until all faults are cleared."""
        try:
            await asyncio.wait_for(self.released.wait(), seconds)
        except TimeoutError:
            return
