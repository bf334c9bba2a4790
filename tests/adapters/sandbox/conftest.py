"""A small desk in the sandbox: one agent, one customer, a front desk and a backstage."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.sandbox.world import Channel, World
from tests.adapters.sandbox.desk import AMINA, JONAS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "world.db"


@pytest.fixture
async def world(path: Path) -> AsyncIterator[World]:
    world = await World.open(path)
    for profile in (AMINA, JONAS):
        await world.seat(profile)
    await world.build(Channel("help", "Help", staff_only=False))
    await world.build(Channel("backstage", "Backstage", staff_only=True))
    yield world
    world.close()
