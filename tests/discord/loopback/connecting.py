"""A websocket from its first word to its last."""

import asyncio
import json
from contextlib import suppress

from aiohttp import WSMsgType, web

from tests.discord.loopback.faults import Faults
from tests.discord.loopback.gateway import Gateway
from tests.discord.loopback.sessions import Session
from tests.discord.loopback.sockets import Closed, Socket
from tests.discord.loopback.timing import Timing


class Door:
    """Lets bots in."""

    def __init__(self, gateway: Gateway, faults: Faults, timing: Timing) -> None:
        self._gateway = gateway
        self._faults = faults
        self._timing = timing
        self.open: set[Socket] = set()

    async def connect(self, http: web.Request) -> web.StreamResponse:
        """One connection, until either side ends it."""
        if self._faults.outage:
            return web.Response(status=503)
        stream = web.WebSocketResponse(compress=False, max_msg_size=2**16)
        await stream.prepare(http)
        socket = Socket(http, stream)
        self.open.add(socket)
        writing = asyncio.create_task(socket.write())
        socket.send(10, {"heartbeat_interval": round(self._timing.heartbeat * 1000), "_trace": ["loopback"]})
        try:
            await self._hear(stream, socket)
        finally:
            self.open.discard(socket)
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing
        return stream

    async def _hear(self, stream: web.WebSocketResponse, socket: Socket) -> None:
        session: Session | None = None
        try:
            async for frame in stream:
                if frame.type is not WSMsgType.TEXT:
                    raise Closed(4002, "Error while decoding payload.")
                said = json.loads(frame.data)
                session = self._gateway.said(socket, session, said["op"], said.get("d"))
        except Closed as closed:
            await stream.close(code=closed.code, message=closed.reason.encode())
        except (KeyError, TypeError, ValueError):
            await stream.close(code=4002, message=b"Error while decoding payload.")
        finally:
            self._gateway.left(socket, session, stream.close_code)
