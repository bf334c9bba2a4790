"""The bot's ear and mouth: hearing only writes, speaking only reads what was written."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter
from typing import assert_never

from bot import VERSION
from bot.errors import NotAllowed, StoreAway, Unreadable
from bot.events import CommandGiven, Event, MessageDeleted, MessageEdited, MessagePosted, PersonLeft
from bot.flows.again import open_again
from bot.flows.catch_up import ask_again, catch_up, note_heard
from bot.flows.context import Context
from bot.flows.deliver import Spoken, speak
from bot.flows.forms import empty_form, form_for
from bot.flows.hear_change import hear_deletion, hear_edit
from bot.flows.hear_command import hear_command
from bot.flows.hear_leaving import hear_leaving
from bot.flows.hear_message import hear_message
from bot.flows.introductions import introduce
from bot.flows.speaker import Speaker
from bot.flows.sweep import sweep
from bot.flows.unheard import hear_again, keep_unheard
from bot.language.words import is_blank, sentences
from bot.messages import Answer, CustomerWords, Form, Line, Source, StaffWords
from bot.model.deliveries import Delivery
from bot.model.health import Standing
from bot.model.people import Profile
from bot.ports import Work

_UPCOMING = 50
_DECIDED = 200
_FORM = 1.0  # seconds at most to fill in a form: platforms wait 3 s for it
_OUR_FAULT = "Something went wrong on our side. What you did is kept, and nothing was lost."


def _unnoticed(*_: object) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Bot:
    """Everything a platform, the ticker or the command line asks of the core."""

    speaker: Speaker
    heard: Callable[[], None] = _unnoticed  # called after each hearing: something may be due
    spoke: Callable[[float], None] = _unnoticed  # called after each speaking with the seconds it took
    joined: Callable[[str], None] = _unnoticed  # called with a platform's name, connected anew and caught up
    took_in: Callable[[bool], None] = _unnoticed  # called after each event: whether it could be written down
    version: str = VERSION

    async def hear(self, event: Event) -> Answer | None:
        """Write down what happened and everything to be said about it, in one transaction; talks to no platform.

        What a defect of ours keeps from being heard is written down as it came, for another version to hear.
        Raises what hearing raised when even that fails, and `StoreAway`: nothing of it is kept.
        """
        try:
            answer = await self._hear_or_keep(event)
        except Exception:
            self.took_in(False)
            raise
        self.took_in(True)
        return answer

    async def _hear_or_keep(self, event: Event) -> Answer | None:
        try:
            return await self._hear_or_try_again(event)
        except (NotAllowed, Unreadable) as no:
            return _polite_no(event, str(no))
        except StoreAway:
            raise
        except Exception as defect:
            if not await keep_unheard(event, defect, self.version, self.speaker):
                raise
            return _polite_no(event, _OUR_FAULT)

    async def hear_unheard(self) -> int:
        """Hear once more what other versions could not hear; returns how many were heard."""
        return await hear_again(self._hear, self.version, self.speaker)

    async def _hear_or_try_again(self, event: Event) -> Answer | None:
        """A database that stumbled works the next time; a defect of ours fails again."""
        try:
            return await self._hear(event)
        except (NotAllowed, Unreadable):
            raise
        except Exception:
            return await self._hear(event)

    async def _hear(self, event: Event) -> Answer | None:
        async with self.speaker.store.begin() as work:
            if not await work.first_time(event.key, event.at):
                return None
            answer = await self._take_in(event, work)
        self.heard()
        return answer

    async def _take_in(self, event: Event, work: Work) -> Answer | None:
        context = self._context()
        match event:
            case MessagePosted() | MessageEdited() if is_blank(event.text):
                return None
            case MessagePosted():
                return await hear_message(event, work, context)
            case MessageEdited():
                await hear_edit(event, work, context)
            case MessageDeleted():
                await hear_deletion(event, work, context)
            case CommandGiven():
                return await hear_command(event, work, context)
            case PersonLeft():
                await hear_leaving(event, work, context)
            case _:
                assert_never(event)
        return None

    async def form(self, word: str, about: str, by: Profile, on: Source | None = None) -> Form | Answer:
        """See `bot.ports.Ears`."""
        try:
            return await self._form_in_time(word, about, by, on)
        except (NotAllowed, Unreadable) as no:
            return _no(by, str(no))

    async def _form_in_time(self, word: str, about: str, by: Profile, on: Source | None) -> Form:
        try:
            async with asyncio.timeout(_FORM), self.speaker.store.begin(alone=False) as work:
                return await form_for(word, about, by, on, work, self._context())
        except (TimeoutError, StoreAway):
            return empty_form(word, about, by)

    async def connected(self, platform: str, *, anew: bool) -> None:
        """See `bot.ports.Ears`. Raises what a platform that cannot be asked raises; the next time asks for all."""
        if anew:
            await catch_up(platform, self.hear, self.speaker)
            self.joined(platform)
        else:
            await ask_again(platform, self.hear, self.speaker)
        await note_heard(platform, self.speaker)

    async def introduces(self, platform: str) -> timedelta:
        """See `bot.ports.Ears`."""
        return await introduce(platform, self.speaker)

    async def speak(self) -> Spoken:
        """Say what is due and may be said now."""
        began = perf_counter()
        try:
            return await speak(self.speaker)
        finally:
            self.spoke(perf_counter() - began)

    async def sweep(self) -> int:
        """Take back what stands twice, and try again to open what could not be; returns how many were taken back."""
        await open_again(self.speaker)
        return await sweep(self.speaker)

    async def upcoming(self) -> Sequence[Delivery]:
        """What is still to go out, in the order it falls due."""
        async with self.speaker.store.begin(alone=False) as work:
            return await work.outbox.upcoming(_UPCOMING)

    async def decided(self) -> Sequence[Delivery]:
        """What went out lately and what did not, with the reason; the latest due first."""
        async with self.speaker.store.begin(alone=False) as work:
            return await work.outbox.decided(_DECIDED)

    async def names(self, customer_ids: Iterable[str]) -> Mapping[str, str]:
        """How these customers are called, by id."""
        async with self.speaker.store.begin(alone=False) as work:
            return await work.people.names(customer_ids)

    async def next_due(self) -> datetime | None:
        """When the next thing falls due that is not due yet; the movable time."""
        async with self.speaker.store.begin(alone=False, lasting=False) as work:
            return await work.outbox.next_due(self.speaker.clock.now())

    async def standing(self) -> Standing:
        """How everything that is written down stands."""
        now, real = self.speaker.clock.now(), self.speaker.clock.real()
        async with self.speaker.store.begin(alone=False, lasting=False) as work:
            backlog = await work.outbox.backlog(now, real - 2 * self.speaker.lease)
            return Standing(now=now, backlog=backlog, unheard=await work.unheard.count())

    async def beat(self, name: str) -> None:
        """Note that this part of the program is alive."""
        async with self.speaker.store.begin(alone=False) as work:
            await work.beat(name, self.speaker.clock.real())

    def _context(self) -> Context:
        return Context(self.speaker.clock.now(), self.speaker.settings, self.speaker.new_key)


def _polite_no(event: Event, why: str) -> Answer | None:
    """Why a command changed nothing, for whoever gave it."""
    return _no(event.by, why) if isinstance(event, CommandGiven) else None


def _no(by: Profile, why: str) -> Answer:
    """What matters stands in the lines: a platform cuts long titles."""
    if by.is_staff:
        first, *rest = sentences(why)
        return StaffWords(title=first, parts=(Line(" ".join(rest)),) if rest else (), refused=True)
    return CustomerWords(lines=(why,), why="Only you can see this.", refused=True)
