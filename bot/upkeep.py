"""Notes that a platform is being heard, and when it was not, has what was said meanwhile asked for."""

import asyncio
import logging
from contextlib import suppress

from bot.errors import in_log
from bot.ports import Ears

log = logging.getLogger(__name__)

EVERY = 30.0  # seconds between two notes
SOON = 1.0  # seconds before asking is tried again; each time it fails twice as long, up to the time between two notes


class Upkeep:
    """For a platform that keeps nothing for those who are away; it says what becomes of its connection."""

    def __init__(self, platform: str, ears: Ears, every: float = EVERY) -> None:
        self._platform, self._ears, self._every = platform, ears, every
        self._stands, self._gap, self._failed = False, True, 0
        self._wake = asyncio.Event()

    def connected(self) -> None:
        """The connection stands again."""
        self._stands = self._gap = True
        self._failed = 0
        self._wake.set()

    def lost(self) -> None:
        """Nothing is connected any more."""
        self._stands = False

    def missed(self) -> None:
        """Something was told that could not be heard: it is asked for next time."""
        self._gap = True

    async def run(self) -> None:
        """Keep up, until cancelled. What cannot be asked for now is asked for next time, from the same moment."""
        while True:
            self._wake.clear()
            if self._stands:
                await self._tell()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pause):
                    await self._wake.wait()

    @property
    def _pause(self) -> float:
        if not (self._gap and self._stands):
            return self._every
        return min(self._every, SOON * (1 << min(self._failed, 10)))

    async def _tell(self) -> None:
        anew, self._gap = self._gap, False
        try:
            await self._ears.connected(self._platform, anew=anew)
            self._failed = 0
        except Exception as trouble:
            self._gap = True
            self._failed += 1
            log.error("could not catch up with %s: %s", self._platform, in_log(trouble))
