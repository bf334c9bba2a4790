"""Faults that can be switched on, shared by all processes; some of them kill, so that the bot can show it survives."""

import asyncio
import signal
from pathlib import Path

import pytest

from adapters.sandbox.chat import SandboxChat
from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.faults import Fault
from adapters.sandbox.world import World
from bot.model.places import Audience
from tests.adapters.sandbox.desk import BACKSTAGE, HELLO, JONAS, LATER_SECRET, LONG_AGO, NOON, SECRET
from tests.adapters.sandbox.other_process import do_one_thing
from tests.processes import PROCESSES


async def in_another_process(path: Path, what: str) -> int:
    """Its exit code; negative when a signal ended it."""
    process = PROCESSES.Process(target=do_one_thing, args=(path, what))
    process.start()
    await asyncio.to_thread(process.join)
    assert process.exitcode is not None
    return process.exitcode


async def said(world: World) -> list[object]:
    return [seen.words for seen in await world.seen_by(JONAS.person)]


@pytest.mark.parametrize(
    ("what", "before", "after"),
    [
        ("whisper", [LATER_SECRET], [LATER_SECRET, SECRET]),
        ("tell", [LATER_SECRET], [LATER_SECRET, HELLO]),
        ("update", [SECRET], [LATER_SECRET]),
    ],
)
@pytest.mark.parametrize("fault", [Fault.DIED, Fault.STORED_THEN_DIED])
async def test_a_process_that_dies_does_so_before_or_after_storing(
    world: World, path: Path, fault: Fault, what: str, before: list[object], after: list[object]
) -> None:
    await world.show(BACKSTAGE, before[0], Audience.STAFF, "root", NOON, NOON)  # type: ignore[arg-type]
    await world.switch_fault(fault, 1)
    assert await in_another_process(path, what) == -signal.SIGKILL
    assert await said(world) == (after if fault is Fault.STORED_THEN_DIED else before)


async def test_a_fault_is_used_up_by_whichever_process_meets_it(world: World, path: Path) -> None:
    await world.switch_fault(Fault.STORED_THEN_DIED, 1)
    assert await in_another_process(path, "whisper") == -signal.SIGKILL
    assert await in_another_process(path, "whisper") == 0
    chat = SandboxChat(world, SandboxClock(world))
    assert len(await chat.find(BACKSTAGE, "key", LONG_AGO)) == 2


async def test_faults_are_met_in_the_order_and_as_often_as_they_were_switched_on(world: World) -> None:
    await world.switch_fault(Fault.BUSY, 2)
    await world.switch_fault(Fault.REFUSED, 1)
    await world.switch_fault(Fault.BUSY, 1)
    met = [await world.take_fault() for _ in range(5)]
    assert met == [Fault.BUSY, Fault.BUSY, Fault.REFUSED, Fault.BUSY, None]


async def test_processes_that_begin_a_world_at_once_share_it(path: Path) -> None:
    assert await asyncio.gather(*(in_another_process(path, "say") for _ in range(4))) == [0] * 4
    world = await World.open(path)
    try:
        deeds = await world.unheard(1_000)
    finally:
        world.close()
    assert len({deed.message_id for deed in deeds}) == len(deeds) == 80
