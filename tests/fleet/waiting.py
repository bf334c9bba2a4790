"""Waiting for what other processes do in their own time."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE = 40  # seconds


async def until(happened: Callable[[], Awaitable[bool]]) -> None:
    """Look again and again until it happened; `TimeoutError` when it does not."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if await happened():
                return
            await asyncio.sleep(0.05)
