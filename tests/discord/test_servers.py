"""Several servers, and threads that Discord has put away while nobody listened."""

import asyncio

from bot.messages import CustomerWords
from bot.model.places import CustomerPlace, Place
from tests.discord.backstage import quoted, said_in, until_quoted
from tests.discord.branch import open_branch
from tests.discord.office import Office, Shift

EXPORT, ADDRESS = "Why does the export stop?", "How do I change my address?"


async def test_archived_threads_and_other_servers_are_asked_too(office: Office) -> None:
    talk, rooms, amina, branch = office.discord.talk, office.discord.rooms, office.amina.user_id, open_branch(office)
    async with office.working(branch.settings) as shift:
        question = office.says(office.amina, EXPORT)
        thread = talk.begin_thread(amina, office.help.channel_id, question, "export")
        await until_quoted(shift, EXPORT)
    below = talk.post(amina, thread, "The export also hangs at 80 percent")
    post = talk.forum_post(office.bo.user_id, office.forum.channel_id, "Log in", "Why can I not log in?")
    for each in (thread, post):
        rooms.archive(each)
    asked = office.says(branch.zoe, ADDRESS, branch.help.channel_id)
    async with office.working(branch.settings) as shift:
        await until_quoted(shift, "Why can I not log in?")
        in_thread = await said_in(shift, Place("discord", office.help.channel_id, thread), below)
        await shift.keeps_up()
        [root] = office.said(branch.backstage)
    assert "The export also hangs at 80 percent" in in_thread
    assert ADDRESS in root
    assert f"https://discord.com/channels/{branch.guild_id}/{branch.help.channel_id}/{asked}" in root
    assert not quoted(office, ADDRESS)


async def test_staff_of_one_server_help_in_the_other_only_with_a_role_there(office: Office) -> None:
    branch, rooms = open_branch(office), office.discord.rooms
    async with office.working(branch.settings) as shift:
        question = office.says(branch.zoe, ADDRESS, branch.help.channel_id)
        await shift.keeps_up()
        rooms.join(office.mira.user_id, branch.guild_id)
        rooms.join(office.jonas.user_id, branch.guild_id, [branch.staff_id])
        for who in (office.mira, office.jonas):
            office.says(who, "In your settings", branch.help.channel_id, reply_to=question)
            await shift.keeps_up()
            assert ("Jonas has it" in office.said(branch.backstage)[0]) is (who is office.jonas)


async def test_what_staff_of_one_server_asked_in_the_other_while_nobody_listened_is_a_members(office: Office) -> None:
    branch = open_branch(office)
    office.discord.rooms.join(office.mira.user_id, branch.guild_id)
    async with office.working(branch.settings) as shift:
        office.says(office.amina, EXPORT)
        await until_quoted(shift, EXPORT)
    office.says(office.mira, ADDRESS, branch.help.channel_id)
    async with office.working(branch.settings) as shift:
        await until_quoted(shift, ADDRESS, branch.backstage)


async def test_staff_of_any_server_are_staff_in_direct_messages(office: Office) -> None:
    branch = open_branch(office)
    ines = office.discord.world.add_person(branch.guild_id, "ines", [branch.staff_id])
    async with office.working(branch.settings) as shift:
        for who in (ines, office.jonas):
            office.writes(who, "help")
            await shift.keeps_up()
            assert any("What you can do here" in each for each in office.said(office.direct(who)))


async def test_each_server_is_asked_once_where_its_channels_are_however_much_is_said_at_once(shift: Shift) -> None:
    record, place = shift.office.discord.record, CustomerPlace(Place("discord", shift.office.help.channel_id))
    words = CustomerWords(lines=("Hello",), why="because you asked")
    await asyncio.gather(*(shift.chat.tell(place, words, f"key {number}") for number in range(3)))
    assert len(record.calls("GET /channels/{channel}")) == 1
    assert len(record.calls("GET /guilds/{guild}/channels")) == 1
