"""One program with an agent on Slack and one on Discord, and a clock that is moved."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.discord.chat import DiscordChat
from adapters.slack import sockets
from adapters.slack.chat import SlackChat
from bot import wiring
from bot.config import Aftercare, Delivering, Settings, Watch
from bot.model.deliveries import Delivery, Kind, State
from bot.ports import Chat
from storage.store import SqlStore
from tests.both.side import Side
from tests.discord.loopback import running as discord_running
from tests.discord.office import open_office as open_discord
from tests.slack.loopback import running as slack_running
from tests.slack.office import QUICK, MovedTime
from tests.slack.office import open_office as open_slack

A_FEW = 4


@dataclass(frozen=True, slots=True)
class Team:
    """Both platforms, the clock of the program, and what is written down."""

    slack: Side
    discord: Side
    clock: MovedTime
    store: SqlStore

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.slack, self.discord

    def side(self, name: str) -> Side:
        """The platform of this name."""
        return self.slack if name == "slack" else self.discord

    def other(self, side: Side) -> Side:
        """The one that is not meant."""
        return self.discord if side.name == "slack" else self.slack

    async def upcoming(self, side: Side) -> list[Delivery]:
        """What is still to be said on this platform."""
        async with self.store.begin(alone=False) as work:
            return [each for each in await work.outbox.upcoming(100) if each.channel.platform == side.name]

    async def check_in(self, side: Side) -> Delivery:
        """The one that is planned on this platform."""
        [check_in] = [each for each in await self.upcoming(side) if each.kind is Kind.CHECK_IN]
        return check_in

    async def is_sending_more_than_a_few(self, side: Side) -> bool:
        """Whether the program waits for this platform to answer several calls."""
        return sum(each.state is State.SENDING for each in await self.upcoming(side)) > A_FEW

    def is_now(self, moment: datetime) -> None:
        """Time has passed until then, if it is still to come."""
        self.clock.shift += max(moment - self.clock.now(), timedelta(0)) + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for seconds."""
    monkeypatch.setattr(sockets, "_FIRST_PAUSE", 0.05)
    monkeypatch.setattr("adapters.discord.listening._FIRST_PAUSE", 0.05)
    monkeypatch.setattr("adapters.discord.listening._LONGEST_PAUSE", 0.2)
    monkeypatch.setattr("discord.client.ExponentialBackoff.delay", lambda _: 0.05)
    monkeypatch.setattr("bot.flows.deliver._LOOK_AGAIN", 0.2)
    monkeypatch.setattr("bot.rules.backoff.FIRST", timedelta(seconds=0.2))
    monkeypatch.setattr("bot.rules.backoff.LONGEST", timedelta(seconds=1))


@pytest.fixture
async def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Team]:
    """The program at work on both platforms, as `run` wires it; only its clock and its patience are ours."""
    clock = MovedTime()
    monkeypatch.setattr(wiring, "LivedTime", lambda _: clock)
    monkeypatch.setattr(wiring, "_chats", _quick_chats)
    async with slack_running() as slack, discord_running() as discord:
        sides = Side(open_slack(slack, tmp_path)), Side(open_discord(discord, tmp_path))
        settings = _settings(*sides)
        async with _program(settings, *sides):
            store = await SqlStore.open(settings.database.where, settings.workspace, may_migrate=False)
            try:
                yield Team(*sides, clock, store)
            finally:
                await store.close()


def _settings(slack: Side, discord: Side) -> Settings:
    """What the operator would write for both."""
    one, other = slack.office.settings(), discord.office.settings()
    more = {
        "front_desks": (*one.front_desks, *other.front_desks),
        "discord": other.discord,
        "aftercare": Aftercare(automatic=True),
        "delivering": Delivering(poll=0.2, batch=10),
        "watch": Watch(port=0),
    }
    return one.model_copy(update=more)


def _quick_chats(settings: Settings) -> Iterator[AbstractAsyncContextManager[Chat]]:
    limits = replace(QUICK, pace=timedelta(seconds=0.1), patience=timedelta(seconds=4))
    yield SlackChat.open(settings, limits)
    yield DiscordChat.open(settings, limits)


@asynccontextmanager
async def _program(settings: Settings, *sides: Side) -> AsyncIterator[None]:
    task = asyncio.create_task(wiring.run_chats(settings, lambda _: None))
    try:
        for side in sides:
            await side.connected()
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
