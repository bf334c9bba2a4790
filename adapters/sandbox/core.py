"""What the sandbox asks of the bot: ears, a look at what is planned, and time that passes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.sandbox import PLATFORM
from adapters.sandbox.clock import SandboxClock
from bot.app import Bot
from bot.config import FrontDesk
from bot.events import Event
from bot.messages import Answer, Form, Source
from bot.model.deliveries import Delivery
from bot.model.people import Profile

_MOST_STOPS = 10_000  # on one journey, so that a defect cannot keep the page busy for ever


@dataclass(frozen=True, slots=True)
class SandboxCore:
    """The bot as the page sees it."""

    bot: Bot
    clock: SandboxClock

    async def hear(self, event: Event) -> Answer | None:
        """See `bot.ports.Ears`."""
        return await self.bot.hear(event)

    async def form(self, word: str, about: str, by: Profile, on: Source | None = None) -> Form | Answer:
        """See `bot.ports.Ears`."""
        return await self.bot.form(word, about, by, on)

    async def connected(self, platform: str, *, anew: bool) -> None:
        """See `bot.ports.Ears`; a sandbox keeps what was not heard itself."""

    async def introduces(self, platform: str) -> timedelta:
        """See `bot.ports.Ears`; a sandbox knows us."""
        return timedelta(0)

    @property
    def desks(self) -> Sequence[FrontDesk]:
        """The front desks of the sandbox, each with its backstage."""
        return [desk for desk in self.bot.speaker.settings.front_desks if desk.platform == PLATFORM]

    async def upcoming(self) -> Sequence[Delivery]:
        """What is planned and not sent yet, in the order it falls due."""
        return await self.bot.upcoming()

    async def decided(self) -> Sequence[Delivery]:
        """What went out lately and what did not; the latest due first."""
        return await self.bot.decided()

    async def names(self, customer_ids: Iterable[str]) -> Mapping[str, str]:
        """How these customers are called, by id."""
        return await self.bot.names(customer_ids)

    async def next_due(self) -> datetime | None:
        """The earliest time to come at which something planned falls due."""
        return await self.bot.next_due()

    async def move_clock(self, to: datetime) -> None:
        """Let time pass until then; stops wherever something falls due and says it."""
        for _ in range(_MOST_STOPS):
            due = await self.bot.next_due()
            if due is None or due > to:
                break
            await self.clock.set(due)
            await self.bot.speak()
        await self.clock.set(to)
        await self.bot.speak()
