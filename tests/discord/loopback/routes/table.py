"""The table of routes, which each module of routes adds to."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.discord.loopback.calls import Call

Handler = Callable[[Call], Any]

ROUTES: list["Route"] = []


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path with names in it; `open` ones carry their authority in the path."""

    method: str
    template: str
    handler: Handler
    status: int
    open: bool
    pattern: re.Pattern[str]

    @property
    def name(self) -> str:
        """Such as `POST /channels/{channel}/messages`."""
        return f"{self.method} {self.template}"


def route(method: str, template: str, status: int = 200, open: bool = False) -> Callable[[Handler], Handler]:
    """Say what answers a route; a handler returns JSON, or nothing for status 204."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template))

    def add(handler: Handler) -> Handler:
        ROUTES.append(Route(method, template, handler, status, open, pattern))
        return handler

    return add


def find(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """What answers a request, and the ids in its path; `@me` is no id."""
    for each in ROUTES:
        if each.method == method and (found := each.pattern.fullmatch(path)):
            return each, found.groupdict()
    return None
