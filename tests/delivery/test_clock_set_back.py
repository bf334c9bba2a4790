"""The machine's clock is set back in the midst of anything: nothing is lost, doubled, or said at night."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from adapters.sandbox.faults import Fault
from bot.flows.deliver import speak
from bot.model.deliveries import State
from tests.delivery.builders import ANSWERED, CHECK_IN, ROOT, answered, check_in, root
from tests.delivery.deaths import DEATHS
from tests.delivery.desk import Desk, opened
from tests.delivery.kill import build
from tests.delivery.steps import Once, SteppedChat, SteppedStore

BACK, STEP = timedelta(hours=2), timedelta(minutes=30)
KEYS = (ROOT, ANSWERED, CHECK_IN)


@pytest.fixture
async def in_postgres(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk that writes everything down in PostgreSQL."""
    async with opened(await build("postgresql", tmp_path)) as desk:
        yield desk


async def set_back(desk: Desk, at: str) -> None:
    """Speak once; when it comes to this step, the clock is set back."""

    async def back() -> None:
        desk.clock.passes(-BACK)

    step = Once(at, back)
    await speak(desk.speaker(store=SteppedStore(desk.store, step), chat=SteppedChat(desk.chat(), step)))
    assert step.reached


async def until_it_is_later_than_before(desk: Desk) -> None:
    for _ in range(2 * BACK // STEP):
        await speak(desk.speaker())
        desk.clock.passes(STEP)


async def say_everything(desk: Desk, step: str) -> None:
    """To staff and to the customer, and the clock is set back at this step."""
    await desk.plan(root(), answered(), check_in())
    await set_back(desk, step)
    await until_it_is_later_than_before(desk)
    assert {key: await desk.count(key) for key in KEYS} == dict.fromkeys(KEYS, 1)


@pytest.mark.parametrize("fault", [None, Fault.STORED_THEN_DROPPED, Fault.DROPPED, Fault.BUSY])
@pytest.mark.parametrize("step", DEATHS)
async def test_everything_is_said_once(step: str, fault: Fault | None, desk: Desk) -> None:
    if fault:
        await desk.world.switch_fault(fault, 1)
    await say_everything(desk, step)


@pytest.mark.parametrize("step", DEATHS)
async def test_everything_is_said_once_in_postgresql_too(step: str, in_postgres: Desk) -> None:
    await say_everything(in_postgres, step)


@pytest.mark.parametrize("step", ["in the claim", "after the claim"])
async def test_what_was_due_by_day_is_not_said_at_night(step: str, desk: Desk) -> None:
    await desk.plan(check_in())
    await set_back(desk, step)
    await until_it_is_later_than_before(desk)
    [told] = await desk.stands(CHECK_IN)
    assert 9 <= told.at.astimezone(ZoneInfo("Europe/Berlin")).hour < 20


async def test_the_budget_spent_before_is_spent(desk: Desk) -> None:
    await desk.plan(check_in())
    await set_back(desk, "after the mark")
    other = replace(await desk.matter(), id="other")
    async with desk.store.begin() as work:
        await work.conversations.save(other)
    await desk.plan(replace(check_in("other"), conversation_id=other.id, occasion="other"))
    await until_it_is_later_than_before(desk)
    assert (await desk.count(CHECK_IN), await desk.count("other")) == (1, 0)
    assert (await desk.row("other")).state is State.CANCELLED
