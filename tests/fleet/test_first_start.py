"""Two processes that start at once on nothing at all: the sandbox gets its people and its prologue once."""

import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.sandbox.stage import ANA
from bot.config import Database, Sandbox, Settings
from bot.wiring import sandbox
from tests.postgres import the_server
from tests.storage.databases import KINDS


@pytest.mark.parametrize("kind", KINDS)
async def test_the_prologue_is_played_once(kind: str, tmp_path: Path) -> None:
    url = await the_server().emptied_database() if kind == "postgresql" else ""
    database = Database(path=tmp_path / "unhurried.db", url=SecretStr(url))
    settings = Settings(database=database, sandbox=Sandbox(world=tmp_path / "sandbox.db", port=0))

    async def start() -> list[str]:
        async with sandbox(settings) as (play, _):
            return [seen.text for seen in await play.world.seen_by(ANA.person) if seen.author]

    one, two = await asyncio.gather(start(), start())
    assert one == two
    assert len(one) == len(set(one)) > 3
