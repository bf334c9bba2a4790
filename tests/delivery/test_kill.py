"""Real processes die, or speak side by side, and what stands in the world is right; broken programs are noticed."""

import asyncio
import signal
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.sandbox.stage import ANA
from tests.delivery.builders import whisper_of
from tests.delivery.deaths import Case, quick
from tests.delivery.desk import opened
from tests.delivery.kill import build, judge_all, report
from tests.delivery.worker import DONE, MORE, Order
from tests.delivery.yard import Yard
from tests.storage.databases import KINDS

QUICK = list(quick("sandbox"))
MUTANTS = (
    Case("stored then died", mutant="send again without looking"),
    Case("before the request", mutant="mark before sending"),
    Case("stored then dropped", mutant="retry inside the send"),
)

pytestmark = [pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="session")]  # unless the machine is busy: 15 s


@pytest.mark.parametrize("kind", KINDS)
async def test_whenever_a_process_dies_nothing_is_lost_and_nothing_said_twice(
    yards: Sequence[Yard], tmp_path: Path, kind: str
) -> None:
    verdicts = await judge_all([replace(case, database=kind) for case in QUICK], tmp_path, yards)
    assert all(verdict.is_well for verdict in verdicts), report(verdicts)
    assert sum(verdict.deaths for verdict in verdicts) > len(QUICK) - 6  # most faults only disturb


@pytest.mark.parametrize("kind", KINDS)
async def test_programs_that_lose_things_or_say_them_twice_are_noticed(
    yards: Sequence[Yard], tmp_path: Path, kind: str
) -> None:
    for verdict in await judge_all([replace(case, database=kind) for case in MUTANTS], tmp_path, yards):
        loses = verdict.case.mutant == "mark before sending"
        assert verdict.lost if loses else verdict.doubled, verdict  # which of them, the first call decides


@pytest.mark.parametrize("kind", KINDS)
async def test_two_processes_that_speak_at_once_say_nothing_twice(
    yards: Sequence[Yard], tmp_path: Path, kind: str
) -> None:
    one, two = yards
    folder = await build(kind, tmp_path)
    whispers = [whisper_of(number) for number in range(60)]
    async with opened(folder) as desk, desk.store.begin() as work:
        for matter, _ in whispers:
            await work.conversations.save(matter)
        await work.outbox.plan([whisper for _, whisper in whispers])
    both = Order(str(folder), 0, "after the claim", freezes=True)  # until the other has something to say too
    assert [await yard.carry_out(both) for yard in yards] == [-signal.SIGSTOP, -signal.SIGSTOP]
    assert {*await asyncio.gather(one.wake(), two.wake())} <= {DONE, MORE}
    assert await one.carry_out(Order(str(folder), 1)) == DONE  # what was too slow for its patience
    async with opened(folder) as desk, desk.store.begin() as work:
        said = Counter(seen.key for seen in await desk.world.seen_by(ANA.person) if seen.key)
        workers = {(await work.outbox.get(key)).owner.split("/")[0] for key in said}  # type: ignore[union-attr]
    assert said == Counter(whisper.key for _, whisper in whispers)
    assert len(workers) > 1
