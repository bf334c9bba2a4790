"""Threads in our own Discord: archived, locked, listed, followed."""

import discord
import pytest

from tests.discord.desk import Bot, Desk
from tests.discord.loopback import Permission


def began(desk: Desk, private: bool = False) -> str:
    """The id of a thread that Bo began at the front desk."""
    return desk.discord.talk.begin_thread(desk.bo.user_id, desk.help.channel_id, None, "Broken", private)


async def fetched(bot: Bot, thread: str) -> discord.Thread:
    found = await bot.fetch_channel(int(thread))
    assert isinstance(found, discord.Thread)
    return found


async def test_whoever_speaks_in_an_archived_thread_wakes_it(desk: Desk) -> None:
    thread = began(desk)
    desk.discord.rooms.archive(thread)
    async with desk.bot() as bot:
        await (await fetched(bot, thread)).send("Still there?")
        assert not (await fetched(bot, thread)).archived


async def test_only_moderators_speak_in_a_locked_one(desk: Desk) -> None:
    thread = began(desk)
    role = desk.guild.members[desk.app.user_id].roles[0]
    desk.discord.rooms.archive(thread, locked=True)
    desk.discord.rooms.overwrite(desk.help.channel_id, role, deny=Permission.MANAGE_THREADS)
    async with desk.bot() as bot:
        found = await fetched(bot, thread)
        with pytest.raises(discord.HTTPException, match="50083"):
            await found.send("Hello")
        with pytest.raises(discord.Forbidden):
            await found.edit(archived=False)
        desk.discord.rooms.overwrite(desk.help.channel_id, role)
        await found.send("Hello")
    assert desk.said(desk.discord.world.channels[thread]) == ["Hello"]


async def test_what_stands_in_an_archived_thread_cannot_be_changed(desk: Desk) -> None:
    thread = began(desk)
    async with desk.bot() as bot:
        sent = await (await fetched(bot, thread)).send("Hello")
        desk.discord.rooms.archive(thread)
        with pytest.raises(discord.HTTPException, match="50083"):
            await sent.edit(content="Hello?")
        with pytest.raises(discord.HTTPException, match="50083"):
            await sent.delete()


async def test_archived_threads_are_listed_page_by_page(desk: Desk) -> None:
    threads = [began(desk) for _ in range(3)]
    for thread in threads:
        desk.discord.rooms.archive(thread)
    awake = began(desk)
    async with desk.bot() as bot:
        channel = bot.get_channel(int(desk.help.channel_id))
        assert isinstance(channel, discord.TextChannel)
        archived = [str(each.id) async for each in channel.archived_threads(limit=2)]
        rest = [
            str(each.id)
            async for each in channel.archived_threads(before=(await fetched(bot, threads[1])).archive_timestamp)
        ]
        active = [str(each.id) for each in await channel.guild.active_threads()]
    assert (archived, rest, active) == ([threads[2], threads[1]], [threads[0]], [awake])


async def test_a_private_thread_is_found_by_its_members(desk: Desk) -> None:
    thread = began(desk, private=True)
    role = desk.guild.members[desk.app.user_id].roles[0]
    desk.discord.rooms.overwrite(desk.help.channel_id, role, deny=Permission.MANAGE_THREADS)
    async with desk.bot() as bot:
        with pytest.raises(discord.Forbidden):
            await fetched(bot, thread)
        desk.discord.talk.post(desk.bo.user_id, thread, f"<@{desk.app.user_id}> help")
        await desk.discord.heard()
        assert {str(each.id) for each in bot.heard("thread_join")} == {thread}
        assert {str(each.id) for each in await (await fetched(bot, thread)).fetch_members()} == {
            desk.bo.user_id,
            desk.app.user_id,
        }


async def test_a_bot_that_is_let_into_a_channel_learns_its_threads(desk: Desk) -> None:
    hidden = desk.discord.world.add_channel(desk.guild.guild_id, "hidden", only=[desk.staff.role_id])
    thread = desk.discord.talk.begin_thread(desk.ada.user_id, hidden.channel_id, None, "Inside")
    async with desk.bot() as bot:
        assert bot.guilds[0].get_thread(int(thread)) is None
        desk.discord.rooms.overwrite(hidden.channel_id, desk.app.user_id, allow=Permission.VIEW_CHANNEL)
        await desk.discord.heard()
        assert bot.guilds[0].get_thread(int(thread)) is not None
