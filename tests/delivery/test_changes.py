"""What changes while something is on its way: a stop, an answer, the root."""

from dataclasses import replace

import pytest

from adapters.sandbox.faults import Fault
from bot.flows.deliver import speak
from bot.model.deliveries import State
from bot.model.people import NOTHING, Customer
from tests.delivery.builders import ANSWERED, CHECK_IN, ROOT, answered, check_in, root
from tests.delivery.desk import Desk
from tests.delivery.steps import Once, SteppedChat, SteppedStore


@pytest.mark.parametrize("step", ["after the claim", "after judging"])
async def test_a_stop_that_comes_before_the_intent_is_heeded(desk: Desk, step: str) -> None:
    async def stop() -> None:
        async with desk.store.begin() as work:
            customer = await work.people.customer("mia")
            assert isinstance(customer, Customer)
            await work.people.save(replace(customer, consent=NOTHING))
            await work.outbox.cancel_for_customer("mia", [check_in().kind], "they said stop")

    await desk.plan(check_in())
    await speak(desk.speaker(store=SteppedStore(desk.store, Once(step, stop))))
    assert (await desk.row(CHECK_IN)).state is State.CANCELLED
    assert await desk.count(CHECK_IN) == 0


async def test_a_stop_is_heeded_when_what_may_have_gone_out_did_not(desk: Desk) -> None:
    await desk.plan(check_in())
    await desk.world.switch_fault(Fault.DROPPED, 1)
    await desk.speaks()
    async with desk.store.begin() as work:
        customer = await work.people.customer("mia")
        assert customer
        await work.people.save(replace(customer, consent=NOTHING))
    await desk.speaks()
    assert (await desk.row(CHECK_IN)).state is State.CANCELLED
    assert await desk.count(CHECK_IN) == 0


async def test_an_answer_pressed_before_the_row_is_marked_is_kept(desk: Desk) -> None:
    async def press() -> None:
        async with desk.store.begin() as work:
            await work.outbox.answer(CHECK_IN, "fine")

    await desk.plan(check_in())
    await speak(desk.speaker(chat=SteppedChat(desk.chat(), Once("after the request", press))))
    row = await desk.row(CHECK_IN)
    assert (row.state, row.answered) == (State.SENT, "fine")


@pytest.mark.parametrize("step", ["after judging", "after the intent", "after the gate"])
async def test_a_root_that_changes_while_it_is_being_sent_shows_the_change(desk: Desk, step: str) -> None:
    async def change() -> None:
        await desk.change_matter(fixed="Something else")
        await desk.root_changes()

    await desk.plan(root())
    once = Once(step, change)
    await speak(desk.speaker(chat=SteppedChat(desk.chat(), once), store=SteppedStore(desk.store, once)))
    assert once.reached
    assert "Something else" in await desk.read_by_ana()
    assert (await desk.count(ROOT), (await desk.row(ROOT)).state) == (1, State.SENT)


async def test_ten_changes_are_one_update(desk: Desk) -> None:
    await desk.plan(root())
    await desk.speaks()
    for number in range(10):
        await desk.change_matter(fixed=f"change {number}")
        await desk.root_changes()
    revision = await desk.world.revision()
    await desk.speaks()
    assert await desk.world.revision() == revision + 1
    assert "change 9" in await desk.read_by_ana()


async def test_a_conversation_that_is_gone_takes_what_was_due_with_it(desk: Desk) -> None:
    await desk.change_matter(place=replace((await desk.matter()).place, channel_id="elsewhere"))
    await desk.plan(answered())
    await desk.speaks()
    assert (await desk.row(ANSWERED)).state is State.CANCELLED


async def test_what_is_paused_is_not_claimed(desk: Desk) -> None:
    await desk.plan(check_in(state=State.PAUSED))
    assert (await speak(desk.speaker())).taken == 0
    assert await desk.count(CHECK_IN) == 0
