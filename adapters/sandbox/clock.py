"""The sandbox's clock: real time, moved forward as far as people like, the same for all processes."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from adapters.sandbox.world import World

FOLLOW = 0.25  # seconds between two looks at how far the clock was moved

logger = logging.getLogger(__name__)


def machine_time() -> datetime:
    """What this machine's clock says."""
    return datetime.now(UTC)


class SandboxClock:
    """Two times, as `bot.ports.Clock` has it; how far they are apart is kept in the world."""

    def __init__(self, world: World, real: Callable[[], datetime] = machine_time) -> None:
        self._world = world
        self._real = real
        self._shift = timedelta()

    def now(self) -> datetime:
        """The time people live by: real time, moved as far as was known at the last `refresh`."""
        return self.real() + self._shift

    def real(self) -> datetime:
        """Real time."""
        return self._real()

    async def refresh(self) -> None:
        """Learn how far the clock has been moved, by this process or another one."""
        self._shift = await self._world.shift()

    async def follow(self) -> None:
        """Keep up with the clock's being moved, until cancelled: processes that hear nothing must know it too."""
        while True:
            try:
                await self.refresh()
            except Exception as error:
                logger.error("Could not look at the clock (%s)", type(error).__name__)
            await asyncio.sleep(FOLLOW)

    async def set(self, to: datetime) -> None:
        """Move the clock forward to this time; one that has passed already changes nothing."""
        await self.refresh()
        if to > self.now():
            await self._world.set_shift(to - self.real())
            await self.refresh()
