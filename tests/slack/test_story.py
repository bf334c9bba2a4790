"""The story of the product on Slack, step by step, as its people see it."""

import pytest

from adapters.slack.translate import deleted, posted
from bot.model.people import Customer
from bot.model.places import Person, Place
from tests.slack.loopback import events
from tests.slack.office import Shift

ASKED = "Hi, my export fails with error 500 since yesterday, can you help?"


async def asks(shift: Shift) -> str:
    """Amina asks; returns the id of her message, which is the thread below it."""
    ts = shift.office.says(shift.office.amina, ASKED)
    await shift.keeps_up()
    return ts


async def test_a_question_begins_a_thread_backstage_that_links_to_it(shift: Shift) -> None:
    ts = await asks(shift)
    [root] = shift.office.ours(shift.office.backstage)
    assert ASKED in shift.office.said(shift.office.backstage)[0]
    assert f"archives/{shift.office.help.channel_id}/p{ts.replace('.', '')}" in str(root.now.blocks)
    assert shift.office.said(shift.office.help) == []


async def test_whispers_go_into_that_thread_and_the_root_is_changed_in_place(shift: Shift) -> None:
    office, ts = shift.office, await asks(shift)
    office.says(office.jonas, "Let me look.", ts)
    await shift.keeps_up()
    [root] = [each for each in office.ours(office.backstage) if not each.thread_ts]
    assert "Jonas" in office.said(office.backstage)[0]
    assert len(root.versions) > 1
    await asks(shift)
    assert {each.thread_ts for each in office.ours(office.backstage)} <= {None, root.ts}


async def test_resolving_shows_the_plan_to_the_one_who_resolved(shift: Shift) -> None:
    office, ts = shift.office, await asks(shift)
    office.says(office.jonas, "It was a full disk; it runs again.", ts)
    await shift.keeps_up()
    root = office.ours(office.backstage)[0]
    await shift.presses(office.jonas, office.backstage, root.ts, "Resolve")
    answer = await shift.fills_in(office.jonas, {"fixed": "the export runs again"})
    assert answer.answer["response_action"] == "update"
    assert "Resolved." in str(answer.answer["view"])
    assert "the export runs again" in office.said(office.backstage)[0]


async def test_a_time_that_cannot_be_read_is_said_above_the_form_which_is_kept(shift: Shift) -> None:
    office = shift.office
    await asks(shift)
    root = office.ours(office.backstage)[0]
    await shift.presses(office.jonas, office.backstage, root.ts, "Remind me")
    answer = await shift.fills_in(office.jonas, {"when": "when pigs fly"})
    assert answer.answer["response_action"] == "push"
    assert "when pigs fly" in str(answer.answer["view"])


async def test_a_word_typed_to_us_backstage_is_answered_to_its_author_alone(shift: Shift) -> None:
    office = shift.office
    await asks(shift)
    root = office.ours(office.backstage)[0]
    office.says(office.jonas, "@unhurried brief", root.ts, office.backstage)
    await shift.keeps_up()
    [answer] = await office.slack.until(lambda: office.answers(office.jonas))
    assert "About Amina" in answer


async def test_who_is_mentioned_in_a_word_typed_to_us_is_called_by_name(shift: Shift) -> None:
    office = shift.office
    await asks(shift)
    root = office.ours(office.backstage)[0]
    office.says(office.mira, "Good morning")
    await shift.keeps_up()
    office.says(office.jonas, "@unhurried note @mira knows more", root.ts, office.backstage)
    office.says(office.jonas, "@unhurried hand over @mira", root.ts, office.backstage)
    await shift.keeps_up()
    await office.slack.until(lambda: office.answers(office.jonas)[1:])
    noted, handed = office.answers(office.jonas)
    assert "@Mira knows more" in noted
    assert "Mira has the conversation now" in handed


async def test_what_changed_nothing_is_said_once_although_slack_tells_a_mention_twice(shift: Shift) -> None:
    office = shift.office
    await asks(shift)
    root = office.ours(office.backstage)[0]
    for typed in ("@unhurried remind soon", "@unhurried remind soon", "@unhurried dance"):
        office.says(office.jonas, typed, root.ts, office.backstage)
    await shift.keeps_up()
    await office.slack.until(lambda: any("dance" in each for each in office.answers(office.jonas)))
    said = [each.splitlines()[0] for each in office.answers(office.jonas)]
    assert said == [*2 * ["I could not read “soon” as a time to come."], "I do not know “dance”."]


async def test_who_names_us_twice_is_understood(shift: Shift) -> None:
    office = shift.office
    await asks(shift)
    office.says(office.mira, "@unhurried @unhurried brief", office.ours(office.backstage)[0].ts, office.backstage)
    await shift.keeps_up()
    [answer] = await office.slack.until(lambda: office.answers(office.mira))
    assert "About Amina" in answer


