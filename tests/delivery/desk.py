"""A desk with one resolved matter and whatever a test wants said about it; real time is in the test's hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import cast

from pydantic import SecretStr

from adapters.sandbox import PLATFORM
from adapters.sandbox.chat import SandboxChat
from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.stage import ANA, HELP, MIA
from adapters.sandbox.world import Channel, Seen, World
from bot.config import Settings
from bot.flows.deliver import speak
from bot.flows.speaker import Speaker
from bot.model.conversations import Conversation
from bot.model.deliveries import Delivery, Limits
from bot.model.people import Profile
from bot.ports import Chat, Store
from storage.database import Where, database_at
from storage.migrate import migrate
from storage.store import SqlStore
from tests.delivery.builders import MATTER, MIA_AS_CUSTOMER, SANDBOX, START, matter, root

LIMITS = Limits(
    pace=timedelta(),
    patience=timedelta(seconds=10),
    settle=timedelta(seconds=30),
    second_look=timedelta(),
)
HASTY = replace(LIMITS, patience=timedelta(milliseconds=200))
"""For platforms that never answer; the time out is real."""
SECOND, LEASE = timedelta(seconds=1), timedelta(seconds=120)
WORKSPACE, ADDRESS = "ours", "postgres.url"


class HandClock(SandboxClock):
    """The sandbox's clock, whose real time passes only by hand."""

    def __init__(self, world: World, at: datetime) -> None:
        super().__init__(world)
        self.at = at

    def real(self) -> datetime:
        return self.at

    def passes(self, by: timedelta) -> None:
        self.at += by


@dataclass
class Desk:
    """A world, a database, and speakers for both."""

    world: World
    store: Store
    clock: HandClock

    def chat(self, limits: Limits = LIMITS) -> SandboxChat:
        return SandboxChat(self.world, self.clock, limits)

    def speaker(self, name: str = "one", *, chat: object = None, store: object = None) -> Speaker:
        """A process of its own; its chat and its store may be in something's hands."""
        keys = count()
        return Speaker(
            name,
            cast(Store, store or self.store),
            {PLATFORM: cast(Chat, chat or self.chat())},
            self.clock,
            Settings(workspace=WORKSPACE),
            lambda: f"{name}-{next(keys)}",
        )

    async def speaks(self, times: int = 1, limits: Limits = LIMITS) -> None:
        """Speak so often, with time in between for every lease, pause and settling to be over."""
        for _ in range(times):
            await speak(self.speaker(chat=self.chat(limits)))
            self.clock.passes(LEASE)

    async def plan(self, *deliveries: Delivery) -> None:
        async with self.store.begin() as work:
            await work.outbox.plan(deliveries)

    async def row(self, key: str) -> Delivery:
        async with self.store.begin() as work:
            found = await work.outbox.get(key)
        assert found is not None
        return found

    async def matter(self) -> Conversation:
        async with self.store.begin() as work:
            found = await work.conversations.get(MATTER)
        assert found is not None
        return found

    async def change_matter(self, **changes: object) -> None:
        changed = replace(await self.matter(), **changes)  # type: ignore[arg-type]
        async with self.store.begin() as work:
            await work.conversations.save(changed)

    async def root_changes(self) -> None:
        async with self.store.begin() as work:
            await work.outbox.again(root().occasion, self.clock.now())

    async def stands(self, key: str) -> list[Seen]:
        """The messages with this key that stand in the world: Ana reads everything a test writes."""
        return [seen for seen in await self.world.seen_by(ANA.person) if seen.key == key]

    async def count(self, key: str) -> int:
        return len(await self.stands(key))

    async def read_by_ana(self) -> str:
        return "\n".join(str(seen.words) for seen in await self.world.seen_by(ANA.person))


@asynccontextmanager
async def opened(folder: Path, at: datetime = START) -> AsyncIterator[Desk]:
    """The desk kept in this folder."""
    world = await World.open(folder / "world.db")
    try:
        async with opened_store(folder) as store:
            yield Desk(world, store, HandClock(world, at))
    finally:
        world.close()


@asynccontextmanager
async def opened_store(folder: Path) -> AsyncIterator[SqlStore]:
    """What is written down in this folder."""
    database = database_at(where(folder))
    store = SqlStore(database.connections(), WORKSPACE)
    try:
        yield store
    finally:
        await store.close()


def where(folder: Path) -> Where:
    """The desk's database: in PostgreSQL when its address is kept in the folder, else in a file beside it."""
    address = folder / ADDRESS
    return SecretStr(address.read_text("utf-8")) if address.exists() else folder / "unhurried.db"


async def migrated(folder: Path) -> None:
    """Make the database of a desk in this folder, with nothing in it."""
    await migrate(where(folder))


async def make(folder: Path) -> None:
    """Make a desk in this folder: people, rooms and the matter, and nothing to say yet."""
    await migrated(folder)
    async with opened(folder) as desk:
        for profile in (ANA, MIA):
            await desk.world.seat(profile)
        await desk.world.build(Channel("help", "help", staff_only=False))
        await desk.world.build(Channel("backstage", "backstage", staff_only=True))
        asked = await desk.world.say(MIA.person, HELP, "The export is empty", START)
        at = replace(SANDBOX, asked=replace(HELP, thread_id=asked))
        await note(desk.store, matter(at), ANA, MIA)


async def note(store: Store, matter: Conversation, *people: Profile) -> None:
    """Write the matter down, and whom it concerns."""
    async with store.begin() as work:
        await work.people.save(MIA_AS_CUSTOMER)
        for profile in people:
            await work.people.remember(profile)
        await work.conversations.save(matter)
