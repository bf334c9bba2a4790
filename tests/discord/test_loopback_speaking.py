"""What bots say in our own Discord and read there, by discord.py as it is."""

import discord
import pytest

from tests.discord.desk import Bot, Desk
from tests.discord.loopback.channels import Channel


def text_channel(bot: Bot, channel: Channel) -> discord.TextChannel:
    found = bot.get_channel(int(channel.channel_id))
    assert isinstance(found, discord.TextChannel)
    return found


async def test_a_bot_says_something_changes_it_and_takes_it_back(desk: Desk) -> None:
    async with desk.bot() as bot:
        sent = await text_channel(bot, desk.help).send("Hello")
        assert desk.said(desk.help) == ["Hello"]
        await sent.edit(content="Hello there")
        assert desk.said(desk.help) == ["Hello there"]
        await sent.delete()
        assert desk.said(desk.help) == []


async def test_a_bot_reads_history_in_both_directions(desk: Desk) -> None:
    for number in range(5):
        desk.discord.talk.post(desk.bo.user_id, desk.help.channel_id, f"{number}")
    async with desk.bot() as bot:
        channel = text_channel(bot, desk.help)
        newest = [each async for each in channel.history(limit=2)]
        later = [each.content async for each in channel.history(after=newest[1], oldest_first=True)]
        around = [each.content async for each in channel.history(around=newest[1], limit=3)]
    assert ([each.content for each in newest], later, around) == (["4", "3"], ["4"], ["4", "3", "2"])


async def test_a_nonce_is_honoured_and_not_told_by_history(desk: Desk) -> None:
    async with desk.bot() as bot:
        channel = text_channel(bot, desk.help)
        first = await channel.send("Hello", nonce="k")
        again = await channel.send("Hello", nonce="k")
        assert (first.id, first.nonce, desk.said(desk.help)) == (again.id, "k", ["Hello"])
        assert (await channel.fetch_message(first.id)).nonce is None
        await first.delete()
        with pytest.raises(discord.NotFound):
            await channel.send("Hello", nonce="k")


async def test_a_thread_begins_at_a_message_once(desk: Desk) -> None:
    said = desk.discord.talk.post(desk.bo.user_id, desk.help.channel_id, "It does not start")
    async with desk.bot() as bot:
        message = await text_channel(bot, desk.help).fetch_message(int(said))
        thread = await message.create_thread(name="It does not start")
        await thread.send("On it")
        with pytest.raises(discord.HTTPException) as twice:
            await message.create_thread(name="Again")
    assert (thread.id, twice.value.code) == (message.id, 160004)
    room = desk.discord.world.channels[said]
    assert [each.now.content for each in room.standing()][1:] == ["On it"]


async def test_a_forum_post_has_tags_and_a_first_message_with_its_id(desk: Desk) -> None:
    async with desk.bot() as bot:
        forum = bot.get_channel(int(desk.forum.channel_id))
        assert isinstance(forum, discord.ForumChannel)
        thread, message = await forum.create_thread(
            name="Bill", content="Too high", applied_tags=forum.available_tags[:1]
        )
        theirs = desk.discord.talk.forum_post(desk.bo.user_id, desk.forum.channel_id, "Crash", "It crashes", ["bug"])
        await desk.discord.heard()
        [heard] = [each for each in bot.heard("thread_create") if each.id == int(theirs)]
    assert (thread.id, [tag.name for tag in thread.applied_tags]) == (message.id, ["bug"])
    assert [tag.name for tag in heard.applied_tags] == ["bug"]


async def test_a_dm_needs_a_common_guild_and_an_open_door(desk: Desk) -> None:
    stranger = desk.discord.world.add_user("stranger")
    async with desk.bot() as bot:
        bo = await bot.fetch_user(int(desk.bo.user_id))
        await bo.send("Hello")
        desk.bo.takes_dms = False
        with pytest.raises(discord.Forbidden) as closed:
            await bo.send("Hello?")
        with pytest.raises(discord.Forbidden) as unknown:
            await (await bot.fetch_user(int(stranger.user_id))).send("Hello")
    assert (closed.value.code, unknown.value.code) == (50007, 50278)
    assert desk.said(desk.discord.world.direct(desk.bo.user_id, desk.app.user_id)) == ["Hello"]


async def test_a_person_writes_to_the_bot(desk: Desk) -> None:
    async with desk.bot() as bot:
        desk.discord.talk.direct(desk.bo.user_id, desk.app.app_id, "stop")
        await desk.discord.heard()
        [message] = bot.heard("message")
        await message.channel.send("Fine")
    assert (message.content, message.guild, isinstance(message.channel, discord.DMChannel)) == ("stop", None, True)
