"""What goes wrong between a bot and our own Discord, as discord.py meets it."""

import asyncio

import discord
import pytest
from aiohttp import ClientError

from tests.discord.desk import Bot, Desk
from tests.discord.loopback import Fault

POST = "POST /channels/{channel}/messages"


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py takes no time between its tries."""
    real = asyncio.sleep

    async def sleep(_: float) -> None:
        await real(0)

    monkeypatch.setattr("discord.http.asyncio.sleep", sleep)


async def send(bot: Bot, desk: Desk, text: str = "Hello") -> discord.Message:
    return await bot.get_partial_messageable(int(desk.help.channel_id)).send(text)


@pytest.mark.parametrize(
    ("fault", "stored"),
    [
        (Fault.DROPPED, []),
        (Fault.STORED_THEN_DROPPED, ["Hello"]),
        (Fault.NAMED, []),
        (Fault.STORED_THEN_NAMED, ["Hello"]),
        (Fault.BANNED, []),
    ],
)
async def test_a_fault_is_met_once(desk: Desk, fault: Fault, stored: list[str]) -> None:
    async with desk.bot() as bot:
        desk.discord.faults.arm(fault, POST)
        with pytest.raises((discord.HTTPException, ClientError, OSError)):
            await send(bot, desk)
        assert desk.said(desk.help) == stored
        await send(bot, desk, "Again")
    assert desk.said(desk.help) == [*stored, "Again"]
    assert [request.fault for request in desk.discord.record.calls(POST)] == [fault, ""]


@pytest.mark.usefixtures("_at_once")
@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.STORED_THEN_ERROR])
async def test_what_discord_py_tries_again_is_said_once_thanks_to_its_nonce(desk: Desk, fault: Fault) -> None:
    async with desk.bot() as bot:
        desk.discord.faults.arm(fault, POST)
        await send(bot, desk)
    assert desk.said(desk.help) == ["Hello"]
    assert len(desk.discord.record.calls(POST)) == 2


@pytest.mark.parametrize(("fault", "stored"), [(Fault.HANG, []), (Fault.STORED_THEN_HANG, ["Hello"])])
async def test_a_hang_ends_when_the_client_loses_patience(desk: Desk, fault: Fault, stored: list[str]) -> None:
    async with desk.bot() as bot:
        desk.discord.faults.arm(fault, POST, seconds=30)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.6):
                await send(bot, desk)
        assert desk.said(desk.help) == stored


async def test_what_failed_is_stored_late(desk: Desk) -> None:
    async with desk.bot() as bot:
        desk.discord.faults.arm(Fault.LATE_THEN_HANG, POST, seconds=0.05)
        with pytest.raises((ClientError, OSError)):
            await send(bot, desk)
        await desk.discord.until(lambda: desk.said(desk.help) == ["Hello"])


async def test_a_busy_discord_says_when_to_come_again(desk: Desk) -> None:
    async with desk.bot() as bot:
        desk.discord.faults.arm(Fault.BUSY, POST, seconds=40)
        with pytest.raises(discord.RateLimited) as busy:
            await send(bot, desk)
        desk.discord.faults.arm(Fault.BUSY, POST, seconds=0.01)
        await send(bot, desk)
    assert (busy.value.retry_after, desk.said(desk.help)) == (40, ["Hello"])


async def test_bots_are_held_to_the_limits_of_a_channel(desk: Desk) -> None:
    desk.discord.pace.on = True
    async with desk.bot() as bot:
        for number in range(4):
            await send(bot, desk, f"{number}")
        buckets = [each for key, each in bot.http._buckets.items() if desk.help.channel_id in key]
    assert (5, 1) in [(bucket.limit, bucket.remaining) for bucket in buckets]


async def test_a_fault_can_wait_for_one_channel(desk: Desk) -> None:
    async with desk.bot() as bot:
        desk.discord.faults.arm(Fault.NAMED, POST, channel=desk.backstage.channel_id, code=50001)
        await send(bot, desk)
        with pytest.raises(discord.Forbidden) as refused:
            await bot.get_partial_messageable(int(desk.backstage.channel_id)).send("Hello")
    assert refused.value.code == 50001


async def test_history_shows_a_message_late(desk: Desk) -> None:
    desk.discord.world.history_lag = 60
    async with desk.bot() as bot:
        await send(bot, desk)
        channel = bot.get_partial_messageable(int(desk.help.channel_id))
        assert [each async for each in channel.history()] == []


async def test_opening_dms_too_fast_is_refused(desk: Desk) -> None:
    desk.app.dms_left = 1
    async with desk.bot() as bot:
        await (await bot.fetch_user(int(desk.ada.user_id))).create_dm()
        with pytest.raises(discord.HTTPException, match="40003"):
            await (await bot.fetch_user(int(desk.bo.user_id))).create_dm()
