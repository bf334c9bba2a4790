"""A chat platform with people in it, as the contract sees it; and the sandbox as one."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from adapters.sandbox.chat import SandboxChat
from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.faults import Fault
from adapters.sandbox.world import Channel, Seen, World
from bot.messages import CustomerWords, Fact, Line, Part, Quote
from bot.model.people import Profile, Role
from bot.model.places import Person, Place
from bot.ports import Chat


class Trouble(StrEnum):
    """How a call can go wrong on every platform."""

    BUSY = "busy"
    REFUSED = "refused"
    DROPPED = "dropped"
    STORED_THEN_DROPPED = "stored then dropped"
    HANG = "hang"
    STORED_THEN_HANG = "stored then hang"


class ChatWorld(Protocol):
    """A platform as its people know it, and the bot's way into it.

    It has a front desk that everybody reads and a backstage for staff only; nobody knows the stranger.
    """

    agent: Person
    colleague: Person
    customer: Person
    other_customer: Person
    stranger: Person
    front_desk: Place
    backstage: Place
    nowhere: Place

    @property
    def chat(self) -> Chat:
        """What is tested."""

    async def says(self, by: Person, place: Place, text: str) -> str:
        """Somebody says something; returns the message's id."""

    async def edits(self, by: Person, place: Place, message_id: str, text: str) -> None:
        """Somebody changes what they said."""

    async def takes_back(self, by: Person, place: Place, message_id: str) -> None:
        """Somebody deletes what they said."""

    async def begins_thread(self, by: Person, text: str) -> Place:
        """Somebody says something at the front desk; returns the thread below it."""

    async def gives(self, by: Person, place: Place, word: str) -> None:
        """Somebody uses a command."""

    async def lets_in(self, person: Person) -> None:
        """A person joins the backstage channel."""

    async def seen_by(self, person: Person) -> Sequence[str]:
        """The text of every message this person can read, as it appears to them, oldest first."""

    async def goes_wrong(self, trouble: Trouble) -> None:
        """The bot's next call meets this."""


class SandboxWorld:
    """The sandbox needs no stand-in: its world is the platform."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._clock = SandboxClock(world)
        self.chat = SandboxChat(world, self._clock)
        self.agent, self.colleague = Person("sandbox", "jonas"), Person("sandbox", "mira")
        self.customer, self.other_customer = Person("sandbox", "amina"), Person("sandbox", "bo")
        self.stranger = Person("sandbox", "stranger")
        self.front_desk, self.backstage = Place("sandbox", "help"), Place("sandbox", "backstage")
        self.nowhere = Place("sandbox", "nowhere")

    async def settle_in(self) -> None:
        """Everybody takes a seat; the stranger has none."""
        for person in (self.agent, self.colleague):
            await self._world.seat(Profile(person, person.user_id.capitalize(), Role.STAFF, "Europe/Berlin"))
        for person in (self.customer, self.other_customer):
            await self._world.seat(Profile(person, person.user_id.capitalize(), Role.CUSTOMER))
        await self._world.build(Channel("help", "Help", staff_only=False))
        await self._world.build(Channel("backstage", "Backstage", staff_only=True))

    async def says(self, by: Person, place: Place, text: str) -> str:
        return await self._world.say(by, place, text, self._clock.now())

    async def edits(self, by: Person, place: Place, message_id: str, text: str) -> None:
        await self._world.edit(by, place, message_id, text, self._clock.now())

    async def takes_back(self, by: Person, place: Place, message_id: str) -> None:
        await self._world.delete(by, place, message_id, self._clock.now())

    async def begins_thread(self, by: Person, text: str) -> Place:
        return Place("sandbox", "help", await self.says(by, self.front_desk, text))

    async def gives(self, by: Person, place: Place, word: str) -> None:
        await self._world.give(by, place, word, at=self._clock.now())

    async def lets_in(self, person: Person) -> None:
        await self._world.admit("backstage", person)

    async def seen_by(self, person: Person) -> Sequence[str]:
        return [_readable(seen) for seen in await self._world.seen_by(person)]

    async def goes_wrong(self, trouble: Trouble) -> None:
        await self._world.switch_fault(Fault(trouble), 1)


def _readable(seen: Seen) -> str:
    words = seen.words
    if words is None:
        return seen.text
    if isinstance(words, CustomerWords):
        return "\n".join((*words.lines, words.why))
    return "\n".join((words.title, *(_part(part) for part in words.parts)))


def _part(part: Part) -> str:
    match part:
        case Line(text):
            return text
        case Fact(label, text):
            return f"{label}: {text}"
        case Quote(by, text):
            return f"{by}: {text}"


@asynccontextmanager
async def sandbox(folder: Path) -> AsyncIterator[ChatWorld]:
    """A new sandbox in this folder."""
    world = await World.open(folder / "world.db")
    try:
        place = SandboxWorld(world)
        await place.settle_in()
        yield place
    finally:
        world.close()
