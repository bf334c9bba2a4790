"""Websockets to bots: what is said on them, compressed as Discord does, in order."""

import asyncio
import json
import zlib
from typing import Any

from aiohttp import web


class Closed(Exception):
    """Discord closes the connection, with a code that says why."""

    def __init__(self, code: int, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(f"{code} {reason}")


class Socket:
    """One connection. What is sent waits in line, so that whoever tells something need not wait."""

    def __init__(self, http: web.Request, stream: web.WebSocketResponse) -> None:
        self._http = http
        self._stream = stream
        self._compressor = zlib.compressobj() if http.query.get("compress") == "zlib-stream" else None
        self._line: asyncio.Queue[str | tuple[int, str]] = asyncio.Queue()

    def send(self, op: int, data: Any, event: str | None = None, seq: int | None = None) -> None:
        """Say something."""
        self._line.put_nowait(json.dumps({"op": op, "d": data, "s": seq, "t": event}))

    def close(self, code: int, reason: str) -> None:
        """Say goodbye after all that waits."""
        self._line.put_nowait((code, reason))

    def drop(self) -> bool:
        """Break the connection without a word; returns whether there was one."""
        if self._http.transport is None:
            return False
        self._http.transport.abort()
        return True

    async def write(self) -> None:
        """Send what waits in line, until the connection ends."""
        while not self._stream.closed:
            said = await self._line.get()
            try:
                await self._write(said)
            except ConnectionError:
                return

    async def _write(self, said: str | tuple[int, str]) -> None:
        if isinstance(said, tuple):
            await self._stream.close(code=said[0], message=said[1].encode())
        elif self._compressor:
            packed = self._compressor.compress(said.encode()) + self._compressor.flush(zlib.Z_SYNC_FLUSH)
            await self._stream.send_bytes(packed)
        else:
            await self._stream.send_str(said)
