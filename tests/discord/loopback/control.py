"""Control from another process: `POST /control/{part}/{verb}` with the arguments as JSON.

The parts and verbs are those of `Discord`: `/control/talk/post`, `/control/world/add_guild`,
`/control/record/transcript`. What is an attribute in the same process is a verb of `switches`.
"""

import inspect
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import IntEnum, IntFlag, StrEnum
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.discord.loopback.discord import Discord
from tests.discord.loopback.errors import DiscordError
from tests.discord.loopback.intents import Intent
from tests.discord.loopback.talk import CannotDo

PARTS = ("world", "talk", "rooms", "clicks", "faults", "gateway", "record")


class Switches:
    """What can be set, and waited for."""

    def __init__(self, discord: Discord) -> None:
        self._discord = discord

    def outage(self, on: bool) -> None:
        """Drop every request and every socket, or no longer."""
        self._discord.outage(on)

    def pace(self, on: bool) -> None:
        """Hold bots to Discord's rate limits, or no longer."""
        self._discord.pace.on = on

    def silent(self, on: bool) -> None:
        """Acknowledge no heartbeats, or do again."""
        self._discord.gateway.silent = on

    def history_lag(self, seconds: float) -> None:
        """How long history does not show a new message."""
        self._discord.world.history_lag = seconds

    def takes_dms(self, user: str, on: bool) -> None:
        """Whether somebody takes DMs of those with whom they share a guild."""
        self._discord.world.users[user].takes_dms = on

    def app(self, app_id: str, **changes: Any) -> None:
        """What an app has left today, and which privileged intents are switched on for it."""
        app = self._discord.world.apps[app_id]
        for name, value in changes.items():
            if name not in ("privileged", "identifies_left", "dms_left"):
                raise ValueError(f"{name} cannot be set")
            setattr(app, name, Intent(value) if name == "privileged" else value)

    async def connected(self, app_id: str, sessions: int = 1, seconds: float = 10.0) -> None:
        """Wait until so many of an app's sessions are connected."""
        await self._discord.connected(app_id, sessions, seconds)

    async def heard(self, seconds: float = 10.0) -> None:
        """Wait until every connected bot has read all that it was told."""
        await self._discord.heard(seconds)


class Control:
    """Does in this process what another one asks for."""

    def __init__(self, discord: Discord) -> None:
        self._parts: dict[str, Any] = {name: getattr(discord, name) for name in PARTS}
        self._parts["switches"] = Switches(discord)

    async def answer(self, http: web.Request) -> web.Response:
        """One request; status 400 with what is wrong when it cannot be done."""
        part, verb = http.match_info["part"], http.match_info["verb"]
        method = getattr(self._parts.get(part), verb, None)
        if verb.startswith("_") or not inspect.isroutine(method):
            return web.json_response({"error": f"there is no {part}/{verb}"}, status=404)
        try:
            done = method(**(await http.json() if http.can_read_body else {}))
            return web.json_response({"done": plain(await done if inspect.isawaitable(done) else done)})
        except (CannotDo, DiscordError, TimeoutError, KeyError, TypeError, ValueError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)


def plain(value: Any) -> Any:
    """The value as JSON has it."""
    return json.loads(json.dumps(value, default=_plain))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value) if not field.name.startswith("_")}
    if isinstance(value, set):
        return sorted(value)
    if isinstance(value, Iterator):
        return list(value)
    if isinstance(value, IntEnum | IntFlag):
        return int(value)
    if isinstance(value, StrEnum | Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be told to another process")
