"""What became of what people had said while the program was away, and what they said in threads meanwhile."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.slack import sockets
from bot.model.conversations import Message
from bot.model.deliveries import Limits
from bot.model.places import Person, Place, dm
from tests.slack.office import QUICK, Office, Shift

ASKED, BELOW, DIRECT = "Why does the export stop?", "It hangs at 80 percent", "Where is my invoice?"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for seconds."""
    monkeypatch.setattr(sockets, "_FIRST_PAUSE", 0.05)
    monkeypatch.setattr(sockets, "_APART", 0.05)


@asynccontextmanager
async def back_at_work(office: Office, limits: Limits = QUICK) -> AsyncIterator[Shift]:
    """The bot works again, after Slack gave up telling it what it missed, and has caught up."""
    await office.slack.settled()
    async with office.bot(limits=limits) as shift:
        await shift.bot.connected("slack", anew=True)
        async with shift.listening():
            await shift.keeps_up()
            yield shift


async def kept(shift: Shift, place: Place, message_id: str) -> Message:
    async with shift.bot.speaker.store.begin(alone=False) as work:
        found = await work.messages.get(place, message_id)
    assert found
    return found


async def away(office: Office) -> tuple[str, str, str]:
    """Amina asks, and adds something in the thread; Bo writes to the bot. Then the program ends."""
    async with office.working() as shift:
        asked = office.says(office.amina, ASKED)
        below = office.says(office.amina, BELOW, asked)
        direct = office.writes(office.bo, DIRECT)
        await shift.keeps_up()
        await shift.bot.connected("slack", anew=False)
    return asked, below, direct


def places(office: Office, asked: str) -> tuple[Place, Place, Place]:
    channel = Place("slack", office.help.channel_id)
    return channel, replace(channel, thread_id=asked), dm(Person("slack", office.bo.user_id))


async def test_what_was_edited_meanwhile_is_heard_wherever_it_stands(office: Office) -> None:
    said, talk = await away(office), office.slack.talk
    direct = office.direct(office.bo).channel_id
    talk.edit(office.amina.user_id, office.help.channel_id, said[0], "Why does the import stop?")
    talk.edit(office.amina.user_id, office.help.channel_id, said[1], "It hangs at 90 percent")
    talk.edit(office.bo.user_id, direct, said[2], "Where is my receipt?")
    async with back_at_work(office) as shift:
        found = [await kept(shift, *each) for each in zip(places(office, said[0]), said, strict=True)]
    assert [each.text for each in found] == [
        "Why does the import stop?",
        "It hangs at 90 percent",
        "Where is my receipt?",
    ]
    assert any("Why does the import stop?" in each for each in office.said(office.backstage))


async def test_what_was_deleted_meanwhile_is_redacted_wherever_it_stands(office: Office) -> None:
    said, talk = await away(office), office.slack.talk
    for who, room, ts in zip(
        (office.amina, office.amina, office.bo), (office.help, office.help, office.direct(office.bo)), said, strict=True
    ):
        talk.delete(who.user_id, room.channel_id, ts)
    async with back_at_work(office) as shift:
        found = [await kept(shift, *each) for each in zip(places(office, said[0]), said, strict=True)]
    assert [each.text for each in found] == ["", "", ""]
    assert all(each.deleted_at for each in found)
    assert not any(text in each for each in office.said(office.backstage) for text in (ASKED, DIRECT))


async def test_a_deleted_question_with_answers_below_it_is_redacted_and_they_stay(office: Office) -> None:
    said = await away(office)
    office.slack.talk.delete(office.amina.user_id, office.help.channel_id, said[0])
    async with back_at_work(office) as shift:
        question, answer, _ = [await kept(shift, *each) for each in zip(places(office, said[0]), said, strict=True)]
    assert (question.text, answer.text) == ("", BELOW)


async def test_what_slack_may_not_show_yet_counts_as_gone_only_the_next_time(office: Office) -> None:
    said, talk = await away(office), office.slack.talk
    talk.delete(office.amina.user_id, office.help.channel_id, said[1])
    talk.edit(office.amina.user_id, office.help.channel_id, said[0], "Why does the import stop?")
    thread = places(office, said[0])[1]
    async with back_at_work(office, replace(QUICK, settle=timedelta(hours=1))) as shift:
        assert (await kept(shift, thread, said[1])).text == BELOW
        assert (await kept(shift, thread, said[0])).text == "Why does the import stop?"
    async with back_at_work(office) as shift:
        assert (await kept(shift, thread, said[1])).text == ""


async def test_what_slack_does_not_tell_of_stays(office: Office) -> None:
    said = await away(office)
    office.slack.talk.delete(office.amina.user_id, office.help.channel_id, said[1])
    office.slack.faults.arm("named", "conversations.replies", error="missing_scope", times=100)
    async with back_at_work(office) as shift:
        found = [await kept(shift, *each) for each in zip(places(office, said[0]), said, strict=True)]
    assert [each.text for each in found] == [ASKED, BELOW, DIRECT]


