"""What every store must do with what agents say about their time."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.places import Person
from bot.model.presence import Presence, Shift
from bot.ports import Store
from tests.contract.stores import AMINA, HOUR, JONAS, NOW, STORES, opened

KIM = Person("slack", "kim")
MONDAY = Shift(0, 9 * 60, 17 * 60)


@pytest.fixture(params=STORES)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(request.param, tmp_path) as store:
        yield store


async def test_what_was_said_last_counts(store: Store) -> None:
    said = Presence(person=JONAS, hours=(MONDAY,), away_until=NOW, stand_in=KIM)
    later = replace(said, away_until=None, stand_in=None)
    for each in (said, later):
        async with store.begin() as work:
            await work.presences.save(each)
            assert await work.presences.of([JONAS]) == {JONAS: each}


async def test_those_who_stand_in_are_found_with_those_asked_for_and_nobody_else(store: Store) -> None:
    jonas = Presence(person=JONAS, away_until=NOW + HOUR, stand_in=KIM)
    kim, amina = Presence(person=KIM, hours=(MONDAY,)), Presence(person=AMINA)
    async with store.begin() as work:
        for each in (jonas, kim, amina):
            await work.presences.save(each)
        assert await work.presences.of([JONAS]) == {JONAS: jonas, KIM: kim}
        assert await work.presences.of([KIM, AMINA]) == {KIM: kim, AMINA: amina}


async def test_of_who_said_nothing_and_of_nobody_there_is_nothing(store: Store) -> None:
    async with store.begin() as work:
        await work.presences.save(Presence(person=KIM))
        assert await work.presences.of([JONAS]) == {}
        assert await work.presences.of([]) == {}
