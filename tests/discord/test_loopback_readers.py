"""Who could ever read what in our own Discord."""

import discord

from tests.discord.desk import Desk
from tests.discord.loopback import Permission


def readers(desk: Desk, message: str, channel: str) -> set[str]:
    """Who of the people could ever read it, bots and owners left out."""
    people = {desk.ada.user_id: "ada", desk.bo.user_id: "bo"}
    return {people[each] for each in desk.discord.world.message(channel, message).readers if each in people}


async def says(desk: Desk, channel: str, text: str = "Hello") -> str:
    async with desk.bot(discord.Intents(guilds=True)) as bot:
        return str((await bot.get_partial_messageable(int(channel)).send(text)).id)


async def test_an_overwrite_decides_who_reads(desk: Desk) -> None:
    here, there = desk.help.channel_id, desk.backstage.channel_id
    assert readers(desk, await says(desk, here), here) == {"ada", "bo"}
    assert readers(desk, await says(desk, there), there) == {"ada"}


async def test_whoever_is_let_in_later_has_read_it_and_keeps_having_read_it(desk: Desk) -> None:
    there = desk.backstage.channel_id
    said = await says(desk, there)
    desk.discord.rooms.change_member(desk.bo.user_id, desk.guild.guild_id, roles=[desk.staff.role_id])
    desk.discord.rooms.change_member(desk.bo.user_id, desk.guild.guild_id, roles=[])
    assert readers(desk, said, there) == {"ada", "bo"}
    assert readers(desk, await says(desk, there), there) == {"ada"}


async def test_a_channel_that_is_opened_shows_what_stands_there(desk: Desk) -> None:
    there = desk.backstage.channel_id
    said = await says(desk, there)
    desk.discord.rooms.overwrite(there, desk.bo.user_id, allow=Permission.VIEW_CHANNEL)
    assert readers(desk, said, there) == {"ada", "bo"}


async def test_a_private_thread_is_read_by_its_members_and_moderators(desk: Desk) -> None:
    here = desk.help.channel_id
    thread = desk.discord.talk.begin_thread(desk.ada.user_id, here, None, "Between us", private=True)
    said = desk.discord.talk.post(desk.ada.user_id, thread, "Just us")
    assert readers(desk, said, thread) == {"ada"}
    desk.discord.talk.post(desk.ada.user_id, thread, f"and {desk.bo.mention}")
    assert readers(desk, said, thread) == {"ada", "bo"}
    desk.discord.rooms.leave_thread(desk.bo.user_id, thread)
    assert readers(desk, desk.discord.talk.post(desk.ada.user_id, thread, "Gone"), thread) == {"ada"}
    everyone = desk.guild.everyone.permissions | Permission.MANAGE_THREADS
    desk.discord.rooms.change_role(desk.guild.guild_id, desk.guild.guild_id, permissions=everyone)
    assert readers(desk, desk.discord.talk.post(desk.ada.user_id, thread, "Seen"), thread) == {"ada", "bo"}


async def test_administrators_and_owners_read_everything(desk: Desk) -> None:
    there = desk.backstage.channel_id
    assert desk.guild.owner_id in desk.discord.world.message(there, await says(desk, there)).readers
    admins = desk.discord.world.add_role(desk.guild.guild_id, "admins", Permission.ADMINISTRATOR)
    desk.discord.rooms.change_member(desk.bo.user_id, desk.guild.guild_id, roles=[admins.role_id])
    assert readers(desk, await says(desk, there), there) == {"ada", "bo"}


async def test_whoever_leaves_reads_no_more(desk: Desk) -> None:
    here = desk.help.channel_id
    desk.discord.rooms.leave(desk.bo.user_id, desk.guild.guild_id)
    assert readers(desk, await says(desk, here), here) == {"ada"}
    assert len(desk.discord.record.readable_by(desk.ada.user_id)) == 1
    assert desk.discord.record.readable_by(desk.bo.user_id) == []


async def test_discord_py_computes_the_same_permissions(desk: Desk) -> None:
    world, guild = desk.discord.world, desk.guild.guild_id
    helpers = world.add_role(guild, "helpers", Permission.MANAGE_MESSAGES)
    world.add_person(guild, "cy", [helpers.role_id, desk.staff.role_id])
    desk.discord.rooms.overwrite(desk.backstage.channel_id, helpers.role_id, deny=Permission.SEND_MESSAGES)
    desk.discord.rooms.overwrite(desk.backstage.channel_id, desk.ada.user_id, deny=Permission.READ_MESSAGE_HISTORY)
    async with desk.bot() as bot:
        place = bot.get_guild(int(guild))
        assert place
        for channel in place.channels:
            for member in place.members:
                theirs = channel.permissions_for(member)
                ours = world.held(world.channels[str(channel.id)], str(member.id))
                assert bool(Permission.VIEW_CHANNEL in ours) == theirs.view_channel
                for each in (Permission.SEND_MESSAGES, Permission.READ_MESSAGE_HISTORY, Permission.MANAGE_MESSAGES):
                    assert not theirs.view_channel or bool(each in ours) == bool(theirs.value & each)
