"""Defects of ours: tried again a few times, then shown; they keep nothing else from going out."""

from dataclasses import replace
from typing import NoReturn

from adapters.sandbox.faults import Fault
from bot.flows.deliver import speak
from bot.model.deliveries import State
from bot.rules.backoff import MOST_DEFECTS, wait_before
from tests.delivery.builders import ANSWERED, CHECK_IN, ROOT, answered, check_in, root
from tests.delivery.desk import LEASE, Desk
from tests.delivery.steps import Once, SteppedStore


async def test_a_database_that_fails_one_delivery_keeps_no_other_from_going_out(desk: Desk) -> None:
    await desk.plan(root(), check_in())
    await speak(desk.speaker(store=SteppedStore(desk.store, Once("in the mark", stumble))))
    states = sorted([(await desk.row(key)).state for key in (ROOT, CHECK_IN)])
    assert states == [State.SENDING, State.SENT]
    desk.clock.passes(LEASE)
    await desk.speaks()
    assert (await desk.count(ROOT), await desk.count(CHECK_IN)) == (1, 1)


async def test_a_defect_is_tried_again_a_few_times_and_then_shown(desk: Desk) -> None:
    await desk.plan(root())
    await desk.speaks()
    await desk.plan(replace(answered(), detail={}))
    for attempt in range(1, MOST_DEFECTS):
        await speak(desk.speaker())
        row = await desk.row(ANSWERED)
        assert (row.state, row.not_before) == (State.PENDING, desk.clock.real() + wait_before(attempt))
        desk.clock.passes(wait_before(attempt))
    await desk.speaks()
    assert (await desk.row(ANSWERED)).state is State.FAILED
    assert "Not whispered: answered" in await desk.read_by_ana()


async def test_troubles_of_the_platform_do_not_count_as_defects(desk: Desk) -> None:
    await desk.plan(check_in())
    await desk.world.switch_fault(Fault.BUSY, MOST_DEFECTS)
    await desk.speaks(MOST_DEFECTS)
    await speak(desk.speaker(store=SteppedStore(desk.store, Once("in judging", stumble))))
    assert (await desk.row(CHECK_IN)).state is State.PENDING
    desk.clock.passes(LEASE)
    await desk.speaks()
    assert await desk.count(CHECK_IN) == 1


async def stumble() -> NoReturn:
    raise ZeroDivisionError
