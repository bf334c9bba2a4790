"""Real processes die, or speak side by side, and what stands in the world is right; broken programs are noticed."""

import asyncio
import shutil
from collections import Counter
from pathlib import Path

import pytest

from adapters.sandbox.stage import ANA
from tests.delivery.builders import ROOT, whisper_of
from tests.delivery.deaths import QUICK, Case
from tests.delivery.desk import opened
from tests.delivery.kill import Verdict, Yard, judge_all, report
from tests.delivery.worker import DONE, MORE, Order

MUTANTS = {
    "send again without looking": Case("stored then died", mutant="send again without looking"),
    "mark before sending": Case("before the request", mutant="mark before sending"),
    "retry inside the send": Case("stored then dropped", mutant="retry inside the send"),
}

pytestmark = pytest.mark.timeout(300)  # about 15 s, unless the machine is busy


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[Case, Verdict]:
    cases = [*QUICK, *MUTANTS.values()]
    judged = asyncio.run(judge_all(cases, tmp_path_factory.mktemp("deaths")))
    return {verdict.case: verdict for verdict in judged}


def test_whenever_a_process_dies_nothing_is_lost_and_nothing_said_twice(verdicts: dict[Case, Verdict]) -> None:
    quick = [verdicts[case] for case in QUICK]
    assert all(verdict.is_well for verdict in quick), report(quick)
    assert sum(verdict.deaths for verdict in quick) > len(QUICK) - 6  # most faults only disturb


@pytest.mark.parametrize("mutant", ["send again without looking", "retry inside the send"])
def test_a_program_that_says_things_twice_is_noticed(verdicts: dict[Case, Verdict], mutant: str) -> None:
    assert verdicts[MUTANTS[mutant]].doubled == (ROOT,)


def test_a_program_that_loses_things_is_noticed(verdicts: dict[Case, Verdict]) -> None:
    assert ROOT in verdicts[MUTANTS["mark before sending"]].lost


async def test_two_processes_that_speak_at_once_say_nothing_twice(new_desk: Path, tmp_path: Path) -> None:
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    whispers = [whisper_of(number) for number in range(200)]
    async with opened(tmp_path) as desk, desk.store.begin() as work:
        for matter, _ in whispers:
            await work.conversations.save(matter)
        await work.outbox.plan([whisper for _, whisper in whispers])
    async with Yard.opened() as one, Yard.opened() as two:
        both = Order(str(tmp_path), 0)
        assert {*await asyncio.gather(one.carry_out(both), two.carry_out(both))} <= {DONE, MORE}
        assert await one.carry_out(Order(str(tmp_path), 1)) == DONE  # what was too slow for its patience
    async with opened(tmp_path) as desk, desk.store.begin() as work:
        said = Counter(seen.key for seen in await desk.world.seen_by(ANA.person) if seen.key)
        workers = {(await work.outbox.get(key)).owner for key in said}  # type: ignore[union-attr]
    assert said == Counter(whisper.key for _, whisper in whispers)
    assert len(workers) > 1
