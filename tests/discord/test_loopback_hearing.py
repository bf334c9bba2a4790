"""What bots hear of our own Discord, by discord.py as it is."""

import discord
from discord import Intents

from tests.discord.desk import Bot, Desk


def contents(bot: Bot) -> list[str]:
    """The texts of the messages it heard, oldest first."""
    return [each.content for each in bot.heard("message")]


async def test_a_bot_hears_what_people_say(desk: Desk) -> None:
    async with desk.bot() as bot:
        desk.discord.talk.post(desk.bo.user_id, desk.help.channel_id, "Hello", files=["log.txt"])
        await desk.discord.heard()
        [message] = bot.heard("message")
    assert (message.content, message.author.name, message.channel.name) == ("Hello", "bo", "help")
    assert [each.filename for each in message.attachments] == ["log.txt"]


async def test_a_bot_hears_replies_changes_and_deletions(desk: Desk) -> None:
    talk, bo, here = desk.discord.talk, desk.bo.user_id, desk.help.channel_id
    async with desk.bot() as bot:
        first = talk.post(bo, here, "Hello")
        second = talk.post(desk.ada.user_id, here, "Yes?", reply_to=first)
        talk.edit(bo, here, first, "Hello there")
        talk.delete(desk.ada.user_id, here, second)
        await desk.discord.heard()
        [_, reply] = bot.heard("message")
        [change] = bot.heard("raw_message_edit")
        [deletion] = bot.heard("raw_message_delete")
    assert (str(reply.reference.message_id), [each.name for each in reply.mentions]) == (first, ["bo"])
    assert (change.message.content, str(deletion.message_id)) == ("Hello there", second)


async def test_without_the_intent_it_reads_only_what_mentions_it_and_what_is_said_to_it(desk: Desk) -> None:
    talk, bo, here = desk.discord.talk, desk.bo.user_id, desk.help.channel_id
    async with desk.bot(Intents(guilds=True, guild_messages=True, dm_messages=True)) as bot:
        talk.post(bo, here, "Secret", files=["log.txt"])
        talk.post(bo, here, f"<@{desk.app.user_id}> hello")
        talk.direct(bo, desk.app.app_id, "stop")
        await desk.discord.heard()
        assert contents(bot) == ["", f"<@{desk.app.user_id}> hello", "stop"]
        assert bot.heard("message")[0].attachments == []


async def test_history_is_withheld_as_well_if_the_intent_is_not_switched_on(desk: Desk) -> None:
    desk.app.privileged = desk.app.privileged & ~(1 << 15)
    desk.discord.talk.post(desk.bo.user_id, desk.help.channel_id, "Secret")
    async with desk.bot(Intents(guilds=True)) as bot:
        channel = bot.get_partial_messageable(int(desk.help.channel_id))
        await channel.send("Mine")
        assert [each.content async for each in channel.history()] == ["Mine", ""]


async def test_what_it_may_not_see_it_does_not_hear(desk: Desk) -> None:
    hidden = desk.discord.world.add_channel(desk.guild.guild_id, "hidden", only=[desk.staff.role_id])
    async with desk.bot() as bot:
        desk.discord.talk.post(desk.ada.user_id, hidden.channel_id, "Between us")
        await desk.discord.heard()
        assert contents(bot) == []


async def test_webhooks_are_told_from_people(desk: Desk) -> None:
    async with desk.bot() as bot:
        desk.discord.talk.webhook_says(desk.help.channel_id, "Deployed")
        await desk.discord.heard()
        [message] = bot.heard("message")
    assert (message.webhook_id is not None, message.author.bot, message.author.name) == (True, True, "deploys")


async def test_members_come_and_go_and_change(desk: Desk) -> None:
    rooms, guild = desk.discord.rooms, desk.guild.guild_id
    cy = desk.discord.world.add_user("cy")
    async with desk.bot() as bot:
        rooms.join(cy.user_id, guild, nick="Cyan")
        rooms.change_member(cy.user_id, guild, roles=[desk.staff.role_id])
        rooms.leave(cy.user_id, guild)
        await desk.discord.heard()
        assert [each.display_name for each in bot.heard("member_join")] == ["Cyan"]
        assert [[role.name for role in each.roles] for _, each in _args(bot, "member_update")] == [
            ["@everyone", "staff"]
        ]
        assert [each.user.name for each in bot.heard("raw_member_remove")] == ["cy"]


def _args(bot: Bot, event: str) -> list[tuple[object, discord.Member]]:
    return [args for name, args in bot.seen if name == event]


async def test_channels_and_roles_come_to_be_and_change(desk: Desk) -> None:
    rooms, guild = desk.discord.rooms, desk.guild.guild_id
    async with desk.bot() as bot:
        news = rooms.add_channel(guild, "news", topic="What is new")
        rooms.rename(news.channel_id, "old-news")
        rooms.add_role(guild, "helpers", mentionable=True)
        await desk.discord.heard()
        found = bot.get_channel(int(news.channel_id))
        assert isinstance(found, discord.TextChannel)
        assert (found.name, found.topic) == ("old-news", "What is new")
        assert "helpers" in [role.name for role in found.guild.roles]
        rooms.delete_channel(news.channel_id)
        await desk.discord.heard()
        assert bot.get_channel(int(news.channel_id)) is None


async def test_a_bot_is_added_to_a_second_guild_and_removed(desk: Desk) -> None:
    async with desk.bot() as bot:
        other = desk.discord.world.add_guild("Other")
        desk.discord.rooms.install(desk.app.app_id, other.guild_id)
        await desk.discord.heard()
        assert [each.name for each in bot.guilds] == ["Acme", "Other"]
        desk.discord.rooms.uninstall(desk.app.app_id, other.guild_id)
        await desk.discord.heard()
        assert [each.name for each in bot.guilds] == ["Acme"]
