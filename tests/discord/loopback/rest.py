"""The HTTP API: who calls, whether they may, what goes wrong, and then the route itself."""

import hashlib
import json
import time
from typing import Any

from aiohttp import web

from tests.discord.loopback.calls import Body, Call
from tests.discord.loopback.discord import Discord
from tests.discord.loopback.errors import DiscordError, NotAuthorized
from tests.discord.loopback.faults import STORING, Armed, Fault
from tests.discord.loopback.pace import RateLimited
from tests.discord.loopback.people import App
from tests.discord.loopback.record import Request
from tests.discord.loopback.routes import apps, channels, guilds, history, interactions, messages, threads
from tests.discord.loopback.routes.table import Route, find

VIA = {"Via": "1.1 google"}
MODULES = (apps, channels, guilds, history, interactions, messages, threads)  # each fills the table of routes


class Rest:
    """Answers `/api/v10/...`."""

    def __init__(self, discord: Discord) -> None:
        self._discord = discord

    async def answer(self, http: web.Request) -> web.StreamResponse:
        """One request, recorded."""
        if self._discord.faults.outage:
            return _broken(http)
        path = "/" + http.match_info["path"]
        request = Request(http.method, path, None, dict(http.query), "", time.time())
        try:
            body = await Body.read(http)
            request.body = body.value
            self._discord.record.note(request)
            response = await self._answer(http, request, body)
        except DiscordError as error:
            request.code = error.code
            response = _told(error.answer, error.status)
        except NotAuthorized:
            response = _told({"message": "401: Unauthorized", "code": 0}, 401)
        except RateLimited as limited:
            response = _busy(limited)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            request.code = 50035
            response = _told({"message": f"Invalid Form Body ({error!r})", "code": 50035}, 400)
        request.status = response.status
        self._discord.world.changed()
        return response

    async def _answer(self, http: web.Request, request: Request, body: Body) -> web.StreamResponse:
        found = find(request.method, request.path)
        if found is None:
            return _told({"message": "404: Not Found", "code": 0}, 404)
        route, path = found
        request.route = route.name
        app = self._caller(http, route, path)
        request.app_id = app.app_id
        call = Call(self._discord, app, body.value, request.query, path, body.files)
        headers = {} if route.open else self._discord.pace.take(app.app_id, _bucket(route, path))
        armed = self._discord.faults.take(route.name, self._rooms(path))
        if armed is None:
            return _done(route, call, headers)
        request.fault = armed.fault
        self._discord.world.changed()
        return await self._go_wrong(http, route, call, armed)

    def _caller(self, http: web.Request, route: Route, path: dict[str, str]) -> App:
        apps = self._discord.world.apps
        if route.open:
            asked = self._discord.interactions.all.get(path["token"])
            if asked is None:
                raise DiscordError(10062 if "interaction" in path else 10015)
            return apps[asked.app_id]
        given = http.headers.get("Authorization", "")
        for app in apps.values():
            if given == f"Bot {app.token}":
                return app
        raise NotAuthorized

    def _rooms(self, path: dict[str, str]) -> tuple[str, ...]:
        """The channel that is meant, and the one above it if it is a thread."""
        asked = self._discord.interactions.all.get(path.get("token", ""))
        channel_id = asked.channel_id if asked else path.get("channel", "")
        room = self._discord.world.channels.get(channel_id)
        return (channel_id, self._discord.world.home(room).channel_id) if room else (channel_id,)

    async def _go_wrong(self, http: web.Request, route: Route, call: Call, armed: Armed) -> web.StreamResponse:
        if armed.fault in STORING:
            _done(route, call, {})
        if armed.fault in (Fault.LATE, Fault.LATE_THEN_HANG):
            self._discord.later(self._later(route, call, armed.seconds))
        match armed.fault:
            case Fault.BUSY:
                raise RateLimited(armed.seconds, armed.everywhere)
            case Fault.BANNED:
                headers = {"Retry-After": f"{max(1, round(armed.seconds))}"}
                return web.Response(status=429, text="error code: 1015", headers=headers)
            case Fault.NAMED | Fault.STORED_THEN_NAMED:
                raise DiscordError(armed.code)
            case Fault.ERROR | Fault.STORED_THEN_ERROR | Fault.LATE:
                return _told({"message": "500: Internal Server Error", "code": 0}, 500)
            case Fault.DROPPED | Fault.STORED_THEN_DROPPED:
                return _broken(http)
            case Fault.HANG | Fault.STORED_THEN_HANG | Fault.LATE_THEN_HANG:
                await self._discord.faults.hang(armed.seconds)
                return _broken(http)

    async def _later(self, route: Route, call: Call, seconds: float) -> None:
        await self._discord.faults.hang(seconds)
        _done(route, call, {})


def _done(route: Route, call: Call, headers: dict[str, str]) -> web.Response:
    done = route.handler(call)
    return web.Response(status=204, headers=VIA | headers) if done is None else _told(done, route.status, headers)


def _told(answer: Any, status: int, headers: dict[str, str] | None = None) -> web.Response:
    """Clients read JSON only if nothing follows `application/json` in the header."""
    sent = {"Content-Type": "application/json", **VIA, **(headers or {})}
    return web.Response(body=json.dumps(answer).encode(), status=status, headers=sent)


def _bucket(route: Route, path: dict[str, str]) -> str:
    major = path.get("channel") or path.get("guild") or ""
    return hashlib.sha1(f"{route.name} {major}".encode(), usedforsecurity=False).hexdigest()


def _broken(http: web.Request) -> web.Response:
    if http.transport is not None:
        http.transport.abort()
    return web.Response(status=500)


def _busy(limited: RateLimited) -> web.Response:
    answer = {"message": "You are being rate limited.", "retry_after": limited.seconds, "global": limited.everywhere}
    headers = {"Retry-After": f"{max(1, round(limited.seconds))}", "X-RateLimit-Remaining": "0"}
    headers |= {"X-RateLimit-Reset-After": f"{limited.seconds:.3f}", "X-RateLimit-Limit": "5"}
    headers |= {"X-RateLimit-Scope": "global" if limited.everywhere else "user"}
    headers |= {"X-RateLimit-Global": "true"} if limited.everywhere else {}
    return _told(answer, 429, headers)
