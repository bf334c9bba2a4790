"""The kill test: real processes die at every step, and nothing is lost or said twice; `--all` tries every pair.

On Slack and Discord the processes speak with the real client to our own Slack or Discord in this one, whose own record
gives the verdict.
"""

import asyncio
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import click
from rich.progress import Progress

from tests.delivery.builders import ANSWERED, CHECK_IN, ROOT
from tests.delivery.deaths import Case, every, quick
from tests.delivery.desk import ADDRESS, make
from tests.delivery.scenes import FAULTS, Scene, prepare, scene
from tests.delivery.worker import DONE, MORE, MUTANTS, Order
from tests.delivery.yard import Yard
from tests.postgres import the_server
from tests.storage.databases import KINDS

KEYS = frozenset({ROOT, ANSWERED, CHECK_IN})
_MOST_PROCESSES = 12


@dataclass(frozen=True)
class Verdict:
    """What the platform says afterwards."""

    case: Case
    deaths: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        return not self.lost and not self.doubled


async def found(kind: str, parent: Path, name: str = "") -> Path:
    """A new folder for a desk on this kind of database."""
    folder = parent / (name or kind)
    folder.mkdir()
    if kind == "postgresql":
        (folder / ADDRESS).write_text(await the_server().new_database(), "utf-8")
    return folder


async def build(kind: str, parent: Path) -> Path:
    """A desk on this kind of database in a folder of its own."""
    folder = await found(kind, parent)
    await make(folder)
    return folder


async def original(kind: str, platform: str, parent: Path) -> Path:
    """A desk to be copied with `copy`, for the scene of a platform."""
    folder = await found(kind, parent, f"{kind} {platform}")
    await prepare(platform, folder)
    if (address := folder / ADDRESS).exists():
        the_server().keep(address.read_text("utf-8"))
    return folder


async def copy(desk: Path, folder: Path) -> Path:
    """The same desk with a database of its own."""
    shutil.copytree(desk, folder)
    if (address := folder / ADDRESS).exists():
        address.write_text(await the_server().copy_of(address.read_text("utf-8")), "utf-8")
    return folder


async def judge(case: Case, desk: Path, folder: Path, yard: Yard) -> Verdict:
    """Let processes die as the case has it, then others finish; what stands on the platform is the truth."""
    await copy(desk, folder)
    async with scene(case.platform, folder) as platform:
        deaths = await _let_die(case, folder, platform, yard)
        stands = await platform.standing()
    shutil.rmtree(folder)
    doubled = (key for key, count in stands.items() if count > 1 or key not in KEYS)
    return Verdict(case, deaths, tuple(sorted(KEYS - stands.keys())), tuple(sorted(doubled)))


async def _let_die(case: Case, folder: Path, platform: Scene, yard: Yard) -> int:
    """One process after the other, until nothing is left to say; how many were killed."""
    deaths = 0
    for number in range(_MOST_PROCESSES):
        dies = (case.first, case.second)[number] if number < 2 else ""
        order = Order(str(folder), number, dies, case.nth if number == 0 else 1, case.mutant, case.platform)
        async with platform.going_wrong(dies, yard.kill):
            code = await yard.carry_out(order)
        if code not in (DONE, MORE, -signal.SIGKILL):
            raise RuntimeError(f"{case}: a worker ended with {code}")
        deaths += code == -signal.SIGKILL
        if code == DONE and number > 0:
            break
    return deaths


async def judge_all(
    cases: Sequence[Case], folder: Path, yards: Sequence[Yard], judged: Callable[[], object] = lambda: None
) -> list[Verdict]:
    """The verdict on each case; as many cases at a time as there are yards."""
    wanted = sorted({(case.database, case.platform) for case in cases})
    desks = {(kind, platform): await original(kind, platform, folder) for kind, platform in wanted}
    waiting, verdicts = list(enumerate(cases)), list[Verdict]()

    async def work(yard: Yard) -> None:
        while waiting:
            number, case = waiting.pop()
            verdicts.append(await judge(case, desks[case.database, case.platform], folder / str(number), yard))
            judged()

    async with asyncio.TaskGroup() as workers:
        for yard in yards:
            workers.create_task(work(yard))
    return verdicts


def report(verdicts: Sequence[Verdict]) -> str:
    """The numbers, and every case that went wrong."""
    bad = [verdict for verdict in verdicts if not verdict.is_well]
    deaths, lost = sum(each.deaths for each in verdicts), sum(len(each.lost) for each in verdicts)
    doubled = sum(len(each.doubled) for each in verdicts)
    lines = [f"{len(verdicts)} cases, {deaths} deaths: {lost} lost, {doubled} doubled"]
    return "\n".join(lines + [f"  {each}" for each in bad[:20]])


async def _kill(cases: Sequence[Case]) -> list[Verdict]:
    with Progress() as progress, tempfile.TemporaryDirectory() as folder:
        bar = progress.add_task("Dying", total=len(cases))
        async with Yard.opened() as one, Yard.opened() as two:
            return await judge_all(cases, Path(folder), (one, two), lambda: progress.advance(bar))


@click.command()
@click.option("--all", "everything", is_flag=True, help="Every first death with every second one.")
@click.option("--platform", "platforms", type=click.Choice(list(FAULTS)), multiple=True, help="Only there.")
@click.option("--mutant", type=click.Choice(list(MUTANTS)), help="Break the program in this way.")
def main(everything: bool, platforms: Sequence[str], mutant: str | None) -> None:
    """Kill processes on both databases and see what stands; exits 1 when anything was lost or said twice."""
    is_well = True
    for platform, kind in product(platforms or FAULTS, KINDS):
        cases = every(platform) if everything else quick(platform)
        verdicts = asyncio.run(_kill([replace(case, mutant=mutant or "", database=kind) for case in cases]))
        click.echo(f"{platform}, {kind}: {report(verdicts)}")
        is_well &= all(verdict.is_well for verdict in verdicts)
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
