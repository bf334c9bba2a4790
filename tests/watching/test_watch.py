"""The server: what it tells about a real store, and how it takes one that hangs."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from adapters.sandbox.play import Play
from adapters.sandbox.stage import HELP, MIA
from bot import config
from bot.app import Bot
from bot.config import Settings
from bot.errors import Misconfigured, StoreAway
from bot.model.deliveries import Kind, State
from bot.model.health import Standing
from bot.model.unheard import UnheardEvent
from bot.watch.meters import Meters
from bot.watch.server import Watch
from bot.wiring import sandbox
from tests.conftest import begin
from tests.flows.table import QUESTION, asks

ANYWHERE = config.Watch(port=0)


class Watched:
    """A running server, and what it answers."""

    def __init__(self, address: str, http: aiohttp.ClientSession) -> None:
        self.address, self._http = address, http

    async def health(self) -> tuple[int, dict[str, Any]]:
        async with self._http.get(f"{self.address}/healthz") as response:
            return response.status, await response.json()

    async def text(self) -> str:
        async with self._http.get(f"{self.address}/metrics") as response:
            assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
            return await response.text()

    async def metrics(self) -> dict[str, float]:
        """Every sample by name; one with labels by name and their values."""
        families = text_string_to_metric_families(await self.text())
        samples = [sample for family in families for sample in family.samples]
        return {" ".join((each.name, *sorted(each.labels.values()))): each.value for each in samples}


@asynccontextmanager
async def watching(
    bot: Bot, alive: Callable[[], bool] = lambda: True, meters: Meters | None = None
) -> AsyncIterator[Watched]:
    watch = Watch(bot, alive, meters or Meters(), ANYWHERE)
    async with AsyncExitStack() as closing:
        server = asyncio.create_task(watch.serve())
        closing.push_async_callback(_stop, server)
        http = await closing.enter_async_context(aiohttp.ClientSession())
        yield Watched(await watch.opened(), http)


async def _stop(server: asyncio.Task[None]) -> None:
    server.cancel()
    with suppress(asyncio.CancelledError):
        await server


async def test_a_new_bot_is_well(play: Play) -> None:
    async with watching(play.core.bot) as watched:
        status, health = await watched.health()
    assert (status, health["ok"], health["reasons"], health["attention"]) == (200, True, [], [])


async def test_what_is_due_and_not_said_is_a_reason(play: Play) -> None:
    await asks_unseen(play)
    await play.clock.set(play.clock.now() + timedelta(minutes=10))
    async with watching(play.core.bot) as watched:
        status, health = await watched.health()
        metrics = await watched.metrics()
    assert (status, health["ok"]) == (503, False)
    assert health["reasons"] == [
        f"the oldest delivery that is due has waited for {health['oldest_due_seconds']} seconds"
    ]
    assert 600 <= health["oldest_due_seconds"] < 660
    assert 600 <= metrics["unhurried_oldest_due_seconds"] < 660
    assert metrics["unhurried_deliveries pending root"] == 1


async def test_a_ticker_that_does_not_tick_is_told(play: Play) -> None:
    async with watching(play.core.bot, alive=lambda: False) as watched:
        status, health = await watched.health()
        metrics = await watched.metrics()
    assert (status, health["reasons"]) == (503, ["the ticker is dead or late: nothing is being said"])
    assert metrics["unhurried_ticker_alive"] == 0


async def test_what_is_held_or_unheard_is_told_and_counted(play: Play) -> None:
    await asks_unseen(play)
    store = play.core.bot.speaker.store
    async with store.begin() as work:
        [root] = [each for each in await work.outbox.upcoming(9) if each.kind is Kind.ROOT]
        [claimed] = await work.outbox.claim("me", root.due_at, play.clock.real(), timedelta(minutes=1), 1, {})
        await work.outbox.save(replace(claimed, state=State.HELD, lease_until=None))
        await work.unheard.save(UnheardEvent(key="k", event={}, at=root.due_at, version="0", defect="KeyError"))
    async with watching(play.core.bot) as watched:
        _, health = await watched.health()
        metrics = await watched.metrics()
    assert (health["held"], health["unheard"], len(health["attention"])) == (1, 1, 2)
    assert (metrics["unhurried_deliveries held root"], metrics["unhurried_unheard_events"]) == (1, 1)


async def test_a_database_that_fails_is_told_and_nothing_is_made_up(play: Play) -> None:
    async with watching(Failing(play.core.bot.speaker)) as watched:
        status, health = await watched.health()
        metrics = await watched.metrics()
    assert (status, health["reasons"]) == (503, ["the database does not answer"])
    assert metrics["unhurried_database_up"] == 0
    assert not [name for name in metrics if name.startswith(("unhurried_deliveries", "unhurried_unheard"))]


async def test_a_database_that_hangs_is_told_and_asked_once(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.watch.server._PATIENCE", 0.01)
    bot = Hanging(play.core.bot.speaker)
    async with watching(bot) as watched:
        answers = [await watched.health() for _ in range(3)]
    assert [status for status, _ in answers] == [503, 503, 503]
    assert bot.asked == [1]


async def test_a_database_that_fails_after_nobody_waits_any_more_is_no_stack_trace(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.watch.server._PATIENCE", 0.01)
    monkeypatch.setattr("bot.watch.server._FRESH", 0.0)
    never_retrieved: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: never_retrieved.append(context))
    bot = FailingLate(play.core.bot.speaker)
    async with watching(bot) as watched:
        answers = [await watched.health()]
        bot.over.set()
        answers += [await watched.health() for _ in range(2)]
        gc.collect()
    assert [status for status, _ in answers] == [503, 503, 503]
    assert never_retrieved == []


async def test_however_often_it_is_asked_the_database_is_asked_once_a_second(play: Play) -> None:
    bot = Counting(play.core.bot.speaker)
    async with watching(bot) as watched:
        await asyncio.gather(*(watched.health() for _ in range(20)))
    assert sum(bot.asked) <= 2


async def test_what_was_heard_and_said_is_counted(settings: Settings) -> None:
    await begin(settings)
    meters = Meters()
    async with sandbox(settings, meters) as (play, _), watching(play.core.bot, meters=meters) as watched:
        before = await watched.metrics()
        await asks(play.seat(MIA))
        await asks(play.seat(MIA))
        metrics = await watched.metrics()
    assert before["unhurried_heard_events_total"] == 0
    assert metrics["unhurried_heard_events_total"] == 2
    assert metrics["unhurried_speak_seconds_count"] == 2


async def test_how_late_the_event_loop_is_is_measured(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.watch.server._BEAT", 0.01)
    async with watching(play.core.bot) as watched, asyncio.timeout(20):
        while not (await watched.metrics())["unhurried_event_loop_lag_seconds_count"]:  # noqa: ASYNC110 it beats
            await asyncio.sleep(0.01)


async def test_what_cannot_be_written_down_is_told_until_it_can(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.watch.server._FRESH", 0.0)
    await begin(settings)
    meters = Meters()
    async with sandbox(settings, meters) as (play, _), watching(play.core.bot, meters=meters) as watched:
        await play.world.say(MIA.person, HELP, QUESTION, play.clock.now())
        away = settings.database.path.rename(settings.database.path.with_name("away.db"))
        with pytest.raises(StoreAway):
            await play.chat.catch_up(play.core)
        status, health = await watched.health()
        metrics = await watched.metrics()
        assert (status, metrics["unhurried_hears"]) == (503, 0)
        assert "what was said last could not be written down" in str(health["reasons"])
        away.rename(settings.database.path)
        await play.keep_up()
        assert (await watched.health())[0] == 200
        assert (await watched.metrics())["unhurried_hears"] == 1


async def test_every_series_is_there_from_the_start_and_their_number_is_bounded(play: Play) -> None:
    async with watching(play.core.bot) as watched:
        before = await watched.metrics()
    await asks(play.seat(MIA))
    async with watching(play.core.bot) as watched:
        after = await watched.metrics()
    assert before.keys() == after.keys()
    assert len(after) < 200


async def test_nobody_is_named_and_nobody_is_quoted(play: Play) -> None:
    await asks(play.seat(MIA))
    await asks_unseen(play)
    async with watching(play.core.bot) as watched:
        said = f"{await watched.text()} {await watched.health()}"
    assert not [word for word in ("Mia", "mia", "export", "Ana", "help") if word in said.replace("# HELP", "")]


async def test_a_port_in_use_is_said_in_words(play: Play) -> None:
    async with watching(play.core.bot) as watched:
        taken = config.Watch(port=int(watched.address.rpartition(":")[2]))
        with pytest.raises(Misconfigured, match=r"another program uses it.*watch\.port in config\.toml"):
            await Watch(play.core.bot, lambda: True, Meters(), taken).serve()


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host", "two..dots"])
async def test_a_host_that_is_not_this_machine_is_said_in_words(play: Play, host: str) -> None:
    with pytest.raises(Misconfigured, match=r"no such address\. Choose another host: watch\.host in config\.toml"):
        await Watch(play.core.bot, lambda: True, Meters(), config.Watch(host=host, port=0)).serve()


class Failing(Bot):
    """Its database is gone."""

    async def standing(self) -> Standing:
        raise OSError("no route to host")


class FailingLate(Bot):
    """Its database keeps it waiting, and then fails."""

    over: ClassVar[asyncio.Event] = asyncio.Event()

    async def standing(self) -> Standing:
        await self.over.wait()
        raise StoreAway("locked")


class Hanging(Bot):
    """Its database takes a question and never answers."""

    asked: ClassVar[list[int]] = []

    async def standing(self) -> Standing:
        self.asked.append(1)
        await asyncio.Event().wait()
        raise AssertionError


class Counting(Bot):
    """Counts how often its database is asked."""

    asked: ClassVar[list[int]] = []

    async def standing(self) -> Standing:
        self.asked.append(1)
        return await Bot.standing(self)


async def asks_unseen(play: Play) -> None:
    """Mia asks, the bot hears it and says nothing yet."""
    await play.world.say(MIA.person, HELP, QUESTION, play.clock.now())
    await play.chat.catch_up(play.core)
