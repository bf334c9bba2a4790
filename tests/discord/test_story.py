"""The story of the product on Discord, step by step, as its people see it."""

from datetime import timedelta

import pytest

from tests.discord.loopback.people import User
from tests.discord.office import Shift

ASKED = "Hi, my export fails with error 500 since yesterday, can you help?"


async def asks(shift: Shift) -> str:
    """Amina asks in the flat channel."""
    message_id = shift.office.says(shift.office.amina, ASKED)
    await shift.keeps_up()
    return message_id


async def test_a_question_begins_a_conversation_backstage_that_links_to_it(shift: Shift) -> None:
    message_id, office = await asks(shift), shift.office
    root = office.said(office.backstage)[0]
    assert ASKED in root
    assert f"https://discord.com/channels/{office.guild_id}/{office.help.channel_id}/{message_id}" in root
    assert office.said(office.help) == []


async def test_whispers_go_into_a_thread_below_the_root(shift: Shift) -> None:
    office, message_id = shift.office, await asks(shift)
    office.says(office.jonas, "Let me look.", reply_to=message_id)
    await shift.keeps_up()
    root, *whispers = office.ours(office.backstage)
    assert "Jonas" in office.said(office.backstage)[0] or "jonas" in office.said(office.backstage)[0]
    assert {each.channel_id for each in whispers} <= {root.message_id}


async def test_what_customers_ask_us_by_name_is_a_question_whatever_word_it_begins_with(shift: Shift) -> None:
    office = shift.office
    office.says(office.amina, f"<@{office.app.user_id}> help my export fails")
    await shift.keeps_up()
    [root] = office.said(office.backstage)
    assert "help my export fails" in root


async def test_a_forum_post_is_a_conversation_with_its_title(shift: Shift) -> None:
    office = shift.office
    office.discord.talk.forum_post(office.amina.user_id, office.forum.channel_id, "Export broken", "See the picture?")
    await shift.keeps_up()
    assert "Export broken" in office.said(office.backstage)[0]


async def test_the_tags_of_a_forum_post_are_its_topic(shift: Shift) -> None:
    office, talk = shift.office, shift.office.discord.talk
    tags = ["billing", "urgent"]
    talk.forum_post(office.amina.user_id, office.forum.channel_id, "Paid twice", "See the picture?", tags=tags)
    await shift.keeps_up()
    assert "Topic: billing, urgent" in office.said(office.backstage)[0]
    asked = await shift.presses(office.jonas, office.ours(office.backstage)[0], "Resolve")
    assert "billing, urgent" in str(asked.answer)


async def test_resolving_shows_the_plan_to_the_one_who_resolved(shift: Shift) -> None:
    office, message_id = shift.office, await asks(shift)
    office.says(office.jonas, "It was a full disk; it runs again.", reply_to=message_id)
    await shift.keeps_up()
    asked = await shift.presses(office.jonas, office.ours(office.backstage)[0], "Resolve")
    await shift.fills_in(office.jonas, asked, {"fixed": "the export runs again"})
    assert "Resolved." in office.answers(office.jonas)[-1]
    assert "the export runs again" in office.said(office.backstage)[0]


async def test_a_slash_command_is_answered_to_its_author_alone(shift: Shift) -> None:
    await shift.commands(shift.office.jonas, "help")
    assert "What you can do here" in shift.office.answers(shift.office.jonas)[-1]
    assert shift.office.said(shift.office.help) == []


async def test_the_menu_of_a_message_opens_the_form_and_keeps_the_note(shift: Shift) -> None:
    office, message_id = shift.office, await asks(shift)
    asked = await office.discord.clicks.on_message(
        office.jonas.user_id, office.app.app_id, office.help.channel_id, message_id, "Remember this"
    )
    assert ASKED in str(asked)
    await shift.fills_in(office.jonas, asked, {"text": "Exports every Friday", "kind": "=fact"})
    await shift.presses(office.mira, office.ours(office.backstage)[0], "Take")
    assert any("Exports every Friday" in each for each in office.said(office.backstage))


