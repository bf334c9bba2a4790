"""Hearing one message after the other, and the statements that this came to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from time import process_time
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.large import CHANNEL, CUSTOMERS, PLATFORM, SINCE, WORKSPACE
from bot.app import Bot
from bot.config import Settings
from bot.events import MessagePosted
from bot.flows.speaker import Speaker
from bot.model.people import Profile, Role
from bot.model.places import Person, Place
from storage.store import SqlStore

A_ROUND = 400  # messages
_WORDS = (
    "Hello, the export stops halfway again. Can you help me?",  # opens a conversation
    "It is the one with the invoices of last month.",
    "And now it says that the key has expired!",
    "I tried it again with a smaller file, the same.",
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What the driver was asked: once, or once for each of many."""

    sql: str
    parameters: Any
    many: bool


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


def hearing_on(engine: AsyncEngine) -> Hearing:
    """In the large database there."""
    keys = count()
    store = SqlStore(engine, WORKSPACE)
    speaker = Speaker("bench", store, {}, _Clock(), Settings(), lambda: f"new{next(keys)}")
    hearing = Hearing(Bot(speaker, heard=lambda: None), _events())

    def executed(_c: object, _cursor: object, sql: str, parameters: Any, _context: object, many: bool) -> None:
        hearing.statements[-1].append(Statement(sql, parameters, many))

    event.listen(engine.sync_engine, "after_cursor_execute", executed)
    return hearing


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
