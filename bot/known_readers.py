"""Answers to who can read a channel: good for a minute while every change is told to us, and else for nothing."""

import time
from collections.abc import Awaitable, Callable

from bot.model.places import Readers

FRESH_FOR = 60.0  # seconds


class KnownReaders:
    """What a gate was told. `hears_changes` is to say whether it is told of every change."""

    def __init__(self) -> None:
        self._answers: dict[str, tuple[float, Readers]] = {}
        self._changes = 0
        self.hears_changes = False

    def forget(self) -> None:
        """Something changed: all is to be asked anew, also what is being asked right now."""
        self._answers.clear()
        self._changes += 1

    async def of(self, channel_id: str, ask: Callable[[], Awaitable[tuple[Readers, bool]]]) -> Readers:
        """Who can read there; `ask` says so, and whether we are told when that changes. Raises what asking raises.

        Only that staff alone can read is kept: whoever else could may have left.
        """
        answered_at, readers = self._answers.get(channel_id, (0.0, None))
        if readers and self.hears_changes and time.monotonic() - answered_at < FRESH_FOR:
            return readers
        began, changes = time.monotonic(), self._changes
        readers, is_told = await ask()
        if is_told and readers is Readers.STAFF_ONLY and changes == self._changes:
            self._answers[channel_id] = (began, readers)
        return readers
