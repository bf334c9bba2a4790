"""The Web API: who calls, whether they may, what goes wrong, and then the method itself."""

import time

from aiohttp import web

from tests.slack.loopback.calls import Call, SlackError, arguments
from tests.slack.loopback.faults import Armed, Fault
from tests.slack.loopback.methods import METHODS
from tests.slack.loopback.pace import RateLimited
from tests.slack.loopback.people import App
from tests.slack.loopback.record import Request
from tests.slack.loopback.slack import Slack


class WebApi:
    """Answers `/api/{method}`."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def answer(self, http: web.Request) -> web.StreamResponse:
        """One call, recorded."""
        method = http.match_info["method"]
        if self._slack.faults.outage:
            return _broken(http)
        request = Request(method, {}, "", time.time(), http.method)
        try:
            args = await arguments(http)
            token = str(args.pop("token", ""))
            request.body = args
            self._slack.record.note(request)
            app = self._caller(http, method, token)
            request.app_id = app.app_id
            return await self._carry_out(http, request, app)
        except SlackError as error:
            request.error = error.answer["error"]
            return web.json_response(error.answer)
        except RateLimited as limited:
            request.error = "ratelimited"
            return _busy(limited.seconds)
        finally:
            self._slack.world.changed()

    def _caller(self, http: web.Request, method: str, token: str) -> App:
        token = http.headers.get("Authorization", "").removeprefix("Bearer ") or token
        if not token:
            raise SlackError("not_authed")
        for app in self._slack.world.apps.values():
            if token in (app.bot_token, app.app_token):
                if app.uninstalled:
                    raise SlackError("account_inactive")
                if (token == app.app_token) != (method == "apps.connections.open"):
                    raise SlackError("not_allowed_token_type")
                return app
        raise SlackError("invalid_auth")

    async def _carry_out(self, http: web.Request, request: Request, app: App) -> web.StreamResponse:
        call = Call(self._slack, app, request.body)
        self._slack.pace.take(request.method, call)
        armed = self._slack.faults.take(request.method, request.body)
        if armed is None:
            return self._result(request.method, call)
        request.fault = armed.fault
        self._slack.world.changed()
        return await self._go_wrong(http, request, call, armed)

    def _result(self, method: str, call: Call) -> web.Response:
        if method not in METHODS:
            raise SlackError("unknown_method", req_method=method)
        scopes = {"x-oauth-scopes": ",".join(sorted(call.app.scopes))}
        return web.json_response({"ok": True, **METHODS[method](call)}, headers=scopes)

    async def _go_wrong(self, http: web.Request, request: Request, call: Call, armed: Armed) -> web.StreamResponse:
        if armed.fault in STORING:
            self._result(request.method, call)
        if armed.fault in (Fault.LATE, Fault.LATE_THEN_HANG):
            self._slack.outbound.later(self._later(request.method, call, armed.seconds))
        match armed.fault:
            case Fault.BUSY:
                raise RateLimited(armed.seconds)
            case Fault.NAMED | Fault.STORED_THEN_NAMED:
                raise SlackError(armed.error)
            case Fault.ERROR | Fault.STORED_THEN_ERROR | Fault.LATE:
                return web.Response(status=500, text="Internal Server Error")
            case Fault.DROPPED | Fault.STORED_THEN_DROPPED:
                return _broken(http)
            case Fault.HANG | Fault.STORED_THEN_HANG | Fault.LATE_THEN_HANG:
                await self._slack.faults.hang(armed.seconds)
                return _broken(http)

    async def _later(self, method: str, call: Call, seconds: float) -> None:
        await self._slack.faults.hang(seconds)
        self._result(method, call)


STORING = (Fault.STORED_THEN_ERROR, Fault.STORED_THEN_DROPPED, Fault.STORED_THEN_HANG, Fault.STORED_THEN_NAMED)


def _broken(http: web.Request) -> web.Response:
    if http.transport is not None:
        http.transport.abort()
    return web.Response(status=500)


def _busy(seconds: float) -> web.Response:
    answer = {"ok": False, "error": "ratelimited"}
    return web.json_response(answer, status=429, headers={"Retry-After": f"{max(1, round(seconds))}"})
