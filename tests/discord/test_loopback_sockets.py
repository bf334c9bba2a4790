"""Connections to our own Discord: lost, resumed, refused."""

import asyncio
import json

import discord
import pytest
from aiohttp import ClientSession

from tests.discord.desk import Bot, Desk
from tests.discord.loopback import Intent


def contents(bot: Bot) -> list[str]:
    return [each.content for each in bot.heard("message")]


async def away_and_back(desk: Desk, bot: Bot) -> None:
    """Something is said while the bot is away; it hears of it when it is back."""
    [session] = desk.discord.gateway.of(desk.app.app_id)
    await desk.discord.until(lambda: session.socket is None)
    desk.discord.talk.post(desk.bo.user_id, desk.help.channel_id, "While you were away")
    await desk.discord.until(lambda: desk.discord.gateway.resumes == 1)
    await desk.discord.heard()
    assert contents(bot) == ["While you were away"]
    assert desk.discord.gateway.identifies == 1


async def test_what_happened_while_the_connection_was_broken_is_replayed(desk: Desk) -> None:
    async with desk.bot() as bot:
        desk.discord.gateway.drop(desk.app.app_id)
        await away_and_back(desk, bot)


async def test_a_bot_that_is_asked_to_reconnect_resumes(desk: Desk) -> None:
    async with desk.bot() as bot:
        desk.discord.gateway.reconnect(desk.app.app_id)
        await away_and_back(desk, bot)


async def test_what_happens_between_sessions_is_not_told(desk: Desk) -> None:
    async with desk.bot():
        pass
    await desk.discord.until(lambda: not desk.discord.gateway.connected(desk.app.app_id))
    desk.discord.talk.post(desk.bo.user_id, desk.help.channel_id, "Anybody?")
    async with desk.bot() as bot:
        await desk.discord.heard()
        assert contents(bot) == []


async def test_a_wrong_token_is_refused_at_both_doors(desk: Desk) -> None:
    desk.app.token, right = "wrong", desk.app.token
    client = discord.Client(intents=discord.Intents.none())
    with pytest.raises(discord.LoginFailure):
        await client.login(right)
    await client.close()


async def test_intents_that_were_not_switched_on_are_refused(desk: Desk) -> None:
    desk.app.privileged = Intent.NONE
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with desk.bot():
            pass


async def test_too_many_identifies_reset_the_token(desk: Desk) -> None:
    desk.app.identifies_left, token = 0, desk.app.token
    with pytest.raises(discord.ConnectionClosed) as closed:
        async with desk.bot():
            pass
    assert (closed.value.code, desk.app.token != token) == (4004, True)


@pytest.mark.parametrize("compressed", [True, False])
async def test_a_plain_client_speaks_with_it_by_hand(desk: Desk, compressed: bool) -> None:
    url = desk.discord.gateway_url + "?v=10&encoding=json" + ("&compress=zlib-stream" if compressed else "")
    inflate = discord.utils._ActiveDecompressionContext()
    async with ClientSession() as session, session.ws_connect(url) as socket:

        async def told() -> dict[str, object]:
            data = (await socket.receive()).data
            found: dict[str, object] = json.loads(data if isinstance(data, str) else inflate.decompress(data) or "")
            return found

        assert (await told())["op"] == 10
        await socket.send_json({"op": 1, "d": None})
        assert (await told())["op"] == 11
        await socket.send_json({"op": 6, "d": {"token": desk.app.token, "session_id": "unknown", "seq": 7}})
        assert await told() == {"op": 9, "d": False, "s": None, "t": None}
        await socket.send_json({"op": 2, "d": {"token": desk.app.token, "intents": 1, "properties": {}}})
        assert [(await told())["t"], (await told())["t"]] == ["READY", "GUILD_CREATE"]
        await socket.send_json({"op": 2, "d": {"token": desk.app.token, "intents": 1, "properties": {}}})
        await socket.receive()
        assert socket.close_code == 4005


async def test_an_outage_ends_and_the_session_goes_on(desk: Desk) -> None:
    async with desk.bot() as bot:
        desk.discord.outage(on=True)
        [session] = desk.discord.gateway.of(desk.app.app_id)
        await desk.discord.until(lambda: session.socket is None)
        desk.discord.outage(on=False)
        await away_and_back(desk, bot)


async def test_a_session_that_was_forgotten_begins_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(_: float) -> None:
        await real(0)

    real = asyncio.sleep
    async with desk.bot():
        monkeypatch.setattr("discord.gateway.asyncio.sleep", at_once)
        desk.discord.gateway.forget(desk.app.app_id)
        for socket in list(desk.discord.door.open):
            socket.drop()
        await desk.discord.until(lambda: desk.discord.gateway.identifies == 2)
