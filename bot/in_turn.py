"""Hearing what is said in one channel in the order in which it came, and a second time when that fails."""

import asyncio
import logging
from weakref import WeakValueDictionary

from bot.events import Event
from bot.messages import Answer
from bot.ports import Ears

log = logging.getLogger(__name__)

TRIES = (0.1, 0.4, 1.0)
"""Seconds to wait before hearing is tried again: in all less than the 3 s that Slack waits before it tells us again."""


class Turns:
    """A lock for each channel in which something is being heard."""

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, channel_id: str) -> asyncio.Lock:
        """To be held while something of this channel is heard."""
        lock = self._turns.get(channel_id)
        if lock is None:
            lock = self._turns[channel_id] = asyncio.Lock()
        return lock


async def hear(event: Event, ears: Ears) -> Answer | None:
    """What hearing returned, after a few tries; raises what the last one raised."""
    for pause in TRIES:
        try:
            return await ears.hear(event)
        except Exception as trouble:
            log.warning("cannot hear (%s), trying again in %g s", type(trouble).__name__, pause)
            await asyncio.sleep(pause)
    return await ears.hear(event)
