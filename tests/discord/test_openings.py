"""A thread or a post begins with its title and the first words of whoever began it."""

import pytest

from tests.discord.backstage import quoted, until_quoted
from tests.discord.loopback import Intent
from tests.discord.office import Office, Shift

LOGIN, SEE_ABOVE = "Log in fails", "See the picture"


async def test_a_thread_of_its_own_is_a_conversation_and_its_title_is_part_of_what_is_asked(shift: Shift) -> None:
    office, talk = shift.office, shift.office.discord.talk
    thread = talk.begin_thread(office.amina.user_id, office.help.channel_id, None, LOGIN)
    office.says(office.amina, SEE_ABOVE, thread)
    office.says(office.amina, "Take your time", thread)
    await shift.keeps_up()
    [root] = office.said(office.backstage)
    assert f"{LOGIN}\n{SEE_ABOVE}" in root


async def test_a_thread_at_what_opened_nothing_is_a_conversation_of_whoever_began_it(shift: Shift) -> None:
    office, talk = shift.office, shift.office.discord.talk
    chatter = office.says(office.bo, "Good morning everybody")
    thread = talk.begin_thread(office.amina.user_id, office.help.channel_id, chatter, LOGIN)
    office.says(office.bo, "I am only listening", thread)
    await shift.keeps_up()
    assert office.said(office.backstage) == []
    thread = talk.begin_thread(office.amina.user_id, office.help.channel_id, office.says(office.bo, "Hi"), LOGIN)
    office.says(office.amina, SEE_ABOVE, thread)
    await shift.keeps_up()
    [root] = office.said(office.backstage)
    assert SEE_ABOVE in root
    assert LOGIN not in root  # it hangs on words of its own, which are its title


async def test_what_is_no_conversation_stays_none_whatever_is_added(shift: Shift) -> None:
    office, talk = shift.office, shift.office.discord.talk
    thread = talk.begin_thread(office.amina.user_id, office.help.channel_id, None, LOGIN)
    office.says(office.amina, SEE_ABOVE, thread)
    await shift.keeps_up()
    await shift.presses(office.jonas, office.ours(office.backstage)[0], "Not a conversation")
    office.says(office.amina, "Never mind", thread)
    await shift.keeps_up()
    assert len([each for each in office.said(office.backstage) if SEE_ABOVE in each]) == 1


async def test_a_thread_that_was_begun_while_the_program_was_away_is_a_conversation(office: Office) -> None:
    async with office.working() as shift:
        office.says(office.bo, "Why does the export stop?")
        await until_quoted(shift, "Why does the export stop?")
    thread = office.discord.talk.begin_thread(office.amina.user_id, office.help.channel_id, None, LOGIN)
    office.says(office.amina, SEE_ABOVE, thread)
    for number in range(3):
        office.says(office.amina, f"Take your time, it is only row {number}", thread)
    async with office.working() as shift:
        await until_quoted(shift, f"{LOGIN}\n{SEE_ABOVE}")


@pytest.mark.parametrize("away", [False, True])
async def test_a_post_that_is_edited_keeps_its_title(office: Office, away: bool) -> None:
    talk, amina, forum = office.discord.talk, office.amina.user_id, office.forum.channel_id
    async with office.working() as shift:
        post = talk.forum_post(amina, forum, LOGIN, SEE_ABOVE)
        await shift.keeps_up()
        if not away:
            talk.edit(amina, post, post, "See the other picture")
            await shift.keeps_up()
    if away:
        talk.edit(amina, post, post, "See the other picture")
        async with office.working() as shift:
            await shift.bot.connected("discord", anew=True)
            await shift.keeps_up()
    [root] = office.said(office.backstage)
    assert f"{LOGIN}\nSee the other picture" in root


async def test_an_edit_whose_words_we_are_not_shown_takes_none_away(office: Office) -> None:
    office.app.privileged = Intent.NONE
    talk, amina = office.discord.talk, office.amina.user_id
    async with office.working(office.settings(message_content=False)) as shift:
        post = talk.forum_post(amina, office.forum.channel_id, LOGIN, f"<@{office.app.user_id}> {SEE_ABOVE}")
        await until_quoted(shift, SEE_ABOVE)
        talk.edit(amina, post, post, "The other one, I mean")
        await shift.keeps_up()
        assert quoted(office, SEE_ABOVE)
