"""The ticker: speaks when woken, when something falls due, and goes on whatever stops."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NoReturn

import pytest
from apscheduler.schedulers.base import BaseScheduler

from adapters.sandbox.chat import SandboxChat
from adapters.sandbox.clock import SandboxClock, machine_time
from adapters.sandbox.faults import Fault
from adapters.sandbox.stage import BACKSTAGE
from bot.app import Bot
from bot.model.deliveries import Delivery, State
from bot.model.places import Audience, Shown
from bot.ticker import MISSED_BEATS, Ticker
from tests.delivery.builders import ANSWERED, ROOT, answered, root
from tests.delivery.desk import Desk
from tests.delivery.steps import Once, SteppedChat, SteppedStore

NEVER, OFTEN = timedelta(seconds=30), timedelta(milliseconds=20)


class Ticking:
    """A ticker at work on the desk, in real time; the first to reach a step does what the test wants there."""

    def __init__(self, desk: Desk, poll: timedelta, step: Once | None = None) -> None:
        self.clock_is_back = timedelta()
        clock = SandboxClock(desk.world, lambda: machine_time() - self.clock_is_back)
        self.began = clock.real()
        self.step, wake = step, asyncio.Event()
        store, chat = SteppedStore(desk.store, self._reach), SteppedChat(SandboxChat(desk.world, clock), self._reach)
        speaker = replace(desk.speaker(store=store, chat=chat), clock=clock)
        self.wake, self.bot = wake, Bot(speaker, wake.set)
        self.ticker = Ticker(self.bot, clock, poll, wake)

    async def _reach(self, step: str) -> None:
        if self.step:
            await self.step(step)


@asynccontextmanager
async def ticking(desk: Desk, poll: timedelta = NEVER, step: Once | None = None) -> AsyncIterator[Ticking]:
    """Runs the ticker, and stops it."""
    at_work = Ticking(desk, poll, step)
    task = asyncio.create_task(at_work.ticker.run())
    try:
        yield at_work
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def becomes(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait until this is so."""
    async with asyncio.timeout(10):
        while not await true():  # noqa: ASYNC110 what is waited for is in a file
            await asyncio.sleep(0.005)


async def test_what_is_due_at_the_start_is_said(desk: Desk) -> None:
    await desk.plan(_due(desk, timedelta()))
    async with ticking(desk):
        await becomes(lambda: _is_sent(desk))


async def test_it_speaks_when_woken(desk: Desk) -> None:
    async with ticking(desk) as at_work:
        await becomes(lambda: _has_spoken(at_work))
        await desk.plan(_due(desk, timedelta()))
        at_work.wake.set()
        await becomes(lambda: _is_sent(desk))


async def test_it_speaks_when_something_falls_due(desk: Desk) -> None:
    await desk.plan(_due(desk, timedelta(milliseconds=150)))
    async with ticking(desk):
        await becomes(lambda: _is_sent(desk))


async def test_it_speaks_again_when_what_failed_may_be_tried_again(desk: Desk) -> None:
    await desk.world.switch_fault(Fault.REFUSED, 1)
    await desk.plan(root())
    async with ticking(desk):
        await becomes(lambda: _is_sent(desk, ROOT))


def _lose_the_timer(scheduler: BaseScheduler) -> None:
    """It fires no more, nor does one that a waking already under way would start."""
    scheduler._stop_timer()
    scheduler._start_timer = lambda _: None


@pytest.mark.parametrize("kill", [_lose_the_timer, BaseScheduler.shutdown])
async def test_a_scheduler_that_stopped_ticking_is_started_anew(
    desk: Desk, kill: Callable[[BaseScheduler], None]
) -> None:
    async with ticking(desk, OFTEN) as at_work:
        await becomes(lambda: _has_spoken(at_work))
        dead = at_work.ticker._scheduler
        kill(dead)
        await becomes(lambda: _is(at_work.ticker._scheduler is not dead))
        await desk.plan(_due(desk, timedelta(milliseconds=50)))
        await becomes(lambda: _is_sent(desk))
        await becomes(lambda: _is(at_work.ticker.is_alive))


