"""When to speak: after each hearing, when the next thing falls due, and every few seconds as a safety net."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers import SchedulerNotRunningError
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import Bot
from bot.errors import in_log
from bot.ports import Clock

log = logging.getLogger(__name__)

SWEEP_EVERY = timedelta(minutes=1)
MISSED_BEATS = 3
"""After so many polls without a tick the scheduler counts as dead and is started anew."""


class Ticker:
    """Holds no deliveries, only ticks; what is due stands in the store.

    `wake` is set by whoever knows that something may be due, such as the bot after each hearing.
    """

    def __init__(self, bot: Bot, clock: Clock, poll: timedelta, wake: asyncio.Event) -> None:
        self._bot, self._clock, self._poll, self._wake = bot, clock, poll, wake
        self._sweep_due = asyncio.Event()
        self._scheduler = _scheduler()
        self._beats: dict[str, datetime] = {}
        self.last_tick = self.last_spoken = clock.real()

    @property
    def is_alive(self) -> bool:
        """Whether ticks come and speaking comes back, both within a few polls."""
        return min(self.last_tick, self.last_spoken) > self._clock.real() - MISSED_BEATS * self._poll

    async def run(self) -> None:
        """Speak, sweep and watch, until cancelled; whatever is under way has ended when this returns."""
        self._start()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._speak_when_woken())
                tasks.create_task(self._sweep_when_due())
                tasks.create_task(self._watch())
        finally:
            self._stop()

    def _start(self) -> None:
        self._scheduler = _scheduler()
        self._scheduler.add_job(self._tick, "interval", seconds=self._poll.total_seconds())
        self._scheduler.add_job(self._tick_for_sweep, "interval", seconds=SWEEP_EVERY.total_seconds())
        self._scheduler.start()
        self._wake.set()

    def _stop(self) -> None:
        with suppress(SchedulerNotRunningError):
            self._scheduler.shutdown(wait=False)

    async def _tick(self) -> None:
        self.last_tick = self._clock.real()
        self._wake.set()

    async def _tick_for_sweep(self) -> None:
        self._sweep_due.set()

    async def _speak_when_woken(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self._guarded("speak", self._speak)
            self.last_spoken = self._clock.real()

    async def _sweep_when_due(self) -> None:
        while True:
            await self._sweep_due.wait()
            self._sweep_due.clear()
            await self._guarded("sweep", self._bot.sweep)

    async def _speak(self) -> None:
        """Speak, and be woken when something falls due or may be tried again, if that is before the next poll."""
        _, rest = await self._bot.speak()
        if rest is not None and rest < self._poll:
            when = datetime.now(UTC) + max(rest, timedelta(0))
            self._scheduler.add_job(self._tick, "date", run_date=when, id="due", replace_existing=True)

    async def _watch(self) -> None:
        """A scheduler whose timer died looks alive from outside: only its ticks tell.

        One whose clock was set back waits until it is as late again: its last tick is still to come.
        """
        while True:
            await asyncio.sleep(self._poll.total_seconds())
            if abs(self.last_tick - self._clock.real()) > MISSED_BEATS * self._poll:
                log.error("the scheduler stopped ticking; starting it anew")
                self._stop()
                self._start()
                self.last_tick = self._clock.real()

    async def _guarded(self, what: str, do: Callable[[], Awaitable[object]]) -> None:
        try:
            await do()
            await self._beat(what)
        except Exception as trouble:  # the next tick tries again
            log.error("%s failed: %s", what, in_log(trouble))

    async def _beat(self, what: str) -> None:
        """Note that this part is alive, no more often than it is woken without a reason."""
        now, last = self._clock.real(), self._beats.get(what)
        if last is None or abs(now - last) >= self._poll:
            await self._bot.beat(what)
            self._beats[what] = now


def _scheduler() -> AsyncIOScheduler:
    return AsyncIOScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
