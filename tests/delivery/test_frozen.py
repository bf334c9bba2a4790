"""Workers that freeze, are cancelled or die in the middle: another one goes on, and theirs is no longer heard."""

import asyncio
from datetime import timedelta
from typing import NoReturn

import pytest

from bot.flows.deliver import speak
from bot.model.deliveries import State
from tests.delivery.builders import ANSWERED, CHECK_IN, ROOT, answered, check_in, root
from tests.delivery.desk import LEASE, LIMITS, SECOND, Desk
from tests.delivery.steps import Once, SteppedChat, SteppedStore

STEPS = [
    "in the claim",
    "after the claim",
    "after judging",
    "before the gate",
    "in the intent",
    "after the intent",
    "before the request",
    "after the request",
    "in the mark",
    "after the mark",
]


@pytest.mark.parametrize("step", ["after the claim", "after judging", "after the gate"])
async def test_a_worker_frozen_before_its_intent_wakes_to_say_nothing(desk: Desk, step: str) -> None:
    other = desk.speaker("two")

    async def sleep_long() -> None:
        desk.clock.passes(LEASE)
        await speak(other)

    await desk.plan(root())
    once = Once(step, sleep_long)
    await speak(desk.speaker(store=SteppedStore(desk.store, once), chat=SteppedChat(desk.chat(), once)))
    row = await desk.row(ROOT)
    assert (row.owner.split("/")[0], row.state, await desk.count(ROOT)) == ("two", State.SENT, 1)


@pytest.mark.parametrize("slept", [LIMITS.patience, LEASE / 2, LEASE, 2 * LEASE])
async def test_a_worker_frozen_after_its_intent_never_acts_on_it(desk: Desk, slept: timedelta) -> None:
    other = desk.speaker("two")

    async def sleep_long() -> None:
        desk.clock.passes(slept)
        await speak(other)

    await desk.plan(root())
    await speak(desk.speaker(store=SteppedStore(desk.store, Once("after the intent", sleep_long))))
    assert ((await desk.row(ROOT)).state, await desk.count(ROOT)) == (State.SENT, 1)


async def test_a_worker_frozen_before_its_mark_does_not_change_what_another_found(desk: Desk) -> None:
    other = desk.speaker("two")

    async def sleep_long() -> None:
        desk.clock.passes(LEASE)
        await speak(other)

    await desk.plan(root())
    await speak(desk.speaker(chat=SteppedChat(desk.chat(), Once("after the request", sleep_long))))
    row = await desk.row(ROOT)
    assert (row.owner.split("/")[0], row.state, await desk.count(ROOT)) == ("two", State.SENT, 1)


@pytest.mark.parametrize("step", STEPS)
async def test_a_speaker_cancelled_at_any_step_loses_and_doubles_nothing(desk: Desk, step: str) -> None:
    await desk.plan(root(), answered(), check_in())
    stop = Once(step, _die)
    with pytest.raises(asyncio.CancelledError):
        await speak(desk.speaker(store=SteppedStore(desk.store, stop), chat=SteppedChat(desk.chat(), stop)))
    desk.clock.passes(LEASE)
    await desk.speaks(2)
    assert {key: await desk.count(key) for key in (ROOT, ANSWERED, CHECK_IN)} == {ROOT: 1, ANSWERED: 1, CHECK_IN: 1}


async def test_nothing_overtakes_a_root_whose_worker_died(desk: Desk) -> None:
    await desk.plan(root(), answered())
    with pytest.raises(asyncio.CancelledError):
        await speak(desk.speaker(store=SteppedStore(desk.store, Once("after the claim", _die))))
    desk.clock.passes(SECOND)
    await desk.root_changes()
    desk.clock.passes(LEASE)
    await speak(desk.speaker("two"))
    [whisper] = await desk.stands(ANSWERED)
    assert whisper.place == (await desk.matter()).backstage


async def _die() -> NoReturn:
    raise asyncio.CancelledError
