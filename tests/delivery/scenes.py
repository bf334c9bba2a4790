"""The platforms on which processes die: what goes wrong there, and what stands there by the platform's own record."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from adapters.sandbox.faults import Fault
from adapters.sandbox.stage import ANA
from tests.delivery import on_slack
from tests.delivery.builders import answered, check_in, root
from tests.delivery.desk import Desk, make, migrated, opened
from tests.slack import loopback

Kill = Callable[[], None]


class Scene(Protocol):
    """One platform with the matter on it."""

    def going_wrong(self, how: str, kill: Kill) -> AbstractAsyncContextManager[None]:
        """The next call meets this fault, if it is the name of one; where it is to die of it, `kill` is called."""
        ...

    async def standing(self) -> Counter[str]:
        """How often each key stands."""
        ...


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The sandbox, whose world is a file in the desk's folder."""

    desk: Desk

    @asynccontextmanager
    async def going_wrong(self, how: str, kill: Kill) -> AsyncIterator[None]:
        if how in FAULTS["sandbox"]:
            await self.desk.world.switch_fault(Fault(how), 1)
        yield

    async def standing(self) -> Counter[str]:
        return Counter(seen.key for seen in await self.desk.world.seen_by(ANA.person) if seen.key)


@dataclass(frozen=True, slots=True)
class Slack:
    """Our own Slack, in this process; whoever dies in the act of calling it is killed from here."""

    slack: loopback.Slack

    @asynccontextmanager
    async def going_wrong(self, how: str, kill: Kill) -> AsyncIterator[None]:
        if how not in FAULTS["slack"]:
            yield
            return
        fault = _DIED.get(how) or loopback.Fault(how)
        armed = self.slack.faults.arm(fault, "chat.postMessage", seconds=_LONG)
        killer = asyncio.create_task(self._kill_in_the_act(kill)) if how in _DIED else None
        try:
            yield
        finally:
            armed.times = 0
            if killer:
                killer.cancel()

    async def _kill_in_the_act(self, kill: Kill) -> None:
        already = self._caught()
        await self.slack.world.until(lambda: self._caught() > already)
        kill()

    def _caught(self) -> int:
        return sum(request.fault != "" for request in self.slack.record.requests)

    async def standing(self) -> Counter[str]:
        return self.slack.record.standing()


_DIED = {"died": loopback.Fault.HANG, "stored then died": loopback.Fault.STORED_THEN_HANG}
_LONG = 30.0  # seconds, longer than anybody waits
FAULTS = {
    "sandbox": tuple(fault.value for fault in Fault if fault is not Fault.REFUSED),
    "slack": (*_DIED, *(fault.value for fault in loopback.Fault if not fault.startswith("late"))),
}
"""What a call can meet; what is stored late is counted apart."""


async def prepare(platform: str, folder: Path) -> None:
    """A desk in this folder, to be copied for each case."""
    if platform == "slack":
        await migrated(folder)
        return
    await make(folder)
    async with opened(folder) as desk:
        await desk.plan(root(), answered(), check_in())


@asynccontextmanager
async def scene(platform: str, folder: Path) -> AsyncIterator[Scene]:
    """The platform around a copied desk, with three things to say."""
    if platform == "slack":
        async with loopback.running() as slack:
            await on_slack.make(slack, folder)
            yield Slack(slack)
    else:
        async with opened(folder) as desk:
            yield Sandbox(desk)
