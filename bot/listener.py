"""Who hears a platform: of all processes on one database exactly one, and another one when it is gone."""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime, timedelta

from bot.errors import in_log
from bot.flows.speaker import Speaker
from bot.ports import Chat, Ears

log = logging.getLogger(__name__)

LONGEST = timedelta(seconds=15)
"""So long at most a process that fell silent is waited for (real time)."""
_SLOW = "the database does not answer in time. See whether another program keeps it locked, or it has too much to do"


class Listener:
    """Hears one platform while no other process does, and stands by otherwise."""

    def __init__(self, chat: Chat, ears: Ears, speaker: Speaker) -> None:
        self._chat, self._ears, self._speaker = chat, ears, speaker
        self._hold = min(speaker.lease, LONGEST)
        self._ours_until: datetime | None = None

    @property
    def is_hearing(self) -> bool:
        """Whether it is this process that hears."""
        return self._ours_until is not None

    async def run(self) -> None:
        """Hear or stand by, until cancelled. When this returned, another process may hear at once."""
        while True:
            wait = await self._ask()
            if not self.is_hearing or await self._hear():
                await asyncio.sleep(wait.total_seconds())

    async def _hear(self) -> bool:
        """Hear until it is another's turn; whether it was a defect that ended it, and not that.

        Whatever becomes of one platform, the others and what is to be said go on.
        """
        log.info("this process hears %s", self._chat.platform)
        listening = asyncio.create_task(self._chat.listen(self._ears))
        try:
            while self.is_hearing and not listening.done():
                await asyncio.wait([listening], timeout=self._hold.total_seconds() / 3)
                await self._ask()
            return _failed(listening, self._chat.platform)
        finally:
            listening.cancel()
            await asyncio.wait([listening])
            await asyncio.shield(self._let_go())

    async def _ask(self) -> timedelta:
        """Take our turn or keep it; how long to wait before asking again."""
        speaker, patience = self._speaker, self._hold / 3
        until = speaker.clock.real() + self._hold
        try:
            async with asyncio.timeout(patience.total_seconds()), speaker.store.begin(alone=False) as work:
                taken_until = await work.hold(self._name, speaker.name, speaker.clock.real(), until)
        except Exception as trouble:  # others cannot take it meanwhile either: it stays ours while its time lasts
            why = _SLOW if isinstance(trouble, TimeoutError) else in_log(trouble)
            log.warning("cannot ask who hears %s: %s", self._chat.platform, why)
            if self._ours_until and speaker.clock.real() + patience >= self._ours_until:
                self._ours_until = None
            return patience
        self._ours_until = None if taken_until else until
        return min(taken_until - speaker.clock.real(), patience) if taken_until else patience

    async def _let_go(self) -> None:
        self._ours_until = None
        with suppress(Exception):  # then the others wait until its time is over
            async with self._speaker.store.begin(alone=False) as work:
                await work.let_go(self._name, self._speaker.name)

    @property
    def _name(self) -> str:
        return f"hear {self._chat.platform}"


def _failed(listening: asyncio.Task[None], platform: str) -> bool:
    if not listening.done() or listening.cancelled():
        return False
    trouble = listening.exception()
    while isinstance(trouble, BaseExceptionGroup):
        trouble = trouble.exceptions[0]
    log.error("listening to %s ended, trying again: %s", platform, in_log(trouble) if trouble else "without a reason")
    return True
