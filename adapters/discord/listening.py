"""Stays connected to Discord's gateway. Nothing is acknowledged there: what was missed is asked for."""

import asyncio
import json
import logging
import random
import time
from collections.abc import Callable
from typing import Any, NoReturn

import discord

from adapters.discord import PLATFORM
from adapters.discord.api import Api
from adapters.discord.hearing import Hearing
from adapters.discord.registration import register
from bot.config import Discord
from bot.errors import UnhurriedError
from bot.ports import Ears
from bot.upkeep import Upkeep

log = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 900.0
"""Seconds before connecting is tried again, twice as many each time until a connection has stood for the longest.

A thousand introductions a day reset the bot's token; at these pauses there are about a hundred. Across restarts of the
program nothing is kept: whoever starts it again and again is to wait longer each time, as systemd and Docker do.
"""

HEARING = "something that Discord tells is being heard"
"""The name of each such task."""

_DISPATCH = 0  # the kind of what the gateway tells as having happened

Told = Callable[[str, Any], None]


class Gateway(discord.Client):
    """One connection with all its resumptions, from which we take what the gateway says as it says it.

    discord.py is kept from reading it too: what it does not expect would end the connection.
    """

    def __init__(self, upkeep: Upkeep, told: Told, *, message_content: bool) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=message_content)
        super().__init__(intents=intents, max_messages=None, chunk_guilds_at_startup=False, enable_debug_events=True)
        self._connection.parsers = {}
        self._upkeep, self._told = upkeep, told

    async def on_disconnect(self) -> None:
        """Nothing is connected any more."""
        self._upkeep.lost()

    async def on_socket_raw_receive(self, message: str) -> None:
        """Everything the gateway says, in order."""
        said = json.loads(message)
        if said["op"] != _DISPATCH:
            return
        if said["t"] in ("READY", "RESUMED"):  # also after a resumption: asking besides costs little
            self._upkeep.connected()
        else:
            self._told(said["t"], said["d"])


async def listen(settings: Discord, api: Api, hearing: Hearing, ears: Ears, stands: Callable[[bool], None]) -> NoReturn:
    """Listen until cancelled. `stands` is told when the connection stands and when it does not any more."""
    upkeep, pause = _Watched(ears, stands), _FIRST_PAUSE
    async with asyncio.TaskGroup() as tasks:

        def told(kind: str, what: Any) -> None:
            tasks.create_task(_take_in(kind, what, hearing, ears, upkeep), name=HEARING)

        tasks.create_task(upkeep.run())
        while True:
            began = time.monotonic()
            try:
                await register(api)
                async with Gateway(upkeep, told, message_content=settings.message_content) as gateway:
                    await gateway.start(settings.bot_token.get_secret_value())
            except Exception as trouble:
                why = trouble if isinstance(trouble, UnhurriedError) else type(trouble).__name__
                log.warning("no connection to Discord (%s), trying again in %g s", why, pause)
            upkeep.lost()
            if time.monotonic() - began > _LONGEST_PAUSE:
                pause = _FIRST_PAUSE
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(2 * pause, _LONGEST_PAUSE)


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
