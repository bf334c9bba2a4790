"""PostgreSQL goes away and comes back: hearing and speaking pause, nothing is lost, nothing is said twice."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, HELP, MIA
from bot.config import Database, Delivering, Sandbox, Settings
from bot.errors import StoreAway
from bot.listener import Listener
from bot.model.people import Profile
from bot.model.places import Person
from bot.ticker import Ticker
from bot.wiring import sandbox
from tests.conftest import begin
from tests.fleet.waiting import until
from tests.postgres import PostgresServer, new_server

PASSWORD = "hush-hush"


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """One that this test may stop."""
    server = new_server()
    yield server
    server.remove()


@pytest.fixture
def settings(server: PostgresServer, tmp_path: Path) -> Settings:
    return Settings(
        database=Database(url=SecretStr(server.url(user=f"postgres:{PASSWORD}"))),
        sandbox=Sandbox(world=tmp_path / "sandbox.db", port=0),
        delivering=Delivering(lease=4, poll=0.2),
    )


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Play]:
    """The bot as `run` runs it, without its page."""
    async with sandbox(settings) as (play, wake):
        bot = play.core.bot
        tasks = [
            asyncio.create_task(Listener(play.chat, play.core, bot.speaker).run()),
            asyncio.create_task(Ticker(bot, play.clock, bot.speaker.lease / 20, wake).run()),
        ]
        try:
            yield play
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)


async def asks(play: Play, number: int) -> None:
    """Somebody new asks something."""
    who = Profile(Person(MIA.person.platform, f"asker-{number}"), f"Asker {number}", MIA.role, MIA.zone, MIA.locale)
    await play.world.seat(who)
    await play.world.say(who.person, HELP, f"How do I export number {number}?", play.clock.now())


async def standing(play: Play) -> Counter[str]:
    """How often each of the bot's messages stands backstage, by its key."""
    return Counter(seen.key for seen in await play.world.seen_by(ANA.person) if seen.key)


@pytest.mark.timeout(180)
async def test_the_bot_goes_on_by_itself_and_nothing_is_lost_or_said_twice(
    settings: Settings, server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await begin(settings)
    async with running(settings) as play:

        async def whispered(number: int) -> bool:
            return len(await standing(play)) >= number

        await asks(play, 0)
        await until(lambda: whispered(1))
        for outage in range(3):
            for number in range(3):
                await asks(play, 10 * outage + number + 1)
            await asyncio.to_thread(server.stop)  # in the midst of hearing and saying these
            await asks(play, 10 * outage + 9)
            with pytest.raises(StoreAway):
                await play.core.bot.speak()
            assert await play.world.unheard(1)
            await asyncio.to_thread(server.start)
            await until(lambda heard=4 * outage + 5: whispered(heard))  # type: ignore[misc]

        async def nothing_is_due() -> bool:
            return all(each.due_at > play.clock.now() for each in await play.core.bot.upcoming())

        await until(nothing_is_due)
        assert Counter((await standing(play)).values()) == {1: 13}
    assert "StoreAway" in caplog.text
    assert PASSWORD not in caplog.text


async def test_what_is_heard_while_it_is_away_is_not_acknowledged(settings: Settings, server: PostgresServer) -> None:
    await begin(settings)
    async with sandbox(settings) as (play, _):
        await asks(play, 1)
        server.stop()
        with pytest.raises(StoreAway, match=r"The database cannot be used now"):
            await play.chat.catch_up(play.core)
        server.start()
        assert await play.chat.catch_up(play.core) == 1
        await play.core.bot.speak()
        assert len(await standing(play)) == 1


async def test_it_is_not_taken_for_a_defect_when_it_comes_back_at_once(settings: Settings) -> None:
    await begin(settings)
    async with sandbox(settings) as (play, _):
        bot = play.core.bot
        store = bot.speaker.store
        gone = [StoreAway("gone"), StoreAway("gone")]

        class Stumbling:
            def begin(self, *, alone: bool = True) -> object:
                if gone:
                    raise gone.pop()
                return store.begin(alone=alone)

        stumbling = replace(bot, speaker=replace(bot.speaker, store=Stumbling()))  # type: ignore[arg-type]
        await asks(play, 1)
        with pytest.raises(StoreAway):
            await play.chat.catch_up(replace(play.core, bot=stumbling))
        async with store.begin() as work:
            assert await work.unheard.count() == 0
        assert await play.chat.catch_up(play.core) == 1
