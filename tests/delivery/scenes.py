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
from bot.config import FrontDesk
from tests.delivery import clients, on_discord, on_slack
from tests.delivery.builders import answered, check_in, root
from tests.delivery.desk import Desk, make, migrated, opened
from tests.discord import loopback as discord
from tests.slack import loopback as slack

Kill = Callable[[], None]

FAULTS = {
    "sandbox": tuple(fault.value for fault in Fault if fault is not Fault.REFUSED),
    "slack": tuple(on_slack.FAULTS),
    "discord": tuple(on_discord.FAULTS),
}
"""What a call can meet."""


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
class Loopback:
    """A platform of our own, in this process; whoever dies in the act of calling it is killed from here.

    What goes wrong goes wrong once backstage and once at the front desk.
    """

    server: slack.Slack | discord.Discord
    desk: FrontDesk

    @asynccontextmanager
    async def going_wrong(self, how: str, kill: Kill) -> AsyncIterator[None]:
        self.time_passes()
        table = on_slack.FAULTS if isinstance(self.server, slack.Slack) else on_discord.FAULTS
        if how not in table:
            yield
            return
        self._arm(table[how])
        killer = asyncio.create_task(self._kill_in_the_act(kill)) if how.endswith("died") else None
        try:
            yield
        finally:
            self.server.faults.armed.clear()
            if killer:
                killer.cancel()

    def time_passes(self) -> None:
        """So much that the same nonce may be used again: it is not what keeps things from being said twice."""
        if isinstance(self.server, discord.Discord):
            self.server.posting.by_nonce.clear()

    def is_late(self) -> None:
        """Two messages are stored when nobody expects it any more: when all faults are cleared."""
        say = on_slack.SAY if isinstance(self.server, slack.Slack) else on_discord.SAY
        self._arm({"fault": "late then hang", "seconds": clients.LONG, **say})

    async def standing(self) -> Counter[str]:
        return self.server.record.standing()

    def _arm(self, arming: clients.Arming) -> None:
        for channel in (self.desk.backstage, self.desk.channel):
            self.server.faults.arm(channel=channel, **arming)

    async def _kill_in_the_act(self, kill: Kill) -> None:
        already = self._caught()
        await self.server.world.until(lambda: self._caught() > already)
        kill()

    def _caught(self) -> int:
        return sum(request.fault != "" for request in self.server.record.requests)


async def prepare(platform: str, folder: Path) -> None:
    """A desk in this folder, to be copied for each case."""
    if platform != "sandbox":
        await migrated(folder)
        return
    await make(folder)
    async with opened(folder) as desk:
        await desk.plan(root(), answered(), check_in())


@asynccontextmanager
async def scene(platform: str, folder: Path) -> AsyncIterator[Scene]:
    """The platform around a copied desk, with three things to say."""
    if platform == "sandbox":
        async with opened(folder) as desk:
            yield Sandbox(desk)
    else:
        async with loopback(platform, folder) as there:
            yield there


@asynccontextmanager
async def loopback(platform: str, folder: Path) -> AsyncIterator[Loopback]:
    """Our own Slack or Discord around a desk, with three things to say."""
    if platform == "slack":
        async with slack.running() as workspace:
            built = on_slack.build(workspace)
            await clients.make(built, folder)
            yield Loopback(workspace, built.at.front)
    else:
        async with discord.running() as server:
            built = on_discord.build(server)
            await clients.make(built, folder)
            yield Loopback(server, built.at.front)
