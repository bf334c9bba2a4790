"""What a sandbox looks like when it is opened: its people once, its rooms as they are configured."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.sandbox.stage import ANA, BEN, MIA, TOM, set_stage
from adapters.sandbox.world import Channel, World
from bot.config import FrontDesk
from tests.adapters.sandbox.desk import AMINA, JONAS

FIRST = FrontDesk(platform="sandbox", channel="help", backstage="backstage")
SECOND = FrontDesk(platform="sandbox", channel="billing", backstage="ledger")
ELSEWHERE = FrontDesk(platform="slack", channel="C1", backstage="C2")


@pytest.fixture
async def empty(path: Path) -> AsyncIterator[World]:
    world = await World.open(path)
    yield world
    world.close()


async def test_a_new_sandbox_has_its_people_and_the_rooms_of_its_front_desks(empty: World) -> None:
    assert await set_stage(empty, [FIRST, ELSEWHERE])
    assert list(await empty.people()) == [MIA, TOM, ANA, BEN]
    rooms = [Channel("help", "help", staff_only=False), Channel("backstage", "backstage", staff_only=True)]
    assert list(await empty.channels()) == rooms


async def test_a_front_desk_configured_later_is_built_and_nobody_is_seated_again(world: World) -> None:
    assert not await set_stage(world, [FIRST, SECOND])
    assert list(await world.people()) == [AMINA, JONAS]
    assert [channel.channel_id for channel in await world.channels()] == ["help", "backstage", "billing", "ledger"]
