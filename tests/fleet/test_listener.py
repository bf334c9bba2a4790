"""Who hears: one at a time, another one when it is gone, and nobody who cannot know that it is their turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.sandbox.clock import machine_time
from bot.config import Delivering, Settings
from bot.errors import StoreAway
from bot.flows.speaker import Speaker
from bot.listener import Listener
from bot.ports import Chat, Ears, Store
from storage.store import SqlStore
from tests.fleet.waiting import until
from tests.sqlite import with_tables

SECOND = timedelta(seconds=1)


class Radio:
    """A chat that only notes who listens."""

    platform = "radio"

    def __init__(self) -> None:
        self.listeners = 0
        self.most = 0

    async def listen(self, ears: object) -> None:
        self.listeners += 1
        self.most = max(self.most, self.listeners)
        try:
            await asyncio.Event().wait()
        finally:
            self.listeners -= 1


class Clock:
    def now(self) -> object:
        raise NotImplementedError

    real = staticmethod(machine_time)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    store = await SqlStore.open(with_tables(tmp_path / "unhurried.db"), "ours")
    yield store
    await store.close()


@asynccontextmanager
async def listening(name: str, store: Store, radio: Radio, lease: float = 0.6) -> AsyncIterator[Listener]:
    """A process that hears, or stands by."""
    speaker = Speaker(
        name,
        store,
        {},
        Clock(),  # type: ignore[arg-type]
        Settings(delivering=Delivering(lease=lease)),
        lambda: "key",
    )
    chat: Chat = radio  # type: ignore[assignment]
    ears: Ears = object()  # type: ignore[assignment]
    listener = Listener(chat, ears, speaker)
    task = asyncio.create_task(listener.run())
    try:
        yield listener
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_one_hears_and_the_other_when_it_stopped(store: SqlStore) -> None:
    radio = Radio()
    async with listening("two", store, radio) as two:
        await until(lambda: hears(two))
        async with listening("one", store, radio, lease=30) as one:
            await asyncio.sleep(0)
            assert (one.is_hearing, two.is_hearing) == (False, True)
    async with listening("three", store, radio) as three:
        await until(lambda: hears(three))
    assert (radio.listeners, radio.most) == (0, 1)


async def test_one_that_fell_silent_is_replaced_when_its_time_is_over(store: SqlStore) -> None:
    radio = Radio()
    now = machine_time()
    async with store.begin() as work:
        assert await work.hold("hear radio", "dead", now, now + 0.6 * SECOND) is None
    async with listening("one", store, radio) as one:
        await until(lambda: hears(one))
        assert machine_time() > now + 0.6 * SECOND


async def test_one_that_cannot_ask_any_more_stops_when_its_time_is_over(store: SqlStore) -> None:
    radio, cut = Radio(), asyncio.Event()

    class Cut:
        def begin(self, *, alone: bool = True) -> object:
            if cut.is_set():
                raise StoreAway("gone")
            return store.begin(alone=alone)

    async with listening("one", Cut(), radio) as one:  # type: ignore[arg-type]
        await until(lambda: hears(one))
        cut.set()
        await until(lambda: hears(one, not_any_more=True))
        await until(lambda: silent(radio))
        cut.clear()
        await until(lambda: hears(one))


async def test_a_database_that_does_not_answer_is_said_with_what_to_do(caplog: pytest.LogCaptureFixture) -> None:
    class Hung:
        @asynccontextmanager
        async def begin(self, *, alone: bool = True) -> AsyncIterator[object]:
            await asyncio.Event().wait()
            yield None

    async def said() -> bool:
        return "See whether another program keeps it locked" in caplog.text

    async with listening("one", Hung(), Radio(), lease=0.1):  # type: ignore[arg-type]
        await until(said)


async def silent(radio: Radio) -> bool:
    return radio.listeners == 0


async def hears(listener: Listener, *, not_any_more: bool = False) -> bool:
    return listener.is_hearing is not not_any_more


class Broken(Radio):
    """A chat whose first try at listening ends in a defect."""

    async def listen(self, ears: object) -> None:
        self.most += 1
        if self.most == 1:
            raise ZeroDivisionError
        await asyncio.Event().wait()


async def test_a_defect_in_listening_ends_nothing_and_it_is_tried_again(store: SqlStore) -> None:
    radio = Broken()
    async with listening("one", store, radio):
        await until(lambda: tried_twice(radio))


async def tried_twice(radio: Radio) -> bool:
    return radio.most == 2
