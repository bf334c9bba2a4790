"""A program that is started again and again introduces itself to Discord no more than it may."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.app import Bot
from bot.rules.backoff import FREE_INTRODUCTIONS, LONGEST
from tests.discord.office import MovedTime, Office


@dataclass
class StoppedTime(MovedTime):
    """Time that stands still while programs start and end."""

    began: datetime = field(default_factory=lambda: datetime.now(UTC))

    def real(self) -> datetime:
        return self.began + self.shift


@dataclass(frozen=True, slots=True)
class Held(Bot):
    """A bot that notes when it is told to wait before it introduces itself."""

    waits: asyncio.Event = field(default_factory=asyncio.Event)

    async def introduces(self, platform: str) -> timedelta:
        wait = await Bot.introduces(self, platform)
        if wait:
            self.waits.set()
        return wait


async def test_a_program_started_again_and_again_introduces_itself_no_more_than_it_may(office: Office) -> None:
    office.clock = StoppedTime()
    for _ in range(FREE_INTRODUCTIONS):
        async with office.working():
            pass
    for _ in range(3):
        async with office.resting() as shift:
            bot = Held(shift.bot.speaker)
            listening = asyncio.create_task(shift.chat.listen(bot))
            await bot.waits.wait()
            listening.cancel()
            await asyncio.wait([listening])
    assert office.discord.gateway.identifies == FREE_INTRODUCTIONS
    office.clock.shift = LONGEST
    async with office.working():
        assert office.discord.gateway.identifies == FREE_INTRODUCTIONS + 1
