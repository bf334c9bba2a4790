"""How things are said on Slack: in its pace, without previews, under a key that only our own messages answer to."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.chat import LIMITS
from bot.errors import ChatBusy, ChatRefused, ChatUnsure
from bot.messages import CustomerWords
from bot.model.places import CustomerPlace, Person, Place, dm
from tests.slack.office import Office, Shift

AS_IT_IS = {"unfurl_links": False, "unfurl_media": False, "link_names": False, "parse": "none"}
HELLO = CustomerWords(lines=("Hello https://acme.example",), why="For a test.")


def front_desk(office: Office) -> CustomerPlace:
    return CustomerPlace(Place("slack", office.help.channel_id), Person("slack", office.amina.user_id))


async def test_a_channel_gets_one_message_a_second(office: Office) -> None:
    async with office.bot(limits=LIMITS) as shift, shift.listening():
        office.says(office.amina, "Why does my export stop?")
        office.says(office.bo, "Why does my import stop?")
        await shift.keeps_up()
        assert len(office.said(office.backstage)) == 1


async def test_nothing_is_shown_of_what_an_address_leads_to(shift: Shift) -> None:
    await shift.chat.tell(front_desk(shift.office), HELLO, "key")
    [call] = shift.office.slack.record.calls("chat.postMessage")
    assert {name: call.body.get(name) for name in AS_IT_IS} == AS_IT_IS


async def test_a_private_answer_is_shown_as_it_is_too(shift: Shift) -> None:
    office, amina = shift.office, Person("slack", shift.office.amina.user_id)
    for place in (Place("slack", office.help.channel_id), dm(amina)):
        await shift.chat.answer(amina, place, "1", HELLO)
    [here] = office.slack.record.calls("chat.postEphemeral")  # which has no previews
    [direct] = office.slack.record.calls("chat.postMessage")
    assert {name: direct.body.get(name) for name in AS_IT_IS} == AS_IT_IS
    assert {name: here.body[name] for name in ("link_names", "parse")} == {"link_names": False, "parse": "none"}


async def test_what_is_said_is_spelt_out_for_no_log(shift: Shift, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await shift.chat.tell(front_desk(shift.office), HELLO, "key")
    assert "acme.example" not in caplog.text


@pytest.mark.parametrize("error", ["internal_error", "fatal_error", "service_unavailable", "request_timeout"])
async def test_an_error_that_says_nothing_about_what_was_stored_is_no_no(shift: Shift, error: str) -> None:
    shift.office.slack.faults.arm("stored then named", "chat.postMessage", error=error)
    with pytest.raises(ChatUnsure):
        await shift.chat.tell(front_desk(shift.office), HELLO, "key")


async def test_a_busy_slack_is_left_alone_for_as_long_as_it_asks(shift: Shift) -> None:
    shift.office.slack.faults.arm("busy", "chat.postMessage", seconds=7)
    with pytest.raises(ChatBusy) as busy:
        await shift.chat.tell(front_desk(shift.office), HELLO, "key")
    assert busy.value.retry_after == timedelta(seconds=7)


async def test_nothing_is_said_below_a_message_that_is_gone(shift: Shift) -> None:
    office = shift.office
    asked = office.says(office.amina, "Good morning")
    office.slack.talk.delete(office.amina.user_id, office.help.channel_id, asked)
    thread = CustomerPlace(Place("slack", office.help.channel_id, asked), Person("slack", office.amina.user_id))
    with pytest.raises(ChatRefused, match="that thread is gone"):
        await shift.chat.tell(thread, HELLO, "key")
    assert office.said(office.help) == []


async def test_what_another_program_says_under_our_key_is_not_taken_for_ours(shift: Shift) -> None:
    office, since = shift.office, datetime.now(UTC) - timedelta(minutes=1)
    place = front_desk(office)
    ours = await shift.chat.tell(place, HELLO, "key")
    other = office.slack.world.add_app(office.app.team_id, "other")
    office.slack.rooms.join(other.bot_user_id, office.help.channel_id)
    [said] = [each for each in office.slack.record.by_apps(office.help.channel_id) if each.ts == ours.message_id]
    client = AsyncWebClient(other.bot_token, office.slack.api_url)
    await client.chat_postMessage(channel=office.help.channel_id, text="me too", metadata=said.metadata)
    assert await shift.chat.find(place.place, "key", since) == [ours]
