"""Stays connected to Discord's gateway. Nothing is acknowledged there: what was missed is asked for."""

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord

from adapters.discord import PLATFORM
from adapters.discord.api import Api
from adapters.discord.hearing import Hearing
from adapters.discord.registration import register
from bot.errors import UnhurriedError
from bot.ports import Ears
from bot.upkeep import Upkeep

log = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 900.0
"""Seconds before connecting is tried again. A thousand identifications a day reset the bot's token: at the longest
pause, and with the gateway's own resuming, a bot that fails all day comes nowhere near."""

_DISPATCH = 0  # the kind of what the gateway tells as having happened

Told = Callable[[str, Any], Awaitable[None]]


class Gateway(discord.Client):
    """discord.py's client, from which we take what the gateway says as it says it."""

    def __init__(self, *, message_content: bool = True) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=message_content)
        super().__init__(
            intents=intents,
            max_messages=None,
            max_ratelimit_timeout=30.0,
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.5,
            enable_debug_events=True,
        )
        self.told: Told | None = None
        self.upkeep: Upkeep | None = None
        self._hearing: set[asyncio.Task[None]] = set()

    def follow(self, hearing: asyncio.Task[None]) -> None:
        """Something is being heard."""
        self._hearing.add(hearing)
        hearing.add_done_callback(self._hearing.discard)

    async def settled(self) -> None:
        """Wait until nothing is being heard any more."""
        while self._hearing:
            await asyncio.wait(self._hearing)

    async def on_disconnect(self) -> None:
        """Nothing is connected any more."""
        if self.upkeep:
            self.upkeep.lost()

    async def on_socket_raw_receive(self, message: str) -> None:
        """Everything the gateway says, in order."""
        said = json.loads(message)
        if said["op"] != _DISPATCH or not self.told or not self.upkeep:
            return
        if said["t"] in ("READY", "RESUMED"):  # also after a resumption: asking besides costs little
            self.upkeep.connected()
        else:
            await self.told(said["t"], said["d"])


async def listen(client: Gateway, api: Api, hearing: Hearing, ears: Ears, stands: Callable[[bool], None]) -> None:
    """Listen until cancelled. `stands` is told when the connection stands and when it does not any more."""
    upkeep = _Watched(ears, stands)
    async with asyncio.TaskGroup() as tasks:

        async def told(kind: str, what: Any) -> None:
            client.follow(tasks.create_task(_take_in(kind, what, hearing, ears, upkeep)))

        client.told, client.upkeep = told, upkeep
        tasks.create_task(upkeep.run())
        pause = _FIRST_PAUSE
        while True:
            try:
                await api.log_in()
                await register(api)
                pause = _FIRST_PAUSE
                await client.connect(reconnect=True)
            except (UnhurriedError, discord.DiscordException, aiohttp.ClientError, OSError, AttributeError) as trouble:
                why = trouble if isinstance(trouble, UnhurriedError) else type(trouble).__name__
                log.warning("no connection to Discord (%s), trying again in %g s", why, pause)
            upkeep.lost()
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(2 * pause, _LONGEST_PAUSE)
            client.clear()


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