async def test_a_slash_command_is_answered_in_the_acknowledgement(shift: Shift) -> None:
    answer = await shift.commands(shift.office.jonas, "help")
    assert answer.answer["response_type"] == "ephemeral"
    assert shift.office.said(shift.office.help) == []


async def test_the_menu_of_a_message_opens_the_form_and_keeps_the_note(shift: Shift) -> None:
    office, ts = shift.office, await asks(shift)
    callback = "care_note"
    await office.slack.clicks.message_shortcut(
        office.jonas.user_id, office.app.app_id, office.help.channel_id, ts, callback
    )
    await shift.fills_in(office.jonas, {"text": "Exports every Friday", "kind": "=fact"})
    root = office.ours(office.backstage)[0]
    office.says(office.mira, "@unhurried brief", root.ts, office.backstage)
    await shift.keeps_up()
    [answer] = await office.slack.until(lambda: office.answers(office.mira))
    assert "Exports every Friday" in answer


async def test_what_a_customer_writes_to_us_reaches_backstage_and_is_answered_from_there(shift: Shift) -> None:
    office = shift.office
    office.writes(office.amina, "My invoice is wrong, who can look at it?")
    await shift.keeps_up()
    [first_words] = await office.slack.until(lambda: office.said(office.direct(office.amina)))
    assert "A person reads this" in first_words
    root = office.ours(office.backstage)[0]
    assert "My invoice is wrong" in office.said(office.backstage)[0]
    await shift.presses(office.jonas, office.backstage, root.ts, "Reply")
    await shift.fills_in(office.jonas, {"words": "I corrected it <!channel>."})
    reply = office.said(office.direct(office.amina))[-1]
    assert "Jonas" in reply
    assert "I corrected it <!channel>." in reply


async def test_stop_is_heard_anywhere_and_at_once(shift: Shift) -> None:
    office = shift.office
    await asks(shift)
    office.says(office.amina, "stop")
    await shift.keeps_up()
    assert await office.slack.until(lambda: office.answers(office.amina))
    customer = await _customer(shift)
    assert customer.consent.check_ins is False


@pytest.mark.parametrize("said", ["@unhurried stop", "@unhurried Stop!", "@unhurried please stop."])
async def test_stop_is_heard_also_when_it_is_said_to_us_by_name(shift: Shift, said: str) -> None:
    await asks(shift)
    shift.office.says(shift.office.amina, said)
    await shift.keeps_up()
    assert (await _customer(shift)).consent.check_ins is False


@pytest.mark.parametrize("said", ["help my export fails", "stop working? It does that at once", "open exports fail"])
async def test_what_customers_ask_us_by_name_is_a_question_whatever_word_it_begins_with(
    shift: Shift, said: str
) -> None:
    shift.office.says(shift.office.amina, f"@unhurried {said}")
    await shift.keeps_up()
    [root] = shift.office.said(shift.office.backstage)
    assert said in root
    assert (await _customer(shift)).consent.check_ins is True


async def test_an_edit_is_shown_and_a_deletion_redacts(shift: Shift) -> None:
    office, ts = shift.office, await asks(shift)
    office.slack.talk.edit(office.amina.user_id, office.help.channel_id, ts, "The import fails with error 502?")
    await shift.keeps_up()
    assert "The import fails with error 502?" in office.said(office.backstage)[0]
    office.slack.talk.delete(office.amina.user_id, office.help.channel_id, ts)
    await shift.keeps_up()
    assert "502" not in office.said(office.backstage)[0]


async def test_a_question_that_is_deleted_after_it_was_answered_is_quoted_no_more(shift: Shift) -> None:
    office, ts = shift.office, await asks(shift)
    office.says(office.jonas, "Let me look.", ts)
    await shift.keeps_up()
    office.slack.talk.delete(office.amina.user_id, office.help.channel_id, ts)
    await shift.keeps_up()
    assert not any("error 500" in each for each in office.said(office.backstage))


async def test_what_was_deleted_before_it_was_heard_is_not_heard_when_it_is_told_late(shift: Shift) -> None:
    office, place = shift.office, Place("slack", shift.office.help.channel_id)
    author = await shift.chat.profile(Person("slack", office.amina.user_id))
    said = {
        "ts": office.slack.world.new_ts(),
        "user": office.amina.user_id,
        "text": "Why is my password hunter2 wrong?",
    }
    late = posted(said, place, author, {})
    assert late
    await shift.bot.hear(deleted(said["ts"], place, office.slack.world.new_ts()))
    await shift.bot.hear(late)
    await shift.keeps_up()
    assert office.said(office.backstage) == []