async def test_the_menu_of_a_person_tells_what_is_known_about_them(shift: Shift) -> None:
    office, clicks = shift.office, shift.office.discord.clicks
    await asks(shift)
    asked = await shift.presses(office.jonas, office.ours(office.backstage)[0], "Note")
    await shift.fills_in(office.jonas, asked, {"text": "Exports every Friday", "kind": "=fact"})

    async def told_of(who: User) -> str:
        at = office.app.app_id, office.backstage.channel_id, who.user_id
        await clicks.on_user(office.mira.user_id, *at, "What we know about them")
        await shift.keeps_up()
        return office.answers(office.mira)[-1]

    amina = await told_of(office.amina)
    assert "About Amina" in amina
    assert "export fails with error 500" in amina
    assert "Exports every Friday" in amina
    assert "nothing is known about them yet" in await told_of(office.bo)
    assert "Jonas helps here" in await told_of(office.jonas)
    assert amina not in office.answers(office.jonas)


async def test_what_a_member_writes_to_us_reaches_backstage_and_is_answered_from_there(shift: Shift) -> None:
    office = shift.office
    office.writes(office.amina, "My invoice is wrong, who can look at it?")
    await shift.keeps_up()
    assert "A person reads this" in office.said(office.direct(office.amina))[0]
    assert "My invoice is wrong" in office.said(office.backstage)[0]
    asked = await shift.presses(office.jonas, office.ours(office.backstage)[0], "Reply")
    await shift.fills_in(office.jonas, asked, {"words": "I corrected it, @everyone *now*."})
    reply = office.said(office.direct(office.amina))[-1]
    assert "I corrected it, @everyone *now*." in reply


@pytest.mark.parametrize("where", ["the channel", "the thread", "a direct message", "the channel, by our name"])
async def test_stop_holds_wherever_it_is_said(shift: Shift, where: str) -> None:
    office, amina, message_id = shift.office, shift.office.amina, await asks(shift)
    match where:
        case "the channel":
            office.says(amina, "stop")
        case "the thread":
            thread = office.discord.talk.begin_thread(amina.user_id, office.help.channel_id, message_id, "export")
            office.says(amina, "Stop", thread)
        case "the channel, by our name":
            office.says(amina, f"<@{office.app.user_id}> STOP!")
        case _:
            office.writes(amina, "STOP")
    await shift.keeps_up()
    assert any("no more automatic messages" in each.lower() for each in office.said(office.direct(amina)))
    asked = await shift.presses(office.jonas, office.ours(office.backstage)[0], "Resolve")
    await shift.fills_in(office.jonas, asked, {"fixed": "the export runs again"})
    assert "none · the customer asked for no automatic messages" in office.said(office.backstage)[0]


async def test_an_edit_is_shown_and_a_deletion_redacts(shift: Shift) -> None:
    office, message_id = shift.office, await asks(shift)
    office.discord.talk.edit(
        office.amina.user_id, office.help.channel_id, message_id, "The import fails with error 502?"
    )
    await shift.keeps_up()
    assert "The import fails with error 502?" in office.said(office.backstage)[0]
    office.discord.talk.delete(office.amina.user_id, office.help.channel_id, message_id)
    await shift.keeps_up()
    assert "502" not in office.said(office.backstage)[0]


async def test_what_a_moderator_takes_back_at_once_is_redacted(shift: Shift) -> None:
    office, message_id = shift.office, await asks(shift)
    told = {"ids": [message_id], "channel_id": office.help.channel_id, "guild_id": office.guild_id}
    office.discord.announcer.in_guild(office.guild_id, "MESSAGE_DELETE_BULK", told)
    await shift.keeps_up()
    assert "(deleted by the customer)" in office.said(office.backstage)[0]


