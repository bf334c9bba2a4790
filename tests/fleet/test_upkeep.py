"""Whoever was away, or could not hear something, asks for what was said; whoever heard all only notes so."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest

from bot import upkeep as upkeep_module
from bot.events import Event
from bot.messages import Answer, Form, Source, StaffWords
from bot.model.people import Profile
from bot.upkeep import Upkeep


class Noting:
    """Ears that note how they were told; the first so many times they fail."""

    def __init__(self, fails: int = 0) -> None:
        self.told: list[bool] = []
        self._fails, self._news = fails, asyncio.Event()

    async def hear(self, event: Event) -> Answer | None:
        return None

    async def form(self, word: str, about: str, by: Profile, on: Source | None = None) -> Form | Answer:
        return StaffWords(title=word)

    async def connected(self, platform: str, *, anew: bool) -> None:
        self.told.append(anew)
        self._news.set()
        if self._fails:
            self._fails -= 1
            raise RuntimeError("not now")

    async def introduces(self, platform: str) -> timedelta:
        return timedelta(0)

    async def until(self, count: int) -> list[bool]:
        async with asyncio.timeout(5):
            while len(self.told) < count:
                self._news.clear()
                await self._news.wait()
        return self.told[:count]


async def told(ears: Noting, count: int, upkeep: Upkeep) -> list[bool]:
    task = asyncio.create_task(upkeep.run())
    try:
        return await ears.until(count)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_after_connecting_what_was_said_is_asked_for_and_then_only_noted() -> None:
    ears = Noting()
    upkeep = Upkeep("slack", ears, every=0.01)
    upkeep.connected()
    assert await told(ears, 3, upkeep) == [True, False, False]


async def test_while_nothing_is_connected_nothing_is_noted() -> None:
    ears = Noting()
    upkeep = Upkeep("slack", ears, every=0.01)
    upkeep.connected()
    await told(ears, 1, upkeep)
    upkeep.lost()
    ears.told.clear()
    task = asyncio.create_task(upkeep.run())
    await asyncio.sleep(0.05)
    assert ears.told == []
    upkeep.connected()
    assert await ears.until(1) == [True]
    task.cancel()


async def test_what_could_not_be_heard_or_asked_for_is_asked_for_again() -> None:
    ears = Noting(fails=2)
    upkeep = Upkeep("slack", ears, every=0.01)
    upkeep.connected()
    assert await told(ears, 4, upkeep) == [True, True, True, False]
    upkeep.missed()
    ears.told.clear()
    assert await told(ears, 1, upkeep) == [True]


async def test_each_time_it_fails_it_is_asked_less_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep_module, "SOON", 0.01)
    upkeep = Upkeep("slack", ears := Noting(fails=4))
    upkeep.connected()
    began = asyncio.get_running_loop().time()
    await told(ears, 5, upkeep)
    assert asyncio.get_running_loop().time() - began > 0.02 + 0.04 + 0.08 + 0.15
