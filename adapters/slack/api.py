"""Slack's Web API, and what each of its answers means to us: reads are tried again, writes never are."""

import logging
from collections.abc import AsyncIterator, Awaitable, Collection, Mapping
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import ChatBusy, ChatRefused, ChatUnsure, UnhurriedError

Json = dict[str, Any]

_log = logging.getLogger("slack_sdk.web")
_log.setLevel(logging.INFO)  # without a level of its own each request is spelt out in case it is to be logged

PATIENCE = timedelta(seconds=15)
"""So long one call may take in all."""
PAGE = 200  # messages or members asked for at once; the most that Slack recommends
_PAUSE = timedelta(seconds=5)  # when Slack does not say how long to wait, or cannot be reached
_LOCKED_OUT_FOR = timedelta(minutes=1)  # until it is tried again

_MAYBE_DONE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack's documentation: some part of the operation may have succeeded before these were raised."""

_SAID = {
    "channel_not_found": "Slack knows no such channel, or I was not invited to it",
    "not_in_channel": "I was not invited to that channel",
    "is_archived": "that channel is archived",
    "message_not_found": "that message is gone",
    "messages_tab_disabled": "the Messages tab of my App Home is switched off",
    "user_not_found": "Slack knows no such person",
    "user_disabled": "that person's account was closed",
    "cannot_dm_bot": "that is a bot",
    "restricted_action": "this workspace does not let me write there",
    "thread_not_found": "that thread is gone",
}
_LOCKED_OUT = {
    "invalid_auth": "Slack does not accept my token",
    "not_authed": "Slack was given no token",
    "account_inactive": "my app was removed from the workspace",
    "token_revoked": "my token was revoked",
    "token_expired": "my token has expired",
}


class LockedOut(ChatBusy):
    """Slack lets us in nowhere until somebody has seen to it: what is due waits, and goes out then."""

    def __init__(self, why: str) -> None:
        super().__init__(_LOCKED_OUT_FOR)
        self.args = (why,)


class TooMuch(ChatRefused):
    """There is more in Slack than is looked through."""


class Api:
    """Two clients over one session: one for what may be asked twice, one for what may not be said twice."""

    def __init__(self, session: aiohttp.ClientSession, token: str, base_url: str) -> None:
        again = [
            AsyncConnectionErrorRetryHandler(),
            AsyncRateLimitErrorRetryHandler(),
            AsyncServerErrorRetryHandler(),
        ]
        self.session = session
        self.read = AsyncWebClient(token, base_url, session=session, retry_handlers=again, logger=_log)
        self.write = AsyncWebClient(token, base_url, session=session, retry_handlers=[], logger=_log)


async def say(call: Awaitable[AsyncSlackResponse], fine: Collection[str] = ()) -> Mapping[str, Any]:
    """What Slack answered to something that must not happen twice; errors of these names count as done.

    Raises:
        ChatBusy, ChatRefused: nothing happened. ChatUnsure: it may have happened.
    """
    try:
        return _data(await call)
    except SlackApiError as error:
        if error_of(error) in fine:
            return {}
        raise _meaning(error) from None
    except aiohttp.ClientConnectorError as error:
        raise ChatBusy(_PAUSE) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise ChatUnsure(f"the connection to Slack broke: {type(error).__name__}") from error


async def ask(call: Awaitable[AsyncSlackResponse], fine: Collection[str] = ()) -> Mapping[str, Any]:
    """What Slack answered to a question; nothing for errors of these names.

    Raises:
        ChatRefused: Slack will not tell. UnhurriedError: it cannot tell now.
    """
    try:
        return await say(call, fine)
    except ChatUnsure as unsure:
        raise UnhurriedError(str(unsure)) from unsure


async def pages(method: Any, key: str, most: int, **arguments: Any) -> AsyncIterator[list[Any]]:
    """The pages of a list, each asked for when the one before was read; at most this many.

    Raises as `ask`, and `TooMuch` when there is more than that.
    """
    cursor = ""
    for _ in range(most):
        answer = await ask(method(limit=PAGE, cursor=cursor or None, **arguments))
        yield answer.get(key, [])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return
    raise TooMuch(f"there is more than {most * PAGE} of it in Slack")


def error_of(error: SlackApiError) -> str:
    """The name Slack gave to what went wrong; nothing when it gave none."""
    data = getattr(error.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _meaning(error: SlackApiError) -> UnhurriedError:
    name, status = error_of(error), getattr(error.response, "status_code", 0)
    if status == 429 or name in ("ratelimited", "rate_limited"):
        return ChatBusy(_retry_after(error))
    if status >= 500 or not name or name in _MAYBE_DONE:
        return ChatUnsure(f"Slack stumbled ({name or status})")
    if name in _LOCKED_OUT:
        return LockedOut(_LOCKED_OUT[name])
    if name == "missing_scope":
        return ChatRefused(f"my Slack app lacks the permission {error.response.get('needed')}")
    return ChatRefused(_SAID.get(name, f"Slack said no ({name})"))


def _retry_after(error: SlackApiError) -> timedelta:
    headers = {name.lower(): value for name, value in getattr(error.response, "headers", {}).items()}
    try:
        return timedelta(seconds=max(1.0, float(headers["retry-after"])))
    except (KeyError, ValueError):
        return _PAUSE


def _data(response: AsyncSlackResponse) -> Mapping[str, Any]:
    return response.data if isinstance(response.data, dict) else {}