async def test_a_scheduler_whose_clock_was_set_back_is_started_anew(desk: Desk) -> None:
    async with ticking(desk, OFTEN) as at_work:
        await becomes(lambda: _has_spoken(at_work))
        waiting = at_work.ticker._scheduler
        at_work.clock_is_back = timedelta(hours=1)
        for job in waiting.get_jobs():
            job.modify(next_run_time=at_work.began + timedelta(hours=1))
        await becomes(lambda: _is(at_work.ticker._scheduler is not waiting))
        await desk.plan(replace(answered(), due_at=at_work.began - timedelta(hours=2)))
        await becomes(lambda: _is_sent(desk))


async def test_a_ticker_without_ticks_does_not_count_as_alive(desk: Desk) -> None:
    ticker = Ticking(desk, OFTEN).ticker
    assert ticker.is_alive
    ticker.last_tick -= MISSED_BEATS * OFTEN
    assert not ticker.is_alive


async def test_speaking_that_fails_does_not_end_it(desk: Desk) -> None:
    async with ticking(desk, OFTEN) as at_work:
        await becomes(lambda: _has_spoken(at_work))
        at_work.step = Once("in the claim", _stumble)
        await desk.plan(_due(desk, timedelta()))
        await becomes(lambda: _is_sent(desk))


async def test_every_part_leaves_a_heartbeat(desk: Desk) -> None:
    async with ticking(desk, OFTEN) as at_work:
        await becomes(lambda: _has_spoken(at_work))
        for job in at_work.ticker._scheduler.get_jobs():
            job.modify(next_run_time=at_work.began)
        await becomes(lambda: _beats_are(at_work, {"speak", "sweep"}))
        assert all(at >= at_work.began for at in (await _beats(at_work)).values())


async def test_being_woken_again_is_not_written_down_each_time(desk: Desk) -> None:
    async with ticking(desk) as at_work:
        noted = []
        for _ in range(2):
            spoke = at_work.ticker.last_spoken
            at_work.wake.set()
            await becomes(lambda spoke=spoke: _is(at_work.ticker.last_spoken > spoke))  # type: ignore[misc]
            noted.append((await _beats(at_work))["speak"])
        assert noted[0] == noted[1]


@pytest.mark.parametrize("step", ["in the claim", "before the gate", "after the intent", "before the request"])
async def test_it_stops_in_the_middle_of_anything_and_leaves_nothing_running(desk: Desk, step: str) -> None:
    before = asyncio.all_tasks()
    arrived = asyncio.Event()

    async def wait_here() -> None:
        arrived.set()
        await asyncio.Event().wait()

    await desk.plan(root())
    async with ticking(desk, step=Once(step, wait_here)):
        await arrived.wait()
    await becomes(lambda: _is(asyncio.all_tasks() == before))  # the store may be committing what was done before
    assert await desk.count(ROOT) == 0


async def test_it_stops_in_the_middle_of_a_sweep_too(desk: Desk) -> None:
    before = asyncio.all_tasks()
    arrived, over = asyncio.Event(), asyncio.Event()

    async def wait_here() -> None:
        arrived.set()
        try:
            await asyncio.Event().wait()
        finally:
            over.set()

    async with ticking(desk, step=Once("before the look", wait_here)) as at_work:
        long_ago = at_work.began - timedelta(hours=1)
        shown = Shown(BACKSTAGE, "1", Audience.STAFF)
        sent = replace(root(), state=State.SENT, shown=shown, first_intent_at=long_ago, sent_at=long_ago)
        await desk.plan(sent)
        await becomes(lambda: _has_spoken(at_work))
        for job in at_work.ticker._scheduler.get_jobs():
            job.modify(next_run_time=at_work.began)
        await arrived.wait()
    assert over.is_set()
    await becomes(lambda: _is(asyncio.all_tasks() == before))


async def _stumble() -> NoReturn:
    raise ZeroDivisionError


def _due(desk: Desk, after: timedelta) -> Delivery:
    return replace(answered(), due_at=SandboxClock(desk.world).now() + after)


async def _is(so: bool) -> bool:
    return so


async def _has_spoken(at_work: Ticking) -> bool:
    return "speak" in await _beats(at_work)


async def _beats_are(at_work: Ticking, names: set[str]) -> bool:
    return set(await _beats(at_work)) == names


async def _beats(at_work: Ticking) -> Mapping[str, datetime]:
    async with at_work.bot.speaker.store.begin() as work:
        return await work.beats()


async def _is_sent(desk: Desk, key: str = ANSWERED) -> bool:
    return (await desk.row(key)).state is State.SENT
