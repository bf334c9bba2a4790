"""The sandbox as a chat platform: the same port as Slack and Discord, with a file in place of a network."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from adapters.sandbox import PLATFORM
from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.faults import meet
from adapters.sandbox.render import Words
from adapters.sandbox.translate import profile_of, to_event
from adapters.sandbox.world import Deed, World
from bot.errors import ChatRefused, in_log
from bot.events import Change, Event
from bot.messages import Answer, CustomerWords, StaffWords
from bot.model.conversations import Message
from bot.model.deliveries import Limits
from bot.model.people import Profile
from bot.model.places import Audience, CustomerPlace, Person, Place, Readers, Shown
from bot.ports import Ears
from bot.rules.audience import StaffPlace

LIMITS = Limits(
    pace=timedelta(),
    patience=timedelta(seconds=2),
    settle=timedelta(milliseconds=200),
    second_look=timedelta(),
)
POLL = 0.05  # seconds between two looks at the world
LONGEST_PAUSE = 5.0  # seconds, while looking fails
BATCH = 100

logger = logging.getLogger(__name__)


class SandboxChat:
    """What people do in a world, handed to the bot, and what the bot says, put into it."""

    platform = PLATFORM

    def __init__(self, world: World, clock: SandboxClock, limits: Limits = LIMITS) -> None:
        self._world = world
        self._clock = clock
        self._hearing = asyncio.Lock()
        self.limits = limits

    async def listen(self, ears: Ears) -> None:
        """Hand over what people do as they do it, until cancelled. What cannot be heard is tried again."""
        pause = POLL
        while True:
            try:
                await self._clock.refresh()
                await self.catch_up(ears)
                pause = POLL
            except Exception as error:
                pause = min(2 * pause, LONGEST_PAUSE)
                logger.error("Could not listen (%s), trying again in %g s", in_log(error), pause)
            await asyncio.sleep(pause)

    async def catch_up(self, ears: Ears) -> int:
        """Hand over everything people did so far, in order; returns how many deeds that were.

        Raises what `ears.hear` raises; what was not heard is handed over again next time.
        """
        count = 0
        async with self._hearing:
            while deeds := await self._world.unheard(BATCH):
                people = await self._world.people()
                for deed in deeds:
                    await self._hand_over(deed, people, ears)
                count += len(deeds)
        return count

    async def whisper(self, place: StaffPlace, words: StaffWords, key: str) -> Shown:
        """Say something to staff; `ChatRefused` where anybody else can read."""
        await self._only_staff(place.place)
        return await self._show(place.place, words, key)

    async def tell(self, place: CustomerPlace, words: CustomerWords, key: str) -> Shown:
        """Say something to a customer; `ChatRefused` when there is no such place."""
        return await self._show(place.place, words, key)

    async def update(self, shown: Shown, words: Words) -> None:
        """Change what stands there; `ChatRefused` when it is gone, or was shown to another audience."""
        if shown.audience is not _audience(words):
            raise ChatRefused("these words are for another audience than the ones they would replace")
        if shown.audience is Audience.STAFF:
            await self._only_staff(shown.place)

        async def store() -> Shown:
            if not await self._world.change(shown, words):
                raise ChatRefused("what was to be changed is gone")
            return shown

        await meet(await self._world.take_fault(), store)

    async def withdraw(self, shown: Shown) -> None:
        """Take back what we said, gone or not."""
        await self._world.remove(shown)

    async def find(self, place: Place, key: str, since: datetime) -> Sequence[Shown]:
        """What of ours stands in exactly this place with this key since then (real time), oldest first."""
        return await self._world.standing(place, key, since)

    async def answer(self, to: Person, place: Place, message_id: str, answer: Answer) -> None:
        """Where they said it, to them alone."""
        now, real = self._clock.now(), self._clock.real()
        await self._world.show(place, answer, _audience(answer), "", at=now, real=real, only_for=to)

    async def missed(self, place: Place, after: datetime) -> Sequence[Event]:
        """What people said in exactly this place at that time or later, oldest first."""
        people = await self._world.people()
        events = [to_event(deed, people) for deed in await self._world.said(place, after)]
        return [event for event in events if event]

    async def directs(self) -> Sequence[Place]:
        """The world keeps all that people do until it is heard."""
        return ()

    async def changes(self, place: Place, kept: Sequence[Message], after: datetime) -> Sequence[Change]:
        """None: the world keeps all that people do until it is heard."""
        return ()

    async def readers(self, place: Place) -> Readers:
        """Who can read there; unknown when the world cannot be asked."""
        try:
            return await self._world.readers(place)
        except Exception as error:
            logger.error("Could not ask who reads a place (%s)", type(error).__name__)
            return Readers.UNKNOWN

    async def profile(self, person: Person) -> Profile:
        """Name, role, zone and locale; the role of somebody without a seat is unknown."""
        return await self._world.person(person) or profile_of(person, ())

    async def _hand_over(self, deed: Deed, people: Sequence[Profile], ears: Ears) -> None:
        event = to_event(deed, people)
        answer = await ears.hear(event) if event else None
        await asyncio.shield(self._world.heard(deed.deed_id))
        if answer:
            await self.answer(deed.by, deed.place, "", answer)

    async def _only_staff(self, place: Place) -> None:
        if await self._world.readers(place) is not Readers.STAFF_ONLY:
            raise ChatRefused("others than staff can read there")

    async def _show(self, place: Place, words: Words, key: str) -> Shown:
        if not await self._world.exists(place):
            raise ChatRefused("there is no such place")
        audience = _audience(words)

        async def store() -> Shown:
            now, real = self._clock.now(), self._clock.real()
            return Shown(place, await self._world.show(place, words, audience, key, at=now, real=real), audience)

        return await meet(await self._world.take_fault(), store)


def _audience(words: Words) -> Audience:
    return Audience.STAFF if isinstance(words, StaffWords) else Audience.CUSTOMER
