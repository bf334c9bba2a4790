"""Slack's rate limits: off until a test switches them on."""

import time
from collections import deque
from collections.abc import Callable

from tests.slack.loopback.calls import Call

TIER = {2: 20, 3: 50, 4: 100}  # calls a minute
TIERS = {
    "chat.postEphemeral": 4,
    "chat.update": 3,
    "chat.delete": 3,
    "conversations.info": 3,
    "conversations.members": 4,
    "conversations.history": 3,
    "conversations.replies": 3,
    "conversations.open": 3,
    "conversations.list": 2,
    "conversations.join": 3,
    "users.info": 4,
    "users.list": 2,
    "users.conversations": 3,
    "usergroups.list": 2,
    "usergroups.users.list": 2,
    "views.open": 4,
    "views.update": 4,
    "views.push": 4,
    "views.publish": 4,
    "team.info": 3,
    "bots.info": 3,
}
MINUTE = 60.0
POSTING = "chat.postMessage"
BURST = 3  # messages a channel takes at once before one a second holds


class RateLimited(Exception):
    """Too many calls; the next may come after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"come again in {seconds} s")
        self.seconds = seconds


class Pace:
    """Who called what how often, by method and workspace, or by channel for posting."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.on = False
        self._clock = clock
        self._calls: dict[tuple[str, ...], deque[float]] = {}

    def take(self, method: str, call: Call) -> None:
        """Count a call; `RateLimited` for one too many."""
        if not self.on:
            return
        if method == POSTING:
            self._count((method, call.app.app_id, call.text("channel")), BURST, float(BURST))
        elif method in TIERS:
            self._count((method, call.app.app_id), TIER[TIERS[method]], MINUTE)

    def _count(self, key: tuple[str, ...], most: int, window: float) -> None:
        now, calls = self._clock(), self._calls.setdefault(key, deque(maxlen=most))
        if len(calls) == most and now - calls[0] < window:
            raise RateLimited(window - (now - calls[0]))
        calls.append(now)
