"""What the platforms of the bench have in common: customers write, and whether and when they are answered is noted."""

import asyncio
import json
import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from time import perf_counter
from typing import Any, ClassVar, Self

from aiohttp import web

_NUMBER = re.compile(rb"number(\d+)z")
_SAYS = "It is broken again, the export stops halfway since this morning. Can you have a look? number{0}z"


@dataclass(frozen=True, slots=True)
class Ids:
    """What a platform calls things, each with room for a number, as `%` and SQL's `printf` fill it in alike."""

    platform: str
    agent: str  # there is one
    customer: str
    front: str
    backstage: str
    thread: str
    root: str


class Emitter(ABC):
    """One app's platform that says only what is needed, quickly: its own work must not be what is measured.

    Customers write at a front desk of their own, in one thread after the other; the first message that quotes one is
    its answer.
    """

    ids: ClassVar[Ids]
    echo: ClassVar[str]  # the module of the bot we are compared with
    tokens: ClassVar[Mapping[str, str]]  # what is set in our bot's environment

    def __init__(self, desks: int, threads: int) -> None:
        self.desks, self.threads, self.url = desks, threads, ""
        self.calls = 0
        self._seen: set[Any] = set()
        self._numbers = count()
        self._waiting: dict[int, asyncio.Future[float]] = {}
        self._socket: asyncio.Future[web.WebSocketResponse] = asyncio.get_running_loop().create_future()

    @classmethod
    @asynccontextmanager
    async def serve(cls, desks: int, threads: int) -> AsyncIterator[Self]:
        """On a port of its own, until the block ends."""
        emitter, app = cls(desks, threads), web.Application()
        app.router.add_get("/socket", emitter._connected)
        app.router.add_route("*", "/api/{call:.+}", emitter._called)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            emitter.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield emitter
        finally:
            await runner.cleanup()

    @property
    def socket_url(self) -> str:
        """Where the app listens."""
        return self.url.replace("http", "ws") + "/socket"

    @property
    @abstractmethod
    def settings(self) -> str:
        """The platform's line of our bot's configuration."""

    @property
    def connections(self) -> int:
        """How many the app has made for calls."""
        return len(self._seen)

    async def connected(self) -> None:
        """Wait until the app listens."""
        await self._socket

    async def customer_writes(self) -> float:
        """Seconds until the answer to another message of another customer arrived."""
        number = next(self._numbers)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        socket = await self._socket
        began = perf_counter()
        for frame in self._frames(number, _SAYS.format(number)):
            await socket.send_str(frame)
        return await self._waiting[number] - began

    async def customers_write(self, messages: int, at_once: int) -> float:
        """Seconds until all were answered, when so many at a time wait for their answer."""
        left = iter(range(messages))

        async def one_after_the_other() -> None:
            for _ in left:
                await self.customer_writes()

        began = perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for _ in range(at_once):
                tasks.create_task(one_after_the_other())
        return perf_counter() - began

    @abstractmethod
    def _frames(self, number: int, text: str) -> list[str]:
        """How the app is told that somebody wrote this; the number says who and where."""

    @abstractmethod
    async def _greet(self, socket: web.WebSocketResponse) -> None:
        """Begin with an app that connected; what it says later needs no answer."""

    @abstractmethod
    async def _answer(self, request: web.Request, call: str, body: bytes) -> Any:
        """What is answered to a call, as JSON."""

    @abstractmethod
    def _says(self, request: web.Request, call: str) -> bool:
        """Whether it says something."""

    async def _connected(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        await self._greet(socket)
        if not self._socket.done():
            self._socket.set_result(socket)
        async for _ in socket:
            pass
        return socket

    async def _called(self, request: web.Request) -> web.Response:
        self._seen.add(request.protocol)
        self.calls += 1
        call, body = request.match_info["call"], await request.read()
        if self._says(request, call):
            self._answered(body)
        answer = json.dumps(await self._answer(request, call, body)).encode()
        return web.Response(body=answer, content_type="application/json")

    def _answered(self, body: bytes) -> None:
        found = _NUMBER.search(body)
        if found and (waiting := self._waiting.pop(int(found[1]), None)):
            waiting.set_result(perf_counter())
