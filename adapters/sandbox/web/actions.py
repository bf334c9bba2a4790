"""What people do on the page: say something, press a button, fill in a form, let time pass."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.web.asks import Delete, Door, Edit, Give, MoveClock, OpenForm, Say, Seat, Somewhere, Typed
from adapters.sandbox.web.guard import Declined
from adapters.sandbox.web.parts import Json, form_json, words_json
from adapters.sandbox.web.seating import newcomer
from adapters.sandbox.web.state import zone_of
from adapters.sandbox.web.typed import known, typed_command
from adapters.sandbox.world import Channel, World
from bot.config import FrontDesk
from bot.messages import Form
from bot.model.deliveries import Delivery
from bot.model.people import Profile
from bot.model.places import Place, dm
from bot.ports import Ears

_FARTHEST = timedelta(days=366)


class Core(Ears, Protocol):
    """What the page needs from the bot."""

    @property
    def desks(self) -> Sequence[FrontDesk]:
        """The front desks of the sandbox, each with its backstage."""

    async def upcoming(self) -> Sequence[Delivery]:
        """What is planned and not sent yet, in the order it falls due."""

    async def decided(self) -> Sequence[Delivery]:
        """What went out lately and what did not; the latest due first."""

    async def names(self, customer_ids: Iterable[str]) -> Mapping[str, str]:
        """How these customers are called, by id."""

    async def move_clock(self, to: datetime) -> None:
        """Let time pass until then, and deliver everything that falls due on the way."""

    async def next_due(self) -> datetime | None:
        """The earliest time at which something planned falls due."""


class Actions:
    """One method for each thing the page may ask for; each raises `Declined` with a sentence."""

    def __init__(self, world: World, clock: SandboxClock, core: Core) -> None:
        self._world, self._clock, self._core = world, clock, core
        self._moving = asyncio.Lock()

    async def say(self, ask: Say) -> Json:
        """Say something."""
        by, place = await self._where(ask)
        return {"message": await self._world.say(by.person, place, ask.text, self._clock.now())}

    async def edit(self, ask: Edit) -> Json:
        """Change what was said."""
        by, place = await self._where(ask)
        await self._world.edit(by.person, place, ask.message, ask.text, self._clock.now())
        return {}

    async def delete(self, ask: Delete) -> Json:
        """Take back what was said."""
        by, place = await self._where(ask)
        await self._world.delete(by.person, place, ask.message, self._clock.now())
        return {}

    async def give(self, ask: Give) -> Json:
        """Use a command; what it answers is shown like everything else."""
        by, place = await self._where(ask)
        word = known(ask.word).word
        await self._world.give(
            by.person,
            place,
            word,
            at=self._clock.now(),
            about=ask.about,
            choice=ask.choice,
            message_id=ask.message,
            fields=ask.fields,
        )
        return {}

    async def typed(self, ask: Typed) -> Json:
        """Use a command by typing it; one that needs more than was typed opens its form on the page."""
        by, place = await self._where(ask)
        command, rest = typed_command(ask.text, by)
        if command.fields and not (command.rest and rest):
            return {"form": command.word}
        fields = {command.rest: rest} if rest else {}
        await self._world.give(by.person, place, command.word, at=self._clock.now(), fields=fields)
        return {}

    async def form(self, ask: OpenForm) -> Json:
        """The form of a command, or the answer given in its place."""
        by = await self.person(ask.by)
        form = await self._core.form(known(ask.word).word, ask.about, by)
        return {"form": form_json(form)} if isinstance(form, Form) else {"answer": words_json(form)}

    async def seat(self, ask: Seat) -> Json:
        """Give somebody new a seat."""
        profile = await self._world.welcome(partial(newcomer, ask))
        return {"person": profile.person.user_id}

    async def door(self, ask: Door) -> Json:
        """Let a customer into a staff room, or see them out: to watch what the bot still whispers there."""
        who, channel = await self.person(ask.who), await self._channel(ask.channel)
        if channel is None:
            raise Declined(f"There is no place called “{ask.channel}” here.")
        if who.is_staff:
            raise Declined(f"{who.name} belongs to the team and can read #{channel.title} anyway.")
        if not channel.staff_only and not channel.strangers:
            raise Declined(f"Everybody can read #{channel.title}.")
        change = self._world.admit if ask.inside else self._world.see_out
        await change(channel.channel_id, who.person)
        return {}

    async def clock(self, ask: MoveClock) -> Json:
        """Let time pass."""
        if self._moving.locked():
            raise Declined("The clock is moving already.")
        async with self._moving:
            to = await self._later(ask)
            await self._core.move_clock(to)
            return {"clock": self._clock.now().isoformat()}

    async def _later(self, ask: MoveClock) -> datetime:
        now = self._clock.now()
        match ask.move:
            case "hour":
                return now + timedelta(hours=1)
            case "morning":
                return next_morning(now, zone_of(await self.person(ask.customer)))
            case "next":
                if due := await self._core.next_due():
                    return max(due, now)
                raise Declined("Nothing is planned.")
            case "to":
                if ask.to and now <= ask.to <= now + _FARTHEST:
                    return ask.to
                raise Declined("to: the clock goes forward only, by a year at most.")

    async def person(self, user_id: str) -> Profile:
        """Whoever this is; raises `Declined` when it is nobody."""
        for profile in await self._world.people():
            if profile.person.user_id == user_id:
                return profile
        raise Declined(f"There is nobody called “{user_id}” here.")

    async def _where(self, ask: Somewhere) -> tuple[Profile, Place]:
        by = await self.person(ask.by)
        place = Place(by.person.platform, ask.channel, ask.thread or None)
        if place.channel == dm(by.person):
            return by, place
        channel = await self._channel(ask.channel)
        if channel is None or not channel.is_open_to(by):
            raise Declined(f"There is no place called “{ask.channel}” for {by.name}.")
        return by, place

    async def _channel(self, channel_id: str) -> Channel | None:
        channels = await self._world.channels()
        return next((channel for channel in channels if channel.channel_id == channel_id), None)


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """The next time it is 9:00 there."""
    local = now.astimezone(zone)
    nine = local.replace(hour=9, minute=0, second=0, microsecond=0)
    return (nine if nine > local else nine + timedelta(days=1)).astimezone(now.tzinfo)
