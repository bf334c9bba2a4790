"""Hearing one message after the other, and the statements that this came to."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from time import process_time
from typing import Any, TypeAlias
from unittest.mock import patch

from bench.large import CHANNEL, CUSTOMERS, PLATFORM, SINCE, WORKSPACE
from bot.app import Bot
from bot.config import Settings
from bot.events import MessagePosted
from bot.flows.speaker import Speaker
from bot.model.people import Profile, Role
from bot.model.places import Person, Place
from storage.database import Where, database_at
from storage.driver import Driver
from storage.postgres_connections import PostgresDriver
from storage.sqlite_driver import SqliteDriver
from storage.store import SqlStore

A_ROUND = 400  # messages
_WORDS = (
    "Hello, the export stops halfway again. Can you help me?",  # opens a conversation
    "It is the one with the invoices of last month.",
    "And now it says that the key has expired!",
    "I tried it again with a smaller file, the same.",
)


Statement: TypeAlias = tuple[str, Any]  # and its parameters
_Ask: TypeAlias = Callable[[Any, str, Any], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Hearing:
    """A bot that hears customers it knows, four messages each; `statements` has those of each of the last round."""

    bot: Bot
    events: Iterator[MessagePosted]
    statements: list[list[Statement]] = field(default_factory=list)

    async def cost(self) -> float:
        """Hear a round; milliseconds of CPU a message."""
        self.statements.clear()
        events = [next(self.events) for _ in range(A_ROUND)]
        began = process_time()
        for each in events:
            self.statements.append([])
            await self.bot.hear(each)
        return (process_time() - began) / A_ROUND * 1000


@asynccontextmanager
async def hearing_in(where: Where) -> AsyncIterator[Hearing]:
    """In the large database there."""
    keys = count()
    store = SqlStore(database_at(where).connections(), WORKSPACE)
    speaker = Speaker("bench", store, {}, _Clock(), Settings(), lambda: f"new{next(keys)}")
    hearing = Hearing(Bot(speaker), _events())

    with ExitStack() as recording:
        for kind in (SqliteDriver, PostgresDriver):
            for name in ("find", "change"):
                recording.enter_context(patch.object(kind, name, _recorded(getattr(kind, name), hearing)))
        yield hearing
    assert not (await hearing.bot.standing()).unheard
    await store.close()


def _recorded(ask: _Ask, hearing: Hearing) -> _Ask:
    async def recorded(driver: Driver, sql: str, parameters: Any = ()) -> Any:
        hearing.statements[-1].append((sql, parameters))
        return await ask(driver, sql, parameters)

    return recorded


class _Clock:
    def now(self) -> datetime:
        return SINCE + timedelta(hours=1)

    real = now


def _events() -> Iterator[MessagePosted]:
    for number in count():
        user = number // len(_WORDS) * 7919 % CUSTOMERS  # all over the database
        yield MessagePosted(
            key=f"bench{number}",
            at=SINCE + timedelta(milliseconds=number),
            place=Place(PLATFORM, CHANNEL),
            message_id=f"bench{number}",
            author=Profile(Person(PLATFORM, f"u{user}"), f"Customer {user}", Role.CUSTOMER, "Europe/Berlin", "en"),
            text=_WORDS[number % len(_WORDS)],
        )
