"""What goes wrong between an app and Slack on purpose, each armed fault so many times."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum

from tests.slack.loopback.people import Json


class Fault(StrEnum):
    """What the next call of a method meets."""

    ERROR = "error"  # answered with status 500, nothing stored
    STORED_THEN_ERROR = "stored then error"
    DROPPED = "dropped"  # nothing stored, and the connection breaks
    STORED_THEN_DROPPED = "stored then dropped"
    HANG = "hang"  # nothing stored, and no answer for so many seconds
    STORED_THEN_HANG = "stored then hang"
    LATE = "late"  # status 500 now, stored so many seconds later
    LATE_THEN_HANG = "late then hang"  # no answer, stored so many seconds later
    BUSY = "busy"  # status 429, with Retry-After of so many seconds
    NAMED = "named"  # an error of Slack's own, nothing stored
    STORED_THEN_NAMED = "stored then named"  # such as internal_error, which says nothing about what was stored


@dataclass(slots=True)
class Armed:
    """A fault that waits for a call."""

    fault: Fault
    method: str = ""  # any that changes something, if empty
    channel: str = ""  # any, if empty
    times: int = 1
    seconds: float = 1.0
    error: str = "internal_error"

    def meets(self, method: str, args: Json) -> bool:
        """Whether this call meets it."""
        return self.times > 0 and self._is_for(method) and self.channel in ("", args.get("channel"))

    def _is_for(self, method: str) -> bool:
        return method == self.method or (not self.method and method in WRITES)


WRITES = frozenset({"chat.postMessage", "chat.postEphemeral", "chat.update", "chat.delete"})


class Faults:
    """The faults that wait, first armed first met."""

    def __init__(self) -> None:
        self.armed: list[Armed] = []
        self.outage = False  # every call is dropped and no socket can be opened
        self.released = asyncio.Event()  # whoever hangs is let go

    def arm(
        self,
        fault: Fault | str,
        method: str = "",
        times: int = 1,
        channel: str = "",
        seconds: float = 1.0,
        error: str = "internal_error",
    ) -> Armed:
        """Let the next calls of a method meet this; without a method, the next that write."""
        armed = Armed(Fault(fault), method, channel, times, seconds, error)
        self.armed.append(armed)
        return armed

    def take(self, method: str, args: Json) -> Armed | None:
        """The fault that this call meets, used up once more."""
        for armed in self.armed:
            if armed.meets(method, args):
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