async def test_a_post_that_is_deleted_is_redacted_and_the_end_of_a_thread_redacts_nothing(shift: Shift) -> None:
    office, talk, amina = shift.office, shift.office.discord.talk, shift.office.amina.user_id
    post = talk.forum_post(amina, office.forum.channel_id, "Paid twice", "See the picture?")
    await shift.keeps_up()
    thread = talk.begin_thread(amina, office.help.channel_id, await asks(shift), "export")
    for each in (post, thread):
        office.discord.rooms.delete_channel(each)
    await shift.keeps_up()
    first, second = (each for each in office.said(office.backstage) if "State:" in each)
    assert "Paid twice" not in first
    assert "(deleted by the customer)" in first
    assert ASKED in second


async def test_files_are_named(shift: Shift) -> None:
    office = shift.office
    office.discord.talk.post(
        office.amina.user_id, office.help.channel_id, "What does this error mean?", files=["error.png"]
    )
    await shift.keeps_up()
    assert "[file: error.png]" in office.said(office.backstage)[0]


async def test_a_forwarded_message_is_heard_as_the_words_of_who_forwards_it(shift: Shift) -> None:
    office, talk = shift.office, shift.office.discord.talk
    elsewhere = office.discord.world.add_channel(office.guild_id, "lounge").channel_id
    bo, amina = office.bo.user_id, office.amina.user_id
    question = talk.post(bo, elsewhere, f"<@{amina}> why does my export stop?", files=["log.txt"])
    talk.forward(amina, elsewhere, question, office.help.channel_id)
    await shift.keeps_up()
    root = office.said(office.backstage)[0]
    assert "[forwarded] @Amina why does my export stop?\n[file: log.txt]" in root
    assert "— Amina" in root


async def test_a_stop_that_somebody_forwards_stops_nothing(shift: Shift) -> None:
    office, talk = shift.office, shift.office.discord.talk
    elsewhere = office.discord.world.add_channel(office.guild_id, "lounge").channel_id
    talk.forward(
        office.amina.user_id, elsewhere, talk.post(office.bo.user_id, elsewhere, "stop"), office.help.channel_id
    )
    await shift.keeps_up()
    assert not office.answers(office.amina)
    assert not office.said(office.direct(office.amina))


async def test_stickers_are_named(shift: Shift) -> None:
    office = shift.office
    await asks(shift)
    office.discord.talk.post(office.amina.user_id, office.help.channel_id, "", stickers=["Sad wave"])
    await shift.keeps_up()
    taken = await shift.presses(office.jonas, office.ours(office.backstage)[0], "Remind me")
    await shift.fills_in(office.jonas, taken, {"when": "in two hours"})
    office.clock.shift += timedelta(hours=3)
    await shift.keeps_up()
    assert any("[sticker: Sad wave]" in each for each in office.said(office.backstage))


@pytest.mark.parametrize(
    ("author", "more", "is_heard"),
    [
        ({}, {}, True),
        ({"bot": True}, {}, False),
        ({"system": True}, {}, False),
        ({}, {"webhook_id": "100000000000000009"}, False),  # of its author Discord promises no more than id and name
        ({}, {"type": 7}, False),  # “… joined the server”
    ],
)
async def test_people_are_heard_but_no_webhooks_bots_and_notices(
    shift: Shift, author: dict[str, bool], more: dict[str, object], is_heard: bool
) -> None:
    office, number = shift.office, shift.office.discord.world.new_id()
    said = {"id": number, "channel_id": office.help.channel_id, "type": 0, "content": "Why does the deploy fail?"}
    said |= {"author": {"id": office.amina.user_id, "username": "deploys"} | author, "member": {"roles": []}} | more
    office.discord.announcer.in_guild(office.guild_id, "MESSAGE_CREATE", said)
    await shift.keeps_up()
    assert bool(office.said(office.backstage)) is is_heard


async def test_a_member_who_presses_an_agents_button_changes_nothing(shift: Shift) -> None:
    office = shift.office
    await asks(shift)
    root = office.ours(office.backstage)[0]
    before = office.said(office.backstage)
    for custom_id in ("care|take||yes", "care|resolve||yes", "care|not a conversation||yes"):
        await office.discord.clicks.forge_press(office.amina.user_id, root.channel_id, root.message_id, custom_id)
    await shift.keeps_up()
    assert office.said(office.backstage) == before
