"""What people do in our own Slack reaches real clients, and their answers reach the people."""

from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError

from tests.slack.desk import Desk
from tests.slack.loopback.forms import NotThere
from tests.slack.loopback.talk import CannotDo

BUTTON = {
    "type": "button",
    "action_id": "take",
    "value": "k1",
    "text": {"type": "plain_text", "text": "Take it"},
}
FORM = {
    "type": "modal",
    "callback_id": "note",
    "title": {"type": "plain_text", "text": "Note"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": {"type": "plain_text", "text": "What"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


async def with_button(desk: Desk) -> str:
    """The bot offers a button; returns the message's ts."""
    blocks = [{"type": "actions", "elements": [BUTTON]}]
    answer = await desk.client.chat_postMessage(channel=desk.help.channel_id, text="Yours?", blocks=blocks)
    return str(answer["ts"])


def takes(desk: Desk) -> list[dict[str, Any]]:
    """What is pressed, once it is."""
    pressed: list[dict[str, Any]] = []

    @desk.bolt.action("take")
    async def take(ack: AsyncAck, action: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        pressed.append(action)
        await respond("Taken.")

    return pressed


async def test_a_button_is_pressed_and_answered_to_one_person(desk: Desk) -> None:
    pressed = takes(desk)
    async with desk.connected():
        await desk.slack.clicks.press(desk.ada.user_id, desk.help.channel_id, await with_button(desk), "Take it")
        await desk.slack.until(lambda: len(desk.slack.record.by_apps()) == 2)
    answer = desk.slack.record.by_apps()[-1]
    assert [action["value"] for action in pressed] == ["k1"]
    assert (answer.now.text, answer.readers) == ("Taken.", {desk.ada.user_id})


async def test_nobody_presses_what_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotThere):
        await desk.slack.clicks.press(desk.ada.user_id, desk.help.channel_id, await with_button(desk), "Leave it")


async def test_nobody_presses_what_they_cannot_see(desk: Desk) -> None:
    ts = await with_button(desk)
    elsewhere = desk.slack.world.add_person(desk.slack.world.add_team("Other").team_id, "eve")
    with pytest.raises(CannotDo):
        await desk.slack.clicks.press(elsewhere.user_id, desk.help.channel_id, ts, "take")


async def test_a_forged_press_reaches_the_app(desk: Desk) -> None:
    pressed = takes(desk)
    ts = await with_button(desk)
    async with desk.connected():
        await desk.slack.clicks.forge_press(desk.bo.user_id, desk.help.channel_id, ts, "take", "stolen")
        await desk.slack.until(lambda: desk.slack.record.responses)
    assert [action["value"] for action in pressed] == ["stolen"]


async def test_a_form_opens_is_refused_corrected_and_closes(desk: Desk) -> None:
    @desk.bolt.command("/note")
    async def note(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await desk.client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @desk.bolt.view("note")
    async def noted(ack: AsyncAck, view: dict[str, Any]) -> None:
        text = view["state"]["values"]["what"]["text"]["value"]
        await (ack() if len(text) > 3 else ack(response_action="errors", errors={"what": "Too short"}))

    ada, room, views = desk.ada.user_id, desk.help.channel_id, desk.slack.views
    async with desk.connected():
        await desk.slack.clicks.command(ada, desk.app.app_id, room, "/note")
        [form] = await desk.slack.until(lambda: views.of(desk.app.app_id, ada))
        await desk.slack.clicks.submit(ada, form.view["id"], {"text": "no"})
        assert (form.errors, form.closed) == ({"what": "Too short"}, False)
        await desk.slack.clicks.submit(ada, form.view["id"], {"what": "Likes tea"})
    assert form.closed


async def test_a_trigger_opens_one_form(desk: Desk) -> None:
    trigger = desk.slack.views.new_trigger(desk.app, desk.ada.user_id)
    await desk.client.views_open(trigger_id=trigger, view=FORM)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await desk.client.views_open(trigger_id=trigger, view=FORM)


async def test_a_command_is_answered_to_one_person_unless_the_app_says_otherwise(desk: Desk) -> None:
    @desk.bolt.command("/care")
    async def care(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack("For you.")
        await respond("For all.", response_type="in_channel")

    async with desk.connected():
        await desk.slack.clicks.command(desk.ada.user_id, desk.app.app_id, desk.help.channel_id, "/care", "next")
        await desk.slack.until(lambda: len(desk.slack.record.by_apps()) == 2)
    said = {message.now.text: message.readers for message in desk.slack.record.by_apps()}
    assert said["For you."] == {desk.ada.user_id}
    assert said["For all."] == set(desk.help.members)


async def test_people_of_another_workspace_have_no_commands(desk: Desk) -> None:
    eve = desk.slack.world.add_person(desk.slack.world.add_team("Other").team_id, "eve")
    with pytest.raises(CannotDo):
        await desk.slack.clicks.command(eve.user_id, desk.app.app_id, desk.help.channel_id, "/care")


async def test_a_home_tab_is_shown_to_one_person(desk: Desk) -> None:
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    async with desk.connected():
        desk.slack.clicks.open_home(desk.ada.user_id, desk.app.app_id)
        await desk.slack.settled()
    await desk.client.views_publish(user_id=desk.ada.user_id, view=view)
    assert [body["event"]["type"] for body in desk.heard] == ["app_home_opened"]
    assert len(desk.slack.record.readable_by(desk.ada.user_id)) == 1
    assert desk.slack.record.readable_by(desk.bo.user_id) == []


async def test_a_message_shortcut_tells_the_message(desk: Desk) -> None:
    told: list[dict[str, Any]] = []

    @desk.bolt.shortcut("remember")
    async def remember(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        told.append(body)

    ts = desk.slack.talk.post(desk.bo.user_id, desk.help.channel_id, "Blue, please")
    async with desk.connected():
        ada, room = desk.ada.user_id, desk.help.channel_id
        await desk.slack.clicks.message_shortcut(ada, desk.app.app_id, room, ts, "remember")
    assert [(body["message"]["text"], body["user"]["id"]) for body in told] == [("Blue, please", desk.ada.user_id)]


async def test_forms_are_stacked_three_high(desk: Desk) -> None:
    ada, views = desk.ada.user_id, desk.slack.views
    await desk.client.views_open(trigger_id=views.new_trigger(desk.app, ada), view=FORM)
    for _ in range(2):
        await desk.client.views_push(trigger_id=views.new_trigger(desk.app, ada), view=FORM)
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await desk.client.views_push(trigger_id=views.new_trigger(desk.app, ada), view=FORM)
    assert len(views.of(desk.app.app_id, ada)) == 3


async def test_a_form_that_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    ada, views = desk.ada.user_id, desk.slack.views
    first = (await desk.client.views_open(trigger_id=views.new_trigger(desk.app, ada), view=FORM))["view"]
    await desk.client.views_update(view_id=first["id"], view=FORM, hash=first["hash"])
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await desk.client.views_update(view_id=first["id"], view=FORM, hash=first["hash"])
