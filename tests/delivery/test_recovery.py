"""What may have gone out is looked for; a worker that lost its lease changes nothing."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

import pytest

from adapters.sandbox.faults import Fault
from adapters.sandbox.stage import ANA
from bot.errors import ChatRefused, ChatTakenBack
from bot.flows.deliver import speak
from bot.messages import CustomerWords
from bot.model.deliveries import State
from bot.model.places import CustomerPlace, dm
from tests.delivery.builders import CHECK_IN, ROOT, START, check_in, root
from tests.delivery.desk import HASTY, LEASE, LIMITS, SECOND, Desk
from tests.delivery.steps import Once, SteppedChat, SteppedStore

TWO_LOOKS = replace(LIMITS, second_look=10 * SECOND)


async def refuse() -> NoReturn:
    raise ChatRefused("the history is closed to us")


async def stumble() -> NoReturn:
    raise ZeroDivisionError


class Silent:
    """A chat that never answers a look."""

    def __init__(self, desk: Desk) -> None:
        self._chat = desk.chat(HASTY)

    def __getattr__(self, name: str) -> object:
        return getattr(self._chat, name)

    async def find(self, *_: object) -> NoReturn:
        await asyncio.Event().wait()
        raise AssertionError("nothing sets this event")


async def dropped(desk: Desk, fault: Fault = Fault.STORED_THEN_DROPPED) -> None:
    """A question that may have gone out."""
    await desk.plan(check_in())
    await desk.world.switch_fault(fault, 1)
    await speak(desk.speaker())


async def taken_back() -> NoReturn:
    raise ChatTakenBack("it went out, and somebody deleted it")


async def test_what_went_out_and_was_deleted_by_somebody_is_not_said_again(desk: Desk) -> None:
    await desk.plan(check_in())
    await desk.world.switch_fault(Fault.DROPPED, 1)
    await desk.speaks()
    await speak(desk.speaker(chat=SteppedChat(desk.chat(), Once("before the request", taken_back))))
    await desk.plan(root())
    await desk.speaks(2)
    row = await desk.row(CHECK_IN)
    assert (row.state, row.shown, await desk.count(CHECK_IN)) == (State.SENT, None, 0)
    assert "it went out, and somebody deleted it" in await desk.read_by_ana()


async def test_nobody_looks_before_the_platform_has_settled(desk: Desk) -> None:
    await dropped(desk, Fault.DROPPED)
    desk.clock.passes(LIMITS.patience + LIMITS.settle - timedelta(milliseconds=1))
    assert (await speak(desk.speaker("two"))).taken == 0
    desk.clock.passes(timedelta(milliseconds=1))
    assert (await speak(desk.speaker("two"))).taken == 1
    assert (await desk.row(CHECK_IN)).state is State.SENT


async def test_a_worker_that_died_early_is_waited_for_until_the_platform_has_settled(desk: Desk) -> None:
    short = replace(LIMITS, settle=2 * LEASE)
    async with desk.store.begin() as work:
        await work.outbox.plan([check_in()])
    died = Once("after the intent", _die)
    with pytest.raises(asyncio.CancelledError):
        await speak(desk.speaker(store=SteppedStore(desk.store, died), chat=desk.chat(short)))
    desk.clock.passes(LEASE)
    await speak(desk.speaker("two", chat=desk.chat(short)))
    row = await desk.row(CHECK_IN)
    assert (row.state, row.lease_until) == (State.SENDING, START + short.patience + short.settle)


async def test_a_first_miss_is_not_believed_where_a_second_look_is_asked_for(desk: Desk) -> None:
    await dropped(desk, Fault.DROPPED)
    desk.clock.passes(LEASE)
    two = desk.speaker("two", chat=desk.chat(TWO_LOOKS))
    await speak(two)
    assert await desk.count(CHECK_IN) == 0
    desk.clock.passes(9 * SECOND)
    assert (await speak(two)).taken == 0
    desk.clock.passes(SECOND)
    await speak(two)
    assert await desk.count(CHECK_IN) == 1


async def test_what_a_second_look_finds_is_not_said_again(desk: Desk) -> None:
    await dropped(desk, Fault.DROPPED)
    desk.clock.passes(LEASE)
    two = desk.speaker("two", chat=desk.chat(TWO_LOOKS))
    await speak(two)
    await _say_it_behind_its_back(desk)
    desk.clock.passes(10 * SECOND)
    await speak(two)
    assert ((await desk.row(CHECK_IN)).state, await desk.count(CHECK_IN)) == (State.SENT, 1)


async def test_what_cannot_be_looked_for_is_held_and_the_agent_told(desk: Desk) -> None:
    await desk.plan(root())
    await desk.speaks()
    await dropped(desk)
    desk.clock.passes(LEASE)
    await speak(desk.speaker("two", chat=SteppedChat(desk.chat(), Once("before the look", refuse))))
    await desk.speaks()
    assert (await desk.row(CHECK_IN)).state is State.HELD
    assert "it may have gone out, and cannot be looked for" in await desk.read_by_ana()


async def test_a_held_root_that_may_have_gone_out_is_looked_for_when_it_falls_due_again(desk: Desk) -> None:
    await desk.plan(root())
    await desk.world.switch_fault(Fault.STORED_THEN_DROPPED, 1)
    await desk.speaks()
    await speak(desk.speaker("two", chat=SteppedChat(desk.chat(), Once("before the look", refuse))))
    assert (await desk.row(ROOT)).state is State.HELD
    await desk.root_changes()
    await desk.speaks()
    assert ((await desk.row(ROOT)).state, await desk.count(ROOT)) == (State.SENT, 1)


async def test_a_look_nobody_answers_holds_nobody_up_and_is_tried_again(desk: Desk) -> None:
    await dropped(desk)
    desk.clock.passes(LEASE)
    await speak(desk.speaker("two", chat=Silent(desk)))
    assert (await desk.row(CHECK_IN)).state is State.SENDING
    desk.clock.passes(LEASE)
    await speak(desk.speaker("two"))
    assert ((await desk.row(CHECK_IN)).state, await desk.count(CHECK_IN)) == (State.SENT, 1)


async def test_a_root_found_again_has_its_thread_kept(desk: Desk) -> None:
    await desk.plan(root())
    await desk.world.switch_fault(Fault.STORED_THEN_DROPPED, 1)
    await desk.speaks(2)
    shown = (await desk.row(ROOT)).shown
    assert shown
    assert (await desk.matter()).backstage == shown.thread


async def test_what_is_long_overdue_is_looked_for_before_it_is_first_said(desk: Desk) -> None:
    await desk.plan(check_in())
    await _say_it_behind_its_back(desk)
    desk.clock.passes(timedelta(minutes=5, seconds=1))
    await desk.speaks()
    assert ((await desk.row(CHECK_IN)).state, await desk.count(CHECK_IN)) == (State.SENT, 1)


async def test_what_is_long_overdue_goes_to_the_next_place_where_one_will_not_let_us_look(desk: Desk) -> None:
    await desk.plan(root())
    desk.clock.passes(timedelta(minutes=6))
    await speak(desk.speaker(chat=SteppedChat(desk.chat(), Once("before the look", refuse))))
    await desk.speaks()
    [seen] = await desk.stands(ROOT)
    assert seen.place == dm(ANA.person)


async def test_what_is_found_nowhere_is_said_however_overdue(desk: Desk) -> None:
    await desk.plan(check_in(), root())
    desk.clock.passes(timedelta(hours=2))
    await desk.speaks()
    assert (await desk.count(CHECK_IN), await desk.count(ROOT)) == (1, 1)


async def _die() -> NoReturn:
    raise asyncio.CancelledError


async def _say_it_behind_its_back(desk: Desk) -> None:
    """What a backup, or a search that lags, does not know of."""
    place = CustomerPlace((await desk.matter()).place)
    await desk.chat().tell(place, CustomerWords(lines=("How is it going?",), why="It is automatic."), CHECK_IN)
