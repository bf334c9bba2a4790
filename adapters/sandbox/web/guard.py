"""Keeps strangers out of the page: other web pages, other names for this machine, scripts from elsewhere."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.errors import StoreAway, UnhurriedError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Declined(UnhurriedError):
    """What was asked cannot be done: the message says why, in a sentence."""


class Guard:
    """Lets a request through when it was made by our own page; `port` is set once the server is bound."""

    def __init__(self, host: str) -> None:
        self._host = host
        self.port = 0

    def knows(self, host: str) -> bool:
        """Whether this `Host` is a name of ours. A page elsewhere that points its own name here is not let in."""
        try:
            asked = urlsplit(f"//{host}")
            name, port = asked.hostname or "", asked.port or 80
        except ValueError:
            return False
        return port == self.port and (name in ("localhost", self._host.casefold()) or self._is_address(name))

    def _is_address(self, name: str) -> bool:
        """A bare address cannot be pointed elsewhere; it is ours when we listen on every one, or on loopback."""
        try:
            asked = ip_address(name)
            return ip_address(self._host).is_unspecified or (asked.is_loopback and self._host == "localhost")
        except ValueError:
            return False

    def refusal(self, request: web.Request) -> str:
        """Why this request is not let through; nothing when it is."""
        if not self.knows(request.host):
            return "This page is only served under its own address."
        origin = request.headers.get("Origin")
        if request.method != "GET" and origin is not None and urlsplit(origin).netloc != request.host:
            return "Only the page itself may do this."
        return ""


def middleware(guard: Guard) -> Middleware:
    """Checks every request, and answers everything that goes wrong with a sentence."""

    @web.middleware
    async def checked(request: web.Request, handler: Handler) -> web.StreamResponse:
        if why := guard.refusal(request):
            return sorry(why, 403)
        if request.method == "POST" and request.content_type != "application/json":
            return sorry("Send JSON (Content-Type: application/json).", 415)
        try:
            return await handler(request)
        except web.HTTPRequestEntityTooLarge:
            return sorry("That is too long: at most 256 kB can be sent at once.", 413)
        except StoreAway as away:
            return sorry(str(away), 503)
        except UnhurriedError as error:
            return sorry(str(error), 400)

    return checked


def sorry(why: str, status: int) -> web.Response:
    """A no, with the reason."""
    return web.json_response({"error": why}, status=status)


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Nothing from elsewhere is loaded, run or framed; nothing is kept stale."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
