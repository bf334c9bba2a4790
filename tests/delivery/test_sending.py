"""On the way out: order, places, troubles of every kind, and what people see of what does not go out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.sandbox.faults import Fault
from adapters.sandbox.stage import ANA, MIA
from bot.errors import ChatBusy
from bot.flows.deliver import speak
from bot.model.deliveries import State
from bot.model.places import dm
from tests.delivery.builders import ANSWERED, CHECK_IN, ROOT, answered, check_in, root
from tests.delivery.desk import HASTY, SECOND, Desk
from tests.delivery.steps import Once, SteppedChat

UNSURE = [Fault.DROPPED, Fault.STORED_THEN_DROPPED, Fault.HANG, Fault.STORED_THEN_HANG]


async def test_the_root_goes_first_and_the_whisper_into_its_thread(desk: Desk) -> None:
    await desk.plan(answered(), root())
    await desk.plan(check_in())
    await desk.speaks()
    [whisper] = await desk.stands(ANSWERED)
    [question] = await desk.stands(CHECK_IN)
    shown = (await desk.row(ROOT)).shown
    assert shown
    assert (await desk.matter()).backstage == shown.thread
    assert question.place == (await desk.matter()).place
    assert {(await desk.row(key)).state for key in (ROOT, ANSWERED, CHECK_IN)} == {State.SENT}
    assert whisper.place == dm(ANA.person)  # it was planned before the root


async def test_a_whisper_planned_after_the_root_stands_in_its_thread(desk: Desk) -> None:
    await desk.plan(root(), answered())
    await desk.speaks()
    [whisper] = await desk.stands(ANSWERED)
    assert whisper.place == (await desk.matter()).backstage


@pytest.mark.parametrize("fault", [*UNSURE, Fault.BUSY])
@pytest.mark.parametrize("key", [ROOT, CHECK_IN])
async def test_whatever_happens_to_a_call_it_stands_there_once(desk: Desk, fault: Fault, key: str) -> None:
    await desk.plan(root() if key == ROOT else check_in())
    await desk.world.switch_fault(fault, 1)
    await desk.speaks(limits=HASTY)
    assert (await desk.row(key)).state is (State.PENDING if fault is Fault.BUSY else State.SENDING)
    await desk.speaks(2)
    assert await desk.count(key) == 1
    assert (await desk.row(key)).state is State.SENT


@pytest.mark.parametrize("fault", UNSURE)
async def test_an_update_of_which_nobody_knows_is_made_again(desk: Desk, fault: Fault) -> None:
    await desk.plan(root())
    await desk.speaks()
    await desk.change_matter(fixed="Something else")
    await desk.root_changes()
    await desk.world.switch_fault(fault, 1)
    await desk.speaks(limits=HASTY)
    await desk.speaks()
    assert "Something else" in await desk.read_by_ana()
    assert await desk.count(ROOT) == 1


async def test_nothing_is_tried_before_the_time_a_busy_platform_asks_for(desk: Desk) -> None:
    await desk.plan(check_in())
    await desk.world.switch_fault(Fault.BUSY, 1)
    await speak(desk.speaker())
    desk.clock.passes(SECOND * 0.9)
    assert (await speak(desk.speaker("two"))).taken == 0
    desk.clock.passes(SECOND * 0.1)
    await speak(desk.speaker("two"))
    assert (await desk.row(CHECK_IN)).state is State.SENT


async def test_a_busy_answer_to_a_look_is_waited_for_too(desk: Desk) -> None:
    async def busy() -> None:
        raise ChatBusy(timedelta(minutes=4))

    desk.clock.passes(timedelta(minutes=10))
    await desk.plan(check_in())
    await speak(desk.speaker(chat=SteppedChat(desk.chat(), Once("before the look", busy))))
    row = await desk.row(CHECK_IN)
    assert (row.state, row.not_before) == (State.PENDING, desk.clock.real() + timedelta(minutes=4))


async def test_what_backstage_refuses_goes_to_the_agents_dm(desk: Desk) -> None:
    await desk.plan(root())
    await desk.world.switch_fault(Fault.REFUSED, 1)
    await desk.speaks()
    [seen] = await desk.stands(ROOT)
    assert seen.place == dm(ANA.person)


async def test_what_no_place_takes_is_held_and_told_on_the_root(desk: Desk) -> None:
    await desk.plan(root())
    await desk.speaks()
    await desk.plan(answered())
    await desk.world.switch_fault(Fault.REFUSED, 2)
    await desk.speaks()
    row = await desk.row(ANSWERED)
    assert (row.state, row.why) == (State.HELD, "the sandbox was told to refuse this")
    assert "Not whispered: answered" in await desk.read_by_ana()


async def test_what_was_held_for_want_of_a_place_is_told_once_somebody_has_the_conversation(desk: Desk) -> None:
    await desk.change_matter(agent=None)
    await desk.world.admit("backstage", MIA.person)
    await desk.plan(root(), replace(answered(), to=None))
    await desk.speaks()
    assert {(await desk.row(key)).state for key in (ROOT, ANSWERED)} == {State.HELD}
    await desk.change_matter(agent=ANA.person)
    await desk.root_changes()
    await desk.speaks()
    assert (await desk.stands(ROOT))[0].place == dm(ANA.person)
    assert "Not whispered: answered" in await desk.read_by_ana()


async def test_a_question_the_customers_place_refuses_is_held_and_the_agent_told(desk: Desk) -> None:
    await desk.plan(root(), check_in())
    await desk.change_matter(place=replace((await desk.matter()).place, thread_id="999"))
    await desk.speaks(2)
    assert (await desk.row(CHECK_IN)).state is State.HELD
    assert "The check-in with Mia is held" in await desk.read_by_ana()


async def test_a_question_that_comes_too_late_expires_and_the_agent_is_told(desk: Desk) -> None:
    await desk.plan(root(), check_in())
    desk.clock.passes(timedelta(hours=73))
    await desk.speaks(2)
    assert (await desk.row(CHECK_IN)).state is State.EXPIRED
    assert await desk.count(CHECK_IN) == 0
    assert "The check-in with Mia did not go out" in await desk.read_by_ana()


async def test_a_question_due_at_night_waits_for_the_morning(desk: Desk) -> None:
    desk.clock.passes(timedelta(hours=12))
    await desk.plan(check_in())
    await desk.speaks()
    row = await desk.row(CHECK_IN)
    assert (row.state, await desk.count(CHECK_IN)) == (State.PENDING, 0)
    desk.clock.passes(row.due_at - desk.clock.real())
    await desk.speaks()
    assert await desk.count(CHECK_IN) == 1
