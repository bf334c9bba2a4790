"""Our own Slack refuses what Slack refuses, and names it as Slack does."""

from collections.abc import Sequence
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.slack.desk import Desk

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(number: int = 0, **parts: Any) -> Block:
    return {"type": "button", "action_id": f"a{number}", "text": plain("Go"), **parts}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def select(options: int) -> Block:
    chosen = [{"text": plain(f"{number}"), "value": f"{number}"} for number in range(options)]
    return {"type": "static_select", "action_id": "s", "options": chosen}


AT_THE_LIMIT: Sequence[tuple[str, list[Block], list[Block]]] = [
    ("blocks", [section("x")] * 50, [section("x")] * 51),
    ("section", [section("x" * 3000)], [section("x" * 3001)]),
    ("empty section", [section("x")], [section("")]),
    ("header", [{"type": "header", "text": plain("x" * 150)}], [{"type": "header", "text": plain("x" * 151)}]),
    ("fields", [{"type": "section", "fields": [plain("x")] * 10}], [{"type": "section", "fields": [plain("x")] * 11}]),
    (
        "field",
        [{"type": "section", "fields": [plain("x" * 2000)]}],
        [{"type": "section", "fields": [plain("x" * 2001)]}],
    ),
    (
        "context",
        [{"type": "context", "elements": [plain("x")] * 10}],
        [{"type": "context", "elements": [plain("x")] * 11}],
    ),
    ("elements", [actions(*map(button, range(25)))], [actions(*map(button, range(26)))]),
    ("label", [actions(button(text=plain("x" * 75)))], [actions(button(text=plain("x" * 76)))]),
    ("value", [actions(button(value="x" * 2000))], [actions(button(value="x" * 2001))]),
    ("action id", [actions(button(action_id="x" * 255))], [actions(button(action_id="x" * 256))]),
    ("block id", [{**section("x"), "block_id": "x" * 255}], [{**section("x"), "block_id": "x" * 256}]),
    ("same block id", [{**section("x"), "block_id": "b"}], [{**section("x"), "block_id": "b"}] * 2),
    ("same action id", [actions(button(1), button(2))], [actions(button(1), button(1))]),
    ("options", [actions(select(100))], [actions(select(101))]),
    ("markdown", [{"type": "markdown", "text": "x" * 12_000}], [{"type": "markdown", "text": "x" * 12_001}]),
    ("plain label", [actions(button())], [actions(button(text={"type": "mrkdwn", "text": "Go"}))]),
    ("verbatim", [section("x")], [{"type": "section", "text": {**plain("x"), "verbatim": True}}]),
    ("kind", [{"type": "divider"}], [{"type": "dividing line"}]),
    ("style", [actions(button(style="danger"))], [actions(button(style="blue"))]),
]


@pytest.mark.parametrize(("good", "bad"), [case[1:] for case in AT_THE_LIMIT], ids=[case[0] for case in AT_THE_LIMIT])
async def test_blocks_are_taken_up_to_the_limit(desk: Desk, good: list[Block], bad: list[Block]) -> None:
    await desk.client.chat_postMessage(channel=desk.help.channel_id, text="x", blocks=good)
    with pytest.raises(SlackApiError) as refused:
        await desk.client.chat_postMessage(channel=desk.help.channel_id, text="x", blocks=bad)
    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["response_metadata"]["messages"]
    assert len(desk.slack.record.by_apps()) == 1


async def test_long_texts_are_refused(desk: Desk) -> None:
    said = await desk.says("x" * 40_000)
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await desk.says("x" * 40_001)
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await desk.client.chat_update(channel=desk.help.channel_id, ts=said.ts, text="x" * 4_001)


@pytest.mark.parametrize(
    "change",
    [
        {"title": plain("x" * 25)},
        {"submit": plain("x" * 25)},
        {"callback_id": "x" * 256},
        {"private_metadata": "x" * 3001},
        {"blocks": [section("x")] * 101},
        {"type": "home"},
    ],
)
async def test_forms_over_a_limit_are_refused(desk: Desk, change: Block) -> None:
    view = {"type": "modal", "title": plain("Note"), "submit": plain("Save"), "blocks": [section("x")]}
    trigger = desk.slack.views.new_trigger(desk.app, desk.ada.user_id)
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await desk.client.views_open(trigger_id=trigger, view={**view, **change})
    assert desk.slack.record.readable_by(desk.ada.user_id) == []


async def test_a_trigger_is_good_for_a_moment(desk: Desk) -> None:
    trigger = desk.slack.views.new_trigger(desk.app, desk.ada.user_id)
    desk.slack.views.trigger_seconds = 0.0
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await desk.client.views_open(trigger_id=trigger, view={"type": "modal", "title": plain("x"), "blocks": []})


async def test_all_blocks_together_are_not_too_long(desk: Desk) -> None:
    room = desk.help.channel_id
    await desk.client.chat_postMessage(channel=room, text="x", blocks=[section("x" * 3000)] * 4)
    with pytest.raises(SlackApiError, match="msg_blocks_too_long"):
        await desk.client.chat_postMessage(channel=room, text="x", blocks=[section("x" * 3000)] * 5)


@pytest.mark.parametrize(
    "elements",
    [
        [],
        [{"type": "rich_text_section", "elements": []}],
        [{"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}],
        [{"type": "rich_text_quote", "elements": [{"type": "link", "url": ""}]}],
        [{"type": "rich_text_list", "style": "dashes", "elements": []}],
        [{"type": "text", "text": "x"}],
    ],
)
async def test_rich_text_is_never_empty(desk: Desk, elements: list[Block]) -> None:
    rich = [{"type": "rich_text", "elements": elements}]
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await desk.client.chat_postMessage(channel=desk.help.channel_id, text="x", blocks=rich)