async def test_half_a_character_keeps_nothing_from_being_heard(shift: Shift) -> None:
    office = shift.office
    office.slack.talk.post(office.amina.user_id, office.help.channel_id, "Why does it stop \ud83d ?", raw=True)
    await shift.keeps_up()
    assert "Why does it stop \ufffd ?" in office.said(office.backstage)[0]


async def test_files_are_named(shift: Shift) -> None:
    office = shift.office
    office.slack.talk.post(office.amina.user_id, office.help.channel_id, "What does this error mean?", files=2)
    await shift.keeps_up()
    assert "[file: screenshot-2.png]" in office.said(office.backstage)[0]


async def test_other_programs_and_notices_that_people_joined_are_not_heard(shift: Shift) -> None:
    office = shift.office
    office.slack.talk.other_app_says(office.help.channel_id, "Why does the deploy fail?")
    newcomer = office.slack.world.add_person(office.app.team_id, "nadia")
    office.slack.rooms.join(newcomer.user_id, office.help.channel_id)
    await shift.keeps_up()
    assert office.said(office.backstage) == []


async def is_told(shift: Shift, **said: str) -> None:
    """Slack tells what Amina said, with these particulars."""
    office, world = shift.office, shift.office.slack.world
    ts = world.new_ts()
    event = {"type": "message", "user": office.amina.user_id, "text": ASKED, "ts": ts, "event_ts": ts, **said}
    event |= {"channel": office.help.channel_id, "channel_type": "channel"}
    office.slack.outbound.event(office.app, events.envelope(world, office.app, event, office.help))
    await shift.keeps_up()


@pytest.mark.parametrize("subtype", ["thread_broadcast", "me_message"])
async def test_what_is_said_in_another_manner_is_heard_too(shift: Shift, subtype: str) -> None:
    await is_told(shift, subtype=subtype)
    assert ASKED in shift.office.said(shift.office.backstage)[0]


@pytest.mark.parametrize("said", [{"bot_id": "B0OTHER"}, {"user": "USLACKBOT"}, {"subtype": "channel_topic"}])
async def test_what_no_person_says_is_not_heard(shift: Shift, said: dict[str, str]) -> None:
    await is_told(shift, **said)
    assert shift.office.said(shift.office.backstage) == []


async def test_a_message_told_in_many_ways_is_heard_once(shift: Shift) -> None:
    office, ts = shift.office, await asks(shift)
    before = len(office.said(office.backstage))
    for same_event in (True, False):
        office.slack.talk.deliver_again(office.help.channel_id, ts, same_event=same_event)
    office.slack.talk.deliver_again(office.help.channel_id, ts, team_id=office.sten.team_id)
    await shift.keeps_up()
    assert len(office.said(office.backstage)) == before
    assert len([each for each in office.ours(office.backstage) if not each.thread_ts]) == 1


async def test_one_gesture_that_slack_stored_twice_is_heard_once_however_often_it_is_told(shift: Shift) -> None:
    office, ts = shift.office, await asks(shift)
    root, who, desk = office.ours(office.backstage)[0], office.jonas.user_id, office.backstage.channel_id
    for _ in range(2):
        office.slack.talk.post(who, desk, "@unhurried note Exports on Fridays", root.ts, client_msg_id="jonas-1")
        told = office.slack.talk.post(office.amina.user_id, office.help.channel_id, "Hm", ts, client_msg_id="amina-1")
        office.slack.talk.deliver_again(office.help.channel_id, told)
    await shift.keeps_up()
    async with shift.bot.speaker.store.begin(alone=False) as work:
        customer = await work.people.customer_of(Person("slack", office.amina.user_id))
        assert customer
        assert len(await work.notes.of_customer(customer.id)) == 1
        assert [each.text for each in await work.messages.of_customer(customer.id, 10)] == ["Hm", ASKED]


async def _customer(shift: Shift) -> Customer:
    async with shift.bot.speaker.store.begin(alone=False) as work:
        customer = await work.people.customer_of(Person("slack", shift.office.amina.user_id))
    assert customer
    return customer


async def test_a_question_is_heard_backstage_once_whoever_did_not_belong_there_has_left(shift: Shift) -> None:
    office = shift.office
    office.slack.rooms.join(office.bo.user_id, office.backstage.channel_id)
    await asks(shift)
    assert office.said(office.backstage) == []
    office.slack.rooms.leave(office.bo.user_id, office.backstage.channel_id)
    await shift.keeps_up()
    await shift.bot.sweep()
    await shift.bot.speak()
    assert ASKED in office.said(office.backstage)[0]
