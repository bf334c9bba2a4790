"""Control from another process: `POST /control/{part}/{verb}` with the arguments as JSON.

The parts and verbs are those of `Slack`: `/control/talk/post`, `/control/world/add_team`, `/control/record/transcript`.
What is an attribute in the same process is a verb of `switches`.
"""

import inspect
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.slack.loopback import signed_http
from tests.slack.loopback.calls import SlackError
from tests.slack.loopback.forms import NotThere
from tests.slack.loopback.slack import Slack
from tests.slack.loopback.talk import CannotDo

PARTS = ("world", "talk", "rooms", "clicks", "faults", "record")


class Switches:
    """What can be set, and waited for."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def outage(self, on: bool) -> None:
        """Drop every call and every socket, or no longer."""
        self._slack.outage(on)

    def pace(self, on: bool) -> None:
        """Hold apps to Slack's rate limits, or no longer."""
        self._slack.pace.on = on

    def history_lag(self, seconds: float) -> None:
        """How long history does not show a new message."""
        self._slack.world.history_lag = seconds

    def request_url(self, app_id: str, url: str | None) -> None:
        """Tell an app by signed HTTP at this address, or by Socket Mode."""
        self._slack.world.apps[app_id].request_url = url

    async def verify_url(self, app_id: str, url: str) -> bool:
        """Whether an address answers Slack's challenge."""
        return await signed_http.verify_url(self._slack.world.apps[app_id], url)

    async def refresh(self, app_id: str) -> None:
        """Ask all of an app's sockets to connect anew."""
        for socket in self._slack.sockets.of(app_id):
            await self._slack.sockets.disconnect(socket)

    async def connected(self, app_id: str, sockets: int = 1, seconds: float = 10.0) -> None:
        """Wait until an app holds so many sockets open."""
        await self._slack.connected(app_id, sockets, seconds)

    async def settled(self, seconds: float = 10.0) -> None:
        """Wait until every event is acknowledged or given up."""
        await self._slack.settled(seconds)


class Control:
    """Does in this process what another one asks for."""

    def __init__(self, slack: Slack) -> None:
        self._parts: dict[str, Any] = {name: getattr(slack, name) for name in PARTS}
        self._parts["switches"] = Switches(slack)

    async def answer(self, http: web.Request) -> web.Response:
        """One request; status 400 with what is wrong when it cannot be done."""
        part, verb = http.match_info["part"], http.match_info["verb"]
        method = getattr(self._parts.get(part), verb, None)
        if verb.startswith("_") or not inspect.isroutine(method):
            return web.json_response({"error": f"there is no {part}/{verb}"}, status=404)
        try:
            done = method(**(await http.json() if http.can_read_body else {}))
            return web.json_response({"done": plain(await done if inspect.isawaitable(done) else done)})
        except (CannotDo, NotThere, SlackError, TimeoutError, KeyError, TypeError, ValueError) as error:
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
    if isinstance(value, Enum | Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be told to another process")