async def test_what_was_brought_in_under_made_up_ids_stays(office: Office) -> None:
    said = await away(office)
    async with office.bot() as shift:
        place = Place("slack", office.help.channel_id)
        asked = await kept(shift, place, said[0])
        async with shift.bot.speaker.store.begin() as work:
            for made_up in ("m1", "1700000000.000001"):
                await work.messages.save(replace(asked, message_id=made_up, text="brought in"))
    async with back_at_work(office) as shift:
        assert {(await kept(shift, place, each)).text for each in ("m1", "1700000000.000001")} == {"brought in"}


async def test_a_stop_that_is_heard_late_is_confirmed_once_and_what_changes_nothing_is_not_answered(
    office: Office,
) -> None:
    asked, *_ = await away(office)
    office.says(office.amina, "stop", asked)
    office.writes(office.bo, "stop")
    office.says(office.jonas, "@unhurried dance", asked)
    for _ in range(2):
        async with back_at_work(office):
            pass
    [answer] = office.answers(office.amina)
    assert "no more automatic messages" in answer
    assert [each for each in office.said(office.direct(office.bo)) if "no more automatic messages" in each] == [answer]
    assert office.answers(office.jonas) == []


async def test_what_is_said_in_a_thread_of_private_messages_is_heard_and_stays(office: Office) -> None:
    said = await away(office)
    bo, direct = office.bo.user_id, office.direct(office.bo).channel_id
    below = office.slack.talk.post(bo, direct, "The one of October, I mean", said[2])
    for _ in range(2):
        async with back_at_work(office) as shift:
            assert (await kept(shift, dm(Person("slack", bo)), below)).text == "The one of October, I mean"


async def test_when_slack_says_too_fast_it_goes_on_from_there_a_moment_later(office: Office) -> None:
    asked, *_ = await away(office)
    below = office.says(office.amina, "And at 90 as well", asked)
    office.slack.faults.arm("busy", "conversations.replies")
    async with back_at_work(office) as shift:
        assert (await kept(shift, places(office, asked)[1], below)).text == "And at 90 as well"


async def test_whoever_wrote_to_us_for_the_first_time_meanwhile_is_heard_and_answered(office: Office) -> None:
    await away(office)
    office.writes(office.amina, "Can somebody call me?")
    async with back_at_work(office):
        assert any("Can somebody call me?" in each for each in office.said(office.backstage))
    assert ["A person reads this" in each for each in office.said(office.direct(office.amina))] == [True]


async def test_of_many_direct_messages_those_that_began_last_are_asked(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.history._MOST_DIRECTS", 1)
    await away(office)
    for who, said in ((office.amina, "Can somebody call me?"), (office.sten, "Where do I find it?")):
        office.writes(who, said)
    async with back_at_work(office):
        said = "\n".join(office.said(office.backstage))
    assert ("Where do I find it?" in said, "Can somebody call me?" in said) == (True, False)


async def test_without_the_permission_to_list_direct_messages_all_else_is_caught_up_with(office: Office) -> None:
    await away(office)
    office.app.scopes.discard("im:read")
    office.says(office.sten, "How do I change my address?")
    async with back_at_work(office):
        assert any("How do I change my address?" in each for each in office.said(office.backstage))


async def test_a_thread_that_was_no_conversation_yet_is_asked_too(office: Office) -> None:
    async with office.working() as shift:
        chatter = office.says(office.bo, "Good morning everybody")
        await shift.keeps_up()
        await shift.bot.connected("slack", anew=False)
    office.says(office.amina, "Good morning. Can somebody help me with the export?", chatter)
    async with back_at_work(office):
        assert any("help me with the export" in each for each in office.said(office.backstage))


async def test_a_thread_that_began_too_long_ago_to_be_looked_at_with_its_channel_is_asked_by_itself(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.catching_up.THREADS_BACK", timedelta(minutes=-2))  # nothing from before counts
    asked, *_ = await away(office)
    thread = places(office, asked)[1]
    async with office.bot() as shift, shift.bot.speaker.store.begin() as work:
        conversation = await work.conversations.at(thread)
        assert conversation
        await work.conversations.save(replace(conversation, opened_at=conversation.opened_at - timedelta(days=20)))
    below = office.says(office.amina, "It still hangs", asked)
    async with back_at_work(office) as shift:
        assert (await kept(shift, thread, below)).text == "It still hangs"


async def test_of_many_threads_those_with_the_newest_words_are_asked(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.catching_up._MOST_THREADS", 2)
    async with office.working() as shift:
        roots = [office.says(office.bo, f"Good morning number {number}") for number in range(4)]
        await shift.keeps_up()
        await shift.bot.connected("slack", anew=False)
    for number, root in enumerate(roots):
        office.says(office.amina, f"Can you help me with number {number}?", root)
    async with back_at_work(office):
        said = "\n".join(office.said(office.backstage))
    assert [f"help me with number {number}?" in said for number in range(4)] == [False, False, True, True]


async def test_of_more_than_is_looked_through_the_newest_is_heard(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.api.PAGE", 2)
    monkeypatch.setattr("adapters.slack.history._MOST_LATEST", 2)
    await away(office)
    said = [office.says(office.amina, f"And {number}") for number in range(6)]
    async with back_at_work(office) as shift:
        place = Place("slack", office.help.channel_id)
        async with shift.bot.speaker.store.begin(alone=False) as work:
            heard = [await work.messages.get(place, ts) is not None for ts in said]
    assert heard == [False, False, True, True, True, True]
