"""Ending what must not be left half done."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import TypeVar

Result = TypeVar("Result")


async def to_the_end(ending: Awaitable[Result]) -> Result:
    """Await this even while being cancelled, however often, and only then let the cancellation through."""
    task = asyncio.ensure_future(ending)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        raise
