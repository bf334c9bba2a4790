"""The kill test: real processes die at every step, and nothing is lost or said twice; `--all` tries every pair."""

import asyncio
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
from rich.progress import Progress

from adapters.sandbox.faults import Fault
from tests.delivery.builders import ANSWERED, CHECK_IN, ROOT, answered, check_in, root
from tests.delivery.deaths import ALL, FAULTS, QUICK, Case
from tests.delivery.desk import ADDRESS, make, opened
from tests.delivery.worker import DONE, MORE, MUTANTS, Order
from tests.delivery.yard import Yard
from tests.postgres import the_server
from tests.storage.databases import KINDS

KEYS = (ROOT, ANSWERED, CHECK_IN)
_MOST_PROCESSES = 8


@dataclass(frozen=True)
class Verdict:
    """What the world says afterwards."""

    case: Case
    deaths: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        return not self.lost and not self.doubled


async def build(kind: str, parent: Path) -> Path:
    """A desk on this kind of database in a folder of its own."""
    (parent / kind).mkdir()
    folder = parent / kind
    if kind == "postgresql":
        (folder / ADDRESS).write_text(await the_server().new_database(), "utf-8")
    await make(folder)
    return folder


async def prepare(kind: str, parent: Path) -> Path:
    """One with something to whisper and something to tell, to be copied with `copy`."""
    folder = await build(kind, parent)
    async with opened(folder) as desk:
        await desk.plan(root(), answered(), check_in())
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
    """Let processes die as the case has it, then others finish; what stands in the world is the truth."""
    await copy(desk, folder)
    deaths = 0
    for number in range(_MOST_PROCESSES):
        dies = (case.first, case.second)[number] if number < 2 else ""
        await _switch(dies, folder)
        nth = case.nth if number == 0 else 1
        code = await yard.carry_out(Order(str(folder), number, dies, nth, case.mutant))
        if code not in (DONE, MORE, -signal.SIGKILL):
            raise RuntimeError(f"{case}: a worker ended with {code}")
        deaths += code == -signal.SIGKILL
        if code == DONE and number > 0:
            break
    verdict = await _look(case, deaths, folder)
    shutil.rmtree(folder)
    return verdict


async def _switch(dies: str, folder: Path) -> None:
    if dies in FAULTS:
        async with opened(folder) as desk:
            await desk.world.switch_fault(Fault(dies), 1)


async def _look(case: Case, deaths: int, folder: Path) -> Verdict:
    async with opened(folder) as desk:
        stands = {key: await desk.count(key) for key in KEYS}
    lost = tuple(key for key, count in stands.items() if count == 0)
    return Verdict(case, deaths, lost, tuple(key for key, count in stands.items() if count > 1))


async def judge_all(
    cases: Sequence[Case], folder: Path, yards: Sequence[Yard], judged: Callable[[], object] = lambda: None
) -> list[Verdict]:
    """The verdict on each case; as many cases at a time as there are yards."""
    desks = {kind: await prepare(kind, folder) for kind in sorted({case.database for case in cases})}
    waiting, verdicts = list(enumerate(cases)), list[Verdict]()

    async def work(yard: Yard) -> None:
        while waiting:
            number, case = waiting.pop()
            verdicts.append(await judge(case, desks[case.database], folder / str(number), yard))
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
@click.option("--mutant", type=click.Choice(list(MUTANTS)), help="Break the program in this way.")
def main(everything: bool, mutant: str | None) -> None:
    """Kill processes on both databases and see what stands; exits 1 when anything was lost or said twice."""
    cases = [replace(case, mutant=mutant or "") for case in (ALL if everything else QUICK)]
    verdicts = asyncio.run(_kill([replace(case, database=kind) for kind in KINDS for case in cases]))
    for kind in KINDS:
        click.echo(f"{kind}: {report([verdict for verdict in verdicts if verdict.case.database == kind])}")
    sys.exit(not all(verdict.is_well for verdict in verdicts))


if __name__ == "__main__":
    main()
