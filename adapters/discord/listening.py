"""Stays connected to Discord's gateway. Nothing is acknowledged there: what was missed is asked for."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any, NoReturn

import discord

from adapters.discord import PLATFORM
from adapters.discord.api import Api, Json
from adapters.discord.application import application, hears_members
from adapters.discord.hearing import Hearing
from adapters.discord.no_connection import keep_to_a_line, why
from adapters.discord.registration import register
from bot.config import Discord
from bot.errors import UnhurriedError
from bot.ports import Ears
from bot.upkeep import Upkeep

log = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 900.0
"""Seconds before connecting is tried again, twice as many each time until a connection has stood for the longest."""

HEARING = "something that Discord tells is being heard"
"""The name of each such task."""

Told = Callable[[str, Any], None]
Introduces = Callable[[], Awaitable[None]]


class _TooOften(UnhurriedError):
    """Discord takes the token away from bots that introduce themselves a thousand times a day."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("I have introduced myself often today: I wait longer each time, or my token is taken away")
        self.wait = wait


class Gateway(discord.Client):
    """One connection with all its resumptions, from which we take what the gateway says as it says it.

    discord.py is kept from reading it too: what it does not expect would end the connection.
    """

    def __init__(self, upkeep: Upkeep, told: Told, introduces: Introduces, intents: discord.Intents) -> None:
        super().__init__(intents=intents, max_messages=None, chunk_guilds_at_startup=False)
        self._connection.parsers = _Parsers(self._take)
        self._upkeep, self._told, self._introduces = upkeep, told, introduces

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Our session is over, and we are about to introduce ourselves again; the first time was counted before."""
        await super().before_identify_hook(shard_id, initial=initial)
        if not initial:
            await self._introduces()

    async def on_disconnect(self) -> None:
        """Nothing is connected any more."""
        self._upkeep.lost()

    def _take(self, kind: str, what: Any) -> None:
        if kind in ("READY", "RESUMED"):  # also after a resumption: asking besides costs little
            self._upkeep.connected()
        else:
            self._told(kind, what)


class _Parsers(dict[str, Callable[[Any], None]]):
    """Where discord.py looks for what to do with each kind of thing that the gateway tells."""

    def __init__(self, take: Told) -> None:
        super().__init__()
        self._take = take

    def __missing__(self, kind: str) -> Callable[[Any], None]:
        return partial(self._take, kind)


async def listen(settings: Discord, api: Api, hearing: Hearing, ears: Ears, stands: Callable[[bool], None]) -> NoReturn:
    """Listen until cancelled. `stands` is told when the connection stands and when it does not any more."""
    keep_to_a_line()
    upkeep, pause = _Watched(ears, stands), _FIRST_PAUSE
    introduces, token = partial(_introduce, ears), settings.bot_token.get_secret_value()
    async with asyncio.TaskGroup() as tasks:

        def told(kind: str, what: Any) -> None:
            tasks.create_task(_take_in(kind, what, hearing, ears, upkeep), name=HEARING)

        tasks.create_task(upkeep.run())
        while True:
            began, rest = time.monotonic(), pause * random.uniform(0.5, 1.0)
            try:
                await register(api)
                intents = _intents(await application(api), settings)
                await introduces()
                async with Gateway(upkeep, told, introduces, intents) as gateway:
                    await gateway.start(token)
            except Exception as trouble:
                if isinstance(trouble, _TooOften):
                    rest = max(rest, trouble.wait.total_seconds())
                log.warning("no connection to Discord (%s), trying again in %.1f s", why(trouble), rest)
            upkeep.lost()
            if (us := asyncio.current_task()) and us.cancelling():  # discord.py can lose that in Python 3.11
                raise asyncio.CancelledError
            if time.monotonic() - began > _LONGEST_PAUSE:
                pause = _FIRST_PAUSE
            await asyncio.sleep(rest)
            pause = min(2 * pause, _LONGEST_PAUSE)


async def _introduce(ears: Ears) -> None:
    """Count that we introduce ourselves, or raise."""
    if wait := await ears.introduces(PLATFORM):
        raise _TooOften(wait)


def _intents(us: Json, settings: Discord) -> discord.Intents:
    """What we ask to be told of; of members leaving only where our application may."""
    content, members = settings.message_content, hears_members(us)
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=content, members=members)


class _Watched(Upkeep):
    """An upkeep that others are told of."""

    def __init__(self, ears: Ears, stands: Callable[[bool], None]) -> None:
        super().__init__(PLATFORM, ears)
        self._told_stands = stands

    def connected(self) -> None:
        """The connection stands again."""
        self._told_stands(True)
        super().connected()

    def lost(self) -> None:
        """Nothing is connected any more."""
        self._told_stands(False)
        super().lost()


async def _take_in(kind: str, what: Any, hearing: Hearing, ears: Ears, upkeep: Upkeep) -> None:
    try:
        await hearing.take_in(kind, what, ears)
    except Exception as trouble:
        log.error("not heard (%s): it is asked for again", type(trouble).__name__)
        upkeep.missed()
