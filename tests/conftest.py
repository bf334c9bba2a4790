"""Fixtures every folder may use."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import set_stage
from adapters.sandbox.world import World
from bot.config import Database, Sandbox, Settings
from bot.wiring import sandbox
from storage.sqlite_driver import SETTINGS
from tests.postgres import until_the_end
from tests.sqlite import with_tables

hypothesis.settings.register_profile("not a stopwatch", deadline=None)  # speed is measured in bench, never here
hypothesis.settings.load_profile("not a stopwatch")

MONDAY_MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""Ten in the morning in Berlin: where every play begins."""


@pytest.fixture(scope="session", autouse=True)
def postgres_is_gone_at_the_end() -> Iterator[None]:
    """The server that tests started, if one did."""
    yield from until_the_end()


@pytest.fixture(scope="session", autouse=True)
def no_power_fails() -> Iterator[None]:
    """Nobody waits for the disk: what a killed process committed is there all the same."""
    at_once = ("synchronous=OFF", *(setting for setting in SETTINGS if "synchronous" not in setting))
    with pytest.MonkeyPatch.context() as patch:
        for module in ("storage.sqlite_driver", "storage.sqlite"):
            patch.setattr(f"{module}.SETTINGS", at_once)
        patch.setattr("adapters.sandbox.world.file.SETTINGS", ("synchronous = OFF", "journal_mode = WAL"))
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The defaults, with all files in a folder of their own."""
    return Settings(
        database=Database(path=with_tables(tmp_path / "unhurried.db")),
        sandbox=Sandbox(world=tmp_path / "sandbox.db", port=0),
    )


@pytest.fixture
async def play(settings: Settings) -> AsyncIterator[Play]:
    """A sandbox in which nothing has happened yet, on a Monday morning."""
    await begin(settings)
    async with sandbox(settings) as (play, _):
        yield play


async def begin(settings: Settings) -> None:
    """Seat the people and set the clock, without a prologue."""
    world = await World.open(settings.sandbox.world)
    await set_stage(world, settings.front_desks)
    await world.set_shift(MONDAY_MORNING - datetime.now(UTC))
    world.close()
