"""Processes with the real client of Slack die, freeze, or are stored late; the record of our own Slack is the truth."""

import signal
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import cycle
from pathlib import Path

import pytest
import pytest_asyncio

from bot.flows.deliver import speak
from bot.flows.sweep import sweep
from tests.delivery import on_slack
from tests.delivery.builders import ANSWERED, CHECK_IN, ROOT, START
from tests.delivery.deaths import Case, quick
from tests.delivery.desk import LEASE, migrated
from tests.delivery.kill import found, judge_all, report
from tests.delivery.worker import DONE, Order
from tests.delivery.yard import Yard
from tests.slack.loopback import Fault, Slack, running
from tests.storage.databases import KINDS

ONCE = {ROOT: 1, ANSWERED: 1, CHECK_IN: 1}
MUTANTS = {
    "send again without looking": Case("stored then died"),
    "retry inside the send": Case("stored then dropped"),
    "retries of slack_sdk": Case("stored then dropped"),
    "mark before sending": Case("before the request"),
}

pytestmark = [pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="module")]  # unless the machine is busy: 15 s


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def yards() -> AsyncIterator[Sequence[Yard]]:
    async with Yard.opened() as one, Yard.opened() as two:
        yield one, two


async def test_whenever_a_process_dies_nothing_is_lost_and_nothing_said_twice(
    yards: Sequence[Yard], tmp_path: Path
) -> None:
    """Each death on one of the databases; on both by `python3 run.py prove`."""
    cases = [replace(case, database=kind) for case, kind in zip(quick("slack"), cycle(KINDS), strict=False)]
    verdicts = await judge_all(cases, tmp_path, yards)
    assert all(verdict.is_well for verdict in verdicts), report(verdicts)
    assert sum(verdict.deaths for verdict in verdicts) > len(cases) / 2  # most faults only disturb


async def test_programs_that_lose_things_or_say_them_twice_are_noticed(yards: Sequence[Yard], tmp_path: Path) -> None:
    cases = [replace(case, mutant=name, platform="slack") for name, case in MUTANTS.items()]
    noticed = {verdict.case.mutant: verdict for verdict in await judge_all(cases, tmp_path, yards)}
    assert noticed.pop("mark before sending").lost
    assert all(verdict.doubled for verdict in noticed.values()), report(list(noticed.values()))


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_stored_after_all_patience_is_found_taken_back_and_told(kind: str, tmp_path: Path) -> None:
    folder = await found(kind, tmp_path)
    await migrated(folder)
    async with running() as slack:
        await on_slack.make(slack, folder)
        slack.faults.arm(Fault.LATE, "chat.postMessage", times=2, seconds=60)
        for number in range(6):
            async with on_slack.opened(folder, START + number * LEASE) as desk:
                await speak(desk.speaker(f"process {number}"))
        assert slack.record.standing() == ONCE
        slack.faults.clear()
        twins = await slack.until(lambda: +(slack.record.standing() - Counter(ONCE)))
        assert twins.total() == 2
        await is_cleaned_up(slack, folder, START + 8 * LEASE, twins.total())


@pytest.mark.parametrize("kind", KINDS)
async def test_what_a_frozen_process_says_when_it_wakes_is_found_taken_back_and_told(
    yards: Sequence[Yard], kind: str, tmp_path: Path
) -> None:
    one, two = yards
    folder = await found(kind, tmp_path)
    await migrated(folder)
    async with running() as slack:
        await on_slack.make(slack, folder)
        frozen = Order(str(folder), 0, "before the request", platform="slack", freezes=True)
        assert await one.carry_out(frozen) == -signal.SIGSTOP
        codes = [await two.carry_out(Order(str(folder), number, platform="slack")) for number in range(1, 6)]
        assert codes[-1] == DONE
        assert slack.record.standing() == ONCE
        await one.wake()
        twins = slack.record.standing() - Counter(ONCE)
        assert twins
        await is_cleaned_up(slack, folder, START + 9 * LEASE, twins.total())


async def is_cleaned_up(slack: Slack, folder: Path, at: datetime, twins: int) -> None:
    """Each stands once after a sweep, and Ana is told of each twin."""
    async with on_slack.opened(folder, at) as desk:
        assert await sweep(desk.speaker("sweeper")) == twins
        await speak(desk.speaker("teller"))
    stands = slack.record.standing()
    assert {key: stands[key] for key in ONCE} == ONCE
    told = [str(each.now.blocks) for each in slack.record.by_apps() if not each.deleted]
    assert sum("stood twice for a while" in each for each in told) == twins
