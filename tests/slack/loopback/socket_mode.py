"""Socket Mode: the web sockets apps hold open, envelopes out, acknowledgements in."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.slack.loopback.people import App, Json
from tests.slack.loopback.world import World

MOST = 10  # sockets an app may hold open


@dataclass(eq=False, slots=True)
class Socket:
    """One open web socket of an app."""

    app_id: str
    request: web.Request
    stream: web.WebSocketResponse
    closing: bool = False  # gets nothing more


@dataclass(slots=True)
class Sockets:
    """All open sockets. Each envelope goes to one of its app's, in turn."""

    world: World
    open: list[Socket] = field(default_factory=list)
    connection_seconds: int = 18060  # told as `approximate_connection_time`
    _tickets: dict[str, str] = field(default_factory=dict)  # app id by ticket; each opens one socket
    _waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)  # by envelope id
    _turn: int = 0

    def ticket(self, app: App) -> str:
        """What the address of a new socket ends with."""
        ticket = self.world.new_id("ticket")
        self._tickets[ticket] = app.app_id
        return ticket

    def of(self, app_id: str) -> list[Socket]:
        """An app's sockets that can be sent to."""
        return [socket for socket in self.open if socket.app_id == app_id and not socket.closing]

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one socket until either side closes it."""
        app_id = self._tickets.pop(request.query.get("ticket", ""), "")
        if not app_id:
            raise web.HTTPForbidden(text="no such ticket, or it was used")
        stream = web.WebSocketResponse(heartbeat=None)
        await stream.prepare(request)
        socket = Socket(app_id, request, stream)
        self.open.append(socket)
        try:
            if len(self.of(app_id)) > MOST:
                await self.disconnect(socket, "too_many_websockets")
            else:
                await stream.send_json(self._hello(app_id))
                self.world.changed()
            async for message in stream:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(json.loads(message.data))
        finally:
            self.open.remove(socket)
            self.world.changed()
        return stream

    def _hello(self, app_id: str) -> Json:
        debug = {"host": "applink-loopback", "build_number": 1, "approximate_connection_time": self.connection_seconds}
        return {
            "type": "hello",
            "num_connections": len(self.of(app_id)),
            "debug_info": debug,
            "connection_info": {"app_id": app_id},
        }

    def _acknowledged(self, said: Json) -> None:
        future = self._waiting.get(said.get("envelope_id", ""))
        if future and not future.done():
            future.set_result(said.get("payload"))

    async def send(self, app: App, envelope: Json, patience: float) -> tuple[bool, Any]:
        """Send to one of the app's sockets: whether it was acknowledged within `patience` seconds, and with what."""
        sockets = self.of(app.app_id)
        if not sockets:
            return False, None
        self._turn += 1
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        envelope_id = envelope["envelope_id"]
        self._waiting[envelope_id] = future
        try:
            await sockets[self._turn % len(sockets)].stream.send_json(envelope)
            return True, await asyncio.wait_for(future, patience)
        except (TimeoutError, ConnectionError):
            return False, None
        finally:
            self._waiting.pop(envelope_id, None)

    async def disconnect(self, socket: Socket, reason: str = "refresh_requested") -> None:
        """Tell a socket to go (`refresh_requested`, `too_many_websockets`, `link_disabled`), or that it must soon.

        After `warning` it stays open, as Slack's does for some ten seconds.
        """
        debug = {"host": "applink-loopback"}
        await socket.stream.send_json({"type": "disconnect", "reason": reason, "debug_info": debug})
        if reason != "warning":
            socket.closing = True
            await socket.stream.close()

    def drop(self, app_id: str) -> None:
        """Cut all of an app's connections without a word."""
        for socket in self.of(app_id):
            socket.closing = True
            if socket.request.transport is not None:
                socket.request.transport.abort()
