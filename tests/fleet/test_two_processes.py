"""Two processes on one database: both speak, one hears, and the other one hears when that one is killed."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from adapters.sandbox.stage import ANA, BACKSTAGE, HELP, MIA
from adapters.sandbox.world import World
from bot.model.people import Profile
from bot.model.places import Person
from storage.clock import machine_time
from tests.fleet.waiting import until
from tests.postgres import the_server

HEARS = "this process hears sandbox"
Start = Callable[[str], Awaitable[Process]]


@asynccontextmanager
async def processes(folder: Path, url: str) -> AsyncIterator[Start]:
    """Starts `run` as people do; whatever is left of it at the end is killed."""
    started: list[Process] = []
    settings = {
        "DATABASE__URL": url,
        "SANDBOX__WORLD": str(folder / "sandbox.db"),
        "SANDBOX__PORT": "0",
        "WATCH__PORT": "0",
        "DELIVERING__LEASE": "4",
        "DELIVERING__POLL": "0.2",
        "DELIVERING__BATCH": "1",
        "LOGS__LEVEL": "info",
    }

    async def start(name: str) -> Process:
        with (folder / name).open("w") as said:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                env=os.environ | {f"UNHURRIED_{key}": value for key, value in settings.items()},
                stdin=DEVNULL,
                stdout=said,
                stderr=said,
            )
        started.append(process)
        await until(lambda: said_by(folder / name, "The sandbox is open"))
        return process

    try:
        yield start
    finally:
        for process in started:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def said_by(output: Path, words: str) -> bool:
    return words in await asyncio.to_thread(output.read_text, "utf-8")


async def asks(world: World, number: int) -> None:
    """Somebody new asks something."""
    who = Profile(Person(MIA.person.platform, f"asker-{number}"), f"Asker {number}", MIA.role, MIA.zone, MIA.locale)
    await world.seat(who)
    await world.say(who.person, HELP, f"How do I export number {number}?", machine_time() + await world.shift())


async def roots(world: World) -> Counter[str]:
    """How often each root stands backstage, by its key."""
    return Counter(
        seen.key for seen in await world.seen_by(ANA.person) if seen.key and seen.place == BACKSTAGE and seen.words
    )


@pytest.mark.timeout(180)
async def test_both_speak_one_hears_and_the_other_takes_over_when_it_is_killed(tmp_path: Path) -> None:
    url = await the_server().bare_database()
    asked = 0
    async with processes(tmp_path, url) as start:
        one = await start("one")
        await until(lambda: said_by(tmp_path / "one", HEARS))
        await start("two")
        world = await World.open(tmp_path / "sandbox.db")
        before = len(await roots(world))

        async def all_are_whispered() -> bool:
            return len(await roots(world)) == before + asked

        async def both_have_spoken() -> bool:
            nonlocal asked
            asked += 1
            await asks(world, asked)
            database = await asyncpg.connect(url)
            speakers = "SELECT count(DISTINCT split_part(owner, '/', 1)) FROM delivery WHERE owner <> ''"
            owners = await database.fetchval(speakers)
            await database.close()
            return int(owners) == 2

        await until(both_have_spoken)
        await until(all_are_whispered)
        assert not await said_by(tmp_path / "two", HEARS)

        asked += 3
        for number in range(asked - 2, asked + 1):
            await asks(world, number)
        one.send_signal(signal.SIGKILL)
        await until(lambda: said_by(tmp_path / "two", HEARS))
        await until(all_are_whispered)
        assert set((await roots(world)).values()) == {1}
        assert not await world.unheard(1)
        world.close()


@pytest.mark.timeout(120)
async def test_one_that_is_stopped_lets_the_other_hear_at_once(tmp_path: Path) -> None:
    url = await the_server().bare_database()
    async with processes(tmp_path, url) as start:
        one = await start("one")
        await until(lambda: said_by(tmp_path / "one", HEARS))
        await start("two")
        database = await asyncpg.connect(url)
        owner = await database.fetchval("SELECT owner FROM lease WHERE name = 'hear sandbox'")
        one.send_signal(signal.SIGTERM)
        assert await one.wait() == 0
        assert not await database.fetchval("SELECT true FROM lease WHERE owner = $1", owner)
        await until(lambda: said_by(tmp_path / "two", HEARS))
        await database.close()
