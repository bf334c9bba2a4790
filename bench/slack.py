"""A Slack that says only what is needed, quickly: its own work must not be what is measured."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count
from time import perf_counter
from typing import Any

from aiohttp import web

TEAM, BOT, APP_TOKEN, BOT_TOKEN = "T0BENCH", "U0BOT", "xapp-bench", "xoxb-bench"
AGENT = "U0AGENT"
_NUMBER = re.compile(rb"number(\d+)z")
_SAYS = "It is broken again, the export stops halfway since this morning. Can you have a look? number{0}z"


class Emitter:
    """One app's Slack: customers write in threads, and the first message that quotes one is its answer."""

    def __init__(self, desks: int) -> None:
        self.desks, self.url = desks, ""
        self.calls = 0
        self.answers = 0
        self._seen: set[Any] = set()
        self._numbers = count()
        self._waiting: dict[int, asyncio.Future[float]] = {}
        self._socket: asyncio.Future[web.WebSocketResponse] = asyncio.get_running_loop().create_future()

    @classmethod
    @asynccontextmanager
    async def serve(cls, desks: int) -> AsyncIterator["Emitter"]:
        """On a port of its own, until the block ends."""
        emitter, app = cls(desks), web.Application()
        app.router.add_get("/socket", emitter._connected)
        app.router.add_post("/api/{method}", emitter._asked)
        app.router.add_get("/api/{method}", emitter._asked)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            emitter.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield emitter
        finally:
            await runner.cleanup()

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
        await socket.send_str(json.dumps(_envelope(number, self.desks)))
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

    async def _connected(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0BENCH"}})
        if not self._socket.done():
            self._socket.set_result(socket)
        async for _ in socket:
            pass  # acknowledgements
        return socket

    async def _asked(self, request: web.Request) -> web.Response:
        self._seen.add(request.protocol)
        self.calls += 1
        body = await request.read()
        method = request.match_info["method"]
        if method == "chat.postMessage":
            self._answered(body)
        form = await request.post() if "urlencoded" in request.content_type else request.query
        about = {**request.query, **form}
        return web.json_response({"ok": True, **self._answer(method, about)})

    def _answered(self, body: bytes) -> None:
        self.answers += 1
        found = _NUMBER.search(body)
        if found and (waiting := self._waiting.pop(int(found[1]), None)):
            waiting.set_result(perf_counter())

    def _answer(self, method: str, about: Any) -> dict[str, Any]:
        match method:
            case "apps.connections.open":
                return {"url": self.url.replace("http", "ws") + "/socket"}
            case "auth.test":
                return {"user_id": BOT, "bot_id": "B0BOT", "team_id": TEAM, "url": "https://bench.invalid/"}
            case "users.info":
                return {"user": _user(about["user"])}
            case "conversations.info":
                return {"channel": {"id": about["channel"], "is_private": True}}
            case "conversations.members":
                return {"members": [AGENT, BOT]}
            case "chat.postMessage":
                return {"ts": f"1800000000.{self.calls:06}"}
            case _:
                return {}


def front(desk: int) -> str:
    """The id of a front desk's channel."""
    return f"C0FRONT{desk}"


def backstage(desk: int) -> str:
    """The id of its backstage."""
    return f"C0BACK{desk}"


def desks(number: int) -> Iterator[dict[str, str]]:
    """What the operator would write of them."""
    for desk in range(number):
        yield {"platform": "slack", "channel": front(desk), "backstage": backstage(desk)}


def _user(user_id: str) -> dict[str, Any]:
    name = "Ana" if user_id == AGENT else f"Customer {user_id}"
    known = {"id": user_id, "team_id": TEAM, "real_name": name, "tz": "Europe/Berlin", "locale": "en"}
    return {**known, "is_bot": user_id == BOT, "profile": {}}


def _envelope(number: int, desks: int) -> dict[str, Any]:
    ts, text = f"{int(time.time())}.{number:06}", _SAYS.format(number)
    said = {
        "type": "message",
        "client_msg_id": f"message{number}",
        "text": text,
        "user": f"U0C{number % desks}",
        "ts": ts,
        "thread_ts": f"1700000000.{number:06}",
        "event_ts": ts,
        "team": TEAM,
        "channel": front(number % desks),
        "channel_type": "channel",
        "blocks": [{"type": "rich_text", "elements": [{"type": "text", "text": text}]}],
    }
    payload = {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A0BENCH",
        "event": said,
        "event_id": f"Ev{number}",
        "event_time": int(time.time()),
        "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}],
    }
    return {"envelope_id": f"envelope{number}", "type": "events_api", "payload": payload}
