"""Processes with real clients die, freeze, or are stored late; the record of our own Slack and Discord is the truth."""

import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest

from bot.flows.deliver import speak
from bot.flows.sweep import sweep
from tests.delivery import clients
from tests.delivery.builders import ANSWERED, CHECK_IN, ROOT, START
from tests.delivery.deaths import Case, quick
from tests.delivery.desk import LEASE, migrated
from tests.delivery.kill import found, judge_all, report
from tests.delivery.scenes import FAULTS, Loopback, loopback
from tests.delivery.worker import DONE, Order
from tests.delivery.yard import Yard
from tests.storage.databases import KINDS

PLATFORMS = ("slack", "discord")
WHERE = tuple(zip(("slack", "slack", "discord", "discord"), cycle(KINDS), strict=False))
ONCE = {ROOT: 1, ANSWERED: 1, CHECK_IN: 1}
MUTANTS = (
    Case("stored then died", mutant="send again without looking", platform="slack"),
    Case("stored then died", mutant="send again without looking", platform="discord"),
    Case("stored then dropped", mutant="retry inside the send", platform="slack"),
    Case("stored then dropped", mutant="retries of slack_sdk", platform="slack"),
    Case("stored then error", mutant="retries of discord.py", platform="discord"),
    Case("before the request", mutant="mark before sending", platform="slack"),
    Case("before the request", mutant="mark before sending", platform="discord"),
)
HASTY = timedelta(milliseconds=300)

pytestmark = [pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="session")]  # unless the machine is busy: 25 s


async def test_whenever_a_process_dies_nothing_is_lost_and_nothing_said_twice(
    yards: Sequence[Yard], tmp_path: Path
) -> None:
    """Each death on one database, and at one platform if no platform is involved; all by `python3 run.py prove`."""
    cases = [replace(case, database=kind) for case, kind in zip(shared(), cycle(KINDS), strict=False)]
    verdicts = await judge_all(cases, tmp_path, yards)
    assert all(verdict.is_well for verdict in verdicts), report(verdicts)
    assert sum(verdict.deaths for verdict in verdicts) > len(cases) / 2 - 3  # most faults only disturb


def shared() -> Iterator[Case]:
    """What each platform can do to us, and the deaths of our own taken in turns."""
    for turn, platform in enumerate(PLATFORMS):
        for number, case in enumerate(quick(platform)):
            if case.first in FAULTS[platform] or number % len(PLATFORMS) == turn:
                yield case


async def test_programs_that_lose_things_or_say_them_twice_are_noticed(yards: Sequence[Yard], tmp_path: Path) -> None:
    for verdict in await judge_all(MUTANTS, tmp_path, yards):
        loses = verdict.case.mutant == "mark before sending"
        assert verdict.lost if loses else verdict.doubled, verdict


@pytest.mark.parametrize(("platform", "kind"), WHERE)
async def test_what_is_stored_after_all_patience_is_found_taken_back_and_told(
    platform: str, kind: str, tmp_path: Path
) -> None:
    folder = await found(kind, tmp_path)
    await migrated(folder)
    async with loopback(platform, folder) as there:
        there.is_late()
        for number in range(6):
            async with clients.opened(folder, START + number * LEASE, HASTY) as desk:
                await speak(desk.speaker(f"process {number}"))
        assert await there.standing() == ONCE
        there.time_passes()
        there.server.faults.clear()
        twins = await there.server.until(lambda: +(there.server.record.standing() - Counter(ONCE)))
        assert twins.total() == 2
        await is_cleaned_up(there, folder, START + 8 * LEASE, twins.total())


@pytest.mark.parametrize(("platform", "kind"), WHERE)
async def test_what_a_frozen_process_says_when_it_wakes_is_found_taken_back_and_told(
    yards: Sequence[Yard], platform: str, kind: str, tmp_path: Path
) -> None:
    one, two = yards
    folder = await found(kind, tmp_path)
    await migrated(folder)
    async with loopback(platform, folder) as there:
        frozen = Order(str(folder), 0, "before the request", platform=platform, freezes=True)
        assert await one.carry_out(frozen) == -signal.SIGSTOP
        codes = [await two.carry_out(Order(str(folder), number, platform=platform)) for number in range(1, 6)]
        assert codes[-1] == DONE
        assert await there.standing() == ONCE
        there.time_passes()
        await one.wake()
        twins = await there.standing() - Counter(ONCE)
        assert twins
        await is_cleaned_up(there, folder, START + 9 * LEASE, twins.total())


async def is_cleaned_up(there: Loopback, folder: Path, at: datetime, twins: int) -> None:
    """Each stands once after a sweep, and Ana is told of each twin."""
    async with clients.opened(folder, at) as desk:
        assert await sweep(desk.speaker("sweeper")) == twins
        await speak(desk.speaker("teller"))
    stands = await there.standing()
    assert {key: stands[key] for key in ONCE} == ONCE
    told = [str(each.now) for each in there.server.record.by_apps() if not each.deleted]
    assert sum("stood twice for a while" in each for each in told) == twins
