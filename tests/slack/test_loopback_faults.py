"""What goes wrong between an app and our own Slack, as real clients meet it."""

import asyncio

import pytest
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.desk import Desk
from tests.slack.loopback import Fault

POST = "chat.postMessage"


def texts(desk: Desk) -> list[str]:
    """What the bot has said."""
    return [message.now.text for message in desk.slack.record.by_apps()]


@pytest.mark.parametrize(
    ("fault", "stored"),
    [
        (Fault.ERROR, []),
        (Fault.STORED_THEN_ERROR, ["Hello"]),
        (Fault.DROPPED, []),
        (Fault.STORED_THEN_DROPPED, ["Hello"]),
        (Fault.NAMED, []),
        (Fault.STORED_THEN_NAMED, ["Hello"]),
    ],
)
async def test_a_fault_is_met_once(desk: Desk, fault: Fault, stored: list[str]) -> None:
    desk.slack.faults.arm(fault, POST)
    with pytest.raises((SlackApiError, ClientError)):
        await desk.says("Hello")
    assert texts(desk) == stored
    await desk.says("Again")
    assert texts(desk) == [*stored, "Again"]
    assert [request.fault for request in desk.slack.record.calls(POST)] == [fault, ""]


@pytest.mark.parametrize(("fault", "stored"), [(Fault.HANG, []), (Fault.STORED_THEN_HANG, ["Hello"])])
async def test_a_hang_ends_when_the_client_loses_patience(desk: Desk, fault: Fault, stored: list[str]) -> None:
    desk.slack.faults.arm(fault, POST, seconds=30)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.6):  # longer than it takes to get there on a busy machine
            await desk.says("Hello")
    assert texts(desk) == stored


async def test_what_failed_is_stored_late(desk: Desk) -> None:
    desk.slack.faults.arm(Fault.LATE, POST, seconds=0.05)
    with pytest.raises(SlackApiError):
        await desk.says("Hello")
    assert texts(desk) == []
    await desk.slack.until(lambda: texts(desk) == ["Hello"])


async def test_the_stock_client_says_it_twice_when_the_connection_breaks(desk: Desk) -> None:
    stock = AsyncWebClient(token=desk.app.bot_token, base_url=desk.slack.api_url)
    desk.slack.faults.arm(Fault.STORED_THEN_DROPPED, POST)
    await stock.chat_postMessage(channel=desk.help.channel_id, text="Hello")
    assert texts(desk) == ["Hello", "Hello"]


async def test_a_busy_slack_says_when_to_come_again(desk: Desk) -> None:
    desk.slack.faults.arm(Fault.BUSY, POST, seconds=7)
    with pytest.raises(SlackApiError) as busy:
        await desk.says("Hello")
    assert (busy.value.response.status_code, busy.value.response.headers["Retry-After"]) == (429, "7")


async def test_a_patient_client_comes_again_by_itself(desk: Desk) -> None:
    desk.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler())
    desk.slack.faults.arm(Fault.BUSY, POST, seconds=1)
    await desk.says("Hello")
    assert texts(desk) == ["Hello"]


async def test_a_channel_takes_few_messages_at_once(desk: Desk) -> None:
    desk.slack.pace.on = True
    for number in range(3):
        await desk.says(f"Number {number}")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await desk.says("Number 3")


async def test_a_fault_can_wait_for_one_channel(desk: Desk) -> None:
    other = desk.slack.world.add_channel(desk.app.team_id, "other", [desk.app.bot_user_id])
    desk.slack.faults.arm(Fault.NAMED, POST, channel=other.channel_id, error="fatal_error")
    await desk.says("Hello")
    with pytest.raises(SlackApiError, match="fatal_error"):
        await desk.client.chat_postMessage(channel=other.channel_id, text="Hello")


async def test_history_shows_a_message_late(desk: Desk) -> None:
    desk.slack.world.history_lag = 60
    await desk.says("Hello")
    assert (await desk.client.conversations_history(channel=desk.help.channel_id))["messages"] == []


async def test_methods_are_held_to_their_tiers(desk: Desk) -> None:
    desk.slack.pace.on = True
    for _ in range(20):
        await desk.client.usergroups_list()
    with pytest.raises(SlackApiError, match="ratelimited"):
        await desk.client.usergroups_list()
    await desk.client.users_info(user=desk.ada.user_id)


async def test_who_waits_for_a_hanging_slack_can_be_caught_in_the_act(desk: Desk) -> None:
    desk.slack.faults.arm(Fault.STORED_THEN_HANG, POST, seconds=30)
    asking = asyncio.create_task(desk.says("Hello"))
    await desk.slack.until(lambda: [call for call in desk.slack.record.calls(POST) if call.fault])
    assert (texts(desk), asking.done()) == (["Hello"], False)
    desk.slack.faults.clear()
    with pytest.raises(ClientError):
        await asking
