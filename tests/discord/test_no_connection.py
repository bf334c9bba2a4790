"""Who starts the bot and is not connected reads why, and what to do."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from pydantic import SecretStr

from adapters.discord import listening
from bot.rules.backoff import FREE_INTRODUCTIONS
from tests.discord.loopback import Intent
from tests.discord.office import Office
from tests.entry_point import until

NOWHERE = "ws://127.0.0.1:9/"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for seconds."""
    monkeypatch.setattr(listening, "_FIRST_PAUSE", 0.05)


@asynccontextmanager
async def trying(office: Office, **settings: str) -> AsyncIterator[None]:
    discord = office.settings().discord.model_copy(
        update={name: SecretStr(value) if name == "bot_token" else value for name, value in settings.items()}
    )
    async with office.resting(office.settings().model_copy(update={"discord": discord})) as shift:
        task = asyncio.create_task(shift.chat.listen(shift.bot))
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def noted(log: pytest.LogCaptureFixture, times: int = 1) -> str:
    """The first line about it, or a later one, as a log shows it that names exceptions by their type only."""

    async def lines_about_it() -> list[logging.LogRecord]:
        return [each for each in log.records if "no connection" in each.msg][times - 1 :]

    lines = await until(lines_about_it)
    assert not any(isinstance(each, BaseException) for each in lines[0].args or ())
    return str(lines[0].getMessage())


def pause(said: str) -> float:
    """How many seconds later it is to be tried again."""
    return float(said.removesuffix(" s").rpartition(" ")[2])


async def test_an_intent_that_is_off(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.app.privileged = Intent.NONE
    async with trying(office):
        said = await noted(caplog)
    assert "the Message Content Intent is off: switch it on" in said


async def test_a_token_that_is_not_accepted(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    async with trying(office, bot_token="of-somebody-else"):
        assert "Discord does not accept my token" in await noted(caplog)


async def test_a_program_that_has_introduced_itself_often(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(FREE_INTRODUCTIONS):
        async with office.working():
            pass
    async with trying(office):
        said = await noted(caplog)
    assert "I have introduced myself often today" in said
    assert pause(said) > listening._FIRST_PAUSE


async def test_a_discord_that_is_not_there(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.discord.outage(True)
    async with trying(office):
        assert "Discord cannot be reached" in await noted(caplog)


async def test_a_discord_that_stays_away_is_looked_for_less_and_less_often(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.discord.outage(True)
    async with trying(office):
        assert pause(await noted(caplog, times=4)) > 2 * listening._FIRST_PAUSE


async def test_a_gateway_that_is_not_there_is_told_in_a_line_without_a_stack_trace(
    office: Office, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("discord.client.ExponentialBackoff.delay", lambda _: 0.05)
    async with trying(office, gateway_url=NOWHERE):
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(NOWHERE))
        assert "the gateway of Discord cannot be reached" in await noted(caplog)
    told = [each for each in caplog.records if each.name == "discord.client" and each.levelno >= logging.WARNING]
    assert {(each.exc_info, "ClientConnectorError" in each.getMessage()) for each in told} == {(None, True)}


async def test_to_be_stopped_just_when_a_connection_fails_is_not_overheard(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stopped_as_it_fails(*_: object, **__: object) -> None:
        listens.cancel()
        raise discord.PrivilegedIntentsRequired(None)

    monkeypatch.setattr(DiscordWebSocket, "from_client", stopped_as_it_fails)
    async with office.resting() as shift:
        listens = asyncio.create_task(shift.chat.listen(shift.bot))
        await asyncio.wait([listens], timeout=20)
        assert listens.done()
