"""Discord's rate limits, when a test wants to be held to them."""

import time
from collections import deque

LIMIT, SECONDS = 5, 5.0  # of a route and a channel
GLOBAL_LIMIT, GLOBAL_SECONDS = 50, 1.0
LOOSE = 1000  # what is told while nobody is held to anything


class RateLimited(Exception):
    """Too many requests; come again after so many seconds."""

    def __init__(self, seconds: float, everywhere: bool = False) -> None:
        self.seconds, self.everywhere = seconds, everywhere
        super().__init__(f"come again in {seconds} seconds")


class Pace:
    """Counts requests, while it is on."""

    def __init__(self) -> None:
        self.on = False
        self._taken: dict[str, deque[float]] = {}

    def take(self, app_id: str, bucket: str) -> dict[str, str]:
        """Count a request, or raise `RateLimited`; returns the headers that tell how many are left."""
        if not self.on:
            return _headers(bucket, LOOSE, LOOSE - 1, SECONDS)
        self._count(f"{app_id} everywhere", GLOBAL_LIMIT, GLOBAL_SECONDS, everywhere=True)
        taken = self._count(f"{app_id} {bucket}", LIMIT, SECONDS)
        return _headers(bucket, LIMIT, LIMIT - len(taken), max(0.0, taken[0] + SECONDS - time.monotonic()))

    def _count(self, key: str, limit: int, seconds: float, everywhere: bool = False) -> deque[float]:
        taken, now = self._taken.setdefault(key, deque()), time.monotonic()
        while taken and taken[0] <= now - seconds:
            taken.popleft()
        if len(taken) >= limit:
            raise RateLimited(taken[0] + seconds - now, everywhere)
        taken.append(now)
        return taken


def _headers(bucket: str, limit: int, left: int, after: float) -> dict[str, str]:
    told = {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": str(left), "X-RateLimit-Bucket": bucket}
    return told | {"X-RateLimit-Reset": f"{time.time() + after:.3f}", "X-RateLimit-Reset-After": f"{after:.3f}"}
