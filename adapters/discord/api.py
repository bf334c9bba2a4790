"""Discord's REST API by way of discord.py, and what each of its answers means to us."""

import asyncio
from collections.abc import Awaitable, Collection
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.errors import ChatBusy, ChatRefused, ChatTakenBack, ChatUnsure, UnhurriedError

Json = dict[str, Any]

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody listens for voices

PATIENCE = timedelta(seconds=15)
"""So long one call may take in all."""
_LONGEST_WAIT = 10.0  # seconds that discord.py waits by itself when it is told to: less than our patience
_PAUSE = timedelta(seconds=5)  # when Discord does not say how long to wait, or cannot be reached
_DM_PAUSE = timedelta(minutes=10)  # after Discord said that we open DMs too fast

MESSAGE = "/channels/{channel_id}/messages/{message_id}"

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, DM_TOO_FAST = 10003, 10008, 40003
ARCHIVED, THREAD_EXISTS = 50083, 160004
_NO_DIRECTS, _NOBODY = (50007, 50278), (10007, 10013)

_SAID = {
    UNKNOWN_CHANNEL: "Discord knows no such channel or thread",
    UNKNOWN_MESSAGE: "that message is gone",
    10007: "they are not in the server",
    10013: "Discord knows no such person",
    50001: "I cannot see that channel",
    50007: "this person takes no direct messages from me",
    50013: "I may not do that there",
    50278: "I share no server with this person",
    ARCHIVED: "that thread is archived and locked",
    160005: "that thread is locked",
}


class TakesNoDirects(ChatRefused):
    """This person cannot be written to in a DM: they do not let us, or share no server with us any more."""


class NotThere(ChatRefused):
    """There is no such person, or not in this server."""


def get(path: str, **at: str) -> Route:
    """The way to ask for something."""
    return Route("GET", path, **at)


class Api:
    """Calls by their route. discord.py waits for rate limits when that takes a few seconds; longer ones are ours."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._client: discord.Client | None = None
        self._logging_in = asyncio.Lock()

    async def close(self) -> None:
        """Nothing is called any more."""
        if self._client:
            await self._client.close()

    async def say(self, route: Route, body: Any = None, fine: Collection[int] = ()) -> Any:
        """Do something that must not happen twice; errors with these codes count as done.

        Raises:
            ChatBusy, ChatRefused: nothing happened. ChatUnsure: it may have happened. ChatTakenBack: it happened
                before, and is gone.
        """
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                return await (await self._logged_in()).http.request(route, json=body)
        except discord.HTTPException as error:
            if error.code in fine:
                return None
            if error.code == UNKNOWN_MESSAGE and "nonce" in (body or {}):  # so Discord speaks of what had this nonce
                raise ChatTakenBack("it went out, and somebody deleted it") from None
            raise _meaning(error) from None
        except discord.RateLimited as error:
            raise ChatBusy(timedelta(seconds=error.retry_after)) from None
        except aiohttp.ClientConnectorError as error:
            raise ChatBusy(_PAUSE) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise ChatUnsure(f"the connection to Discord broke: {type(error).__name__}") from error

    async def ask(self, route: Route, query: dict[str, Any] | None = None, fine: Collection[int] = ()) -> Any:
        """Ask something; None for errors with these codes.

        Raises:
            ChatRefused: Discord will not tell. UnhurriedError: it cannot tell now.
        """
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                return await (await self._logged_in()).http.request(route, params=query or {})
        except discord.HTTPException as error:
            if error.code in fine:
                return None
            meaning = _meaning(error)
            raise UnhurriedError(str(meaning)) if isinstance(meaning, ChatUnsure) else meaning from None
        except discord.RateLimited as error:
            raise ChatBusy(timedelta(seconds=error.retry_after)) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise UnhurriedError(f"Discord cannot be reached: {type(error).__name__}") from error

    async def _logged_in(self) -> discord.Client:
        """The client, once our token was accepted."""
        async with self._logging_in:
            if self._client is None:
                self._client = await _log_in(self._token)
            return self._client


async def attempt(call: Awaitable[Any]) -> Any:
    """What a call gave, or None when Discord refused."""
    try:
        return await call
    except ChatRefused:
        return None


async def _log_in(token: str) -> discord.Client:
    client = discord.Client(intents=discord.Intents(guilds=True))
    client.http.max_ratelimit_timeout = _LONGEST_WAIT  # it takes no less than half a minute as an argument
    async with AsyncExitStack() as undo:
        undo.push_async_callback(client.close)
        try:
            await client.login(token)
        except discord.LoginFailure:
            raise ChatRefused("Discord does not accept my token") from None
        except (discord.DiscordException, aiohttp.ClientError, OSError, ValueError) as error:
            raise ChatBusy(_PAUSE) from error
        undo.pop_all()
    return client


def _meaning(error: discord.HTTPException) -> UnhurriedError:
    if error.code == DM_TOO_FAST:
        return ChatBusy(_DM_PAUSE)
    if error.status == 429:
        return ChatBusy(_PAUSE)
    if error.status >= 500:
        return ChatUnsure(f"Discord stumbled ({error.status})")
    refusal = TakesNoDirects if error.code in _NO_DIRECTS else NotThere if error.code in _NOBODY else ChatRefused
    return refusal(_SAID.get(error.code, f"Discord said no ({error.code or error.status})"))
