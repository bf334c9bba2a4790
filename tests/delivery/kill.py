"""The kill test: real processes die at every step, and nothing is lost or said twice; `--all` tries every pair."""

import asyncio
import json
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click
from rich.progress import Progress

from adapters.sandbox.faults import Fault
from tests.delivery.builders import ANSWERED, CHECK_IN, ROOT, answered, check_in, root
from tests.delivery.deaths import ALL, FAULTS, QUICK, Case
from tests.delivery.desk import make, opened
from tests.delivery.worker import DONE, MORE, MUTANTS, Order

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


class Yard:
    """A process that forks workers, one at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    @asynccontextmanager
    async def opened(cls) -> AsyncIterator["Yard"]:
        """A new one, which ends with the block."""
        pipe = asyncio.subprocess.PIPE
        words = ("-m", "tests.delivery.worker")
        process = await asyncio.create_subprocess_exec(sys.executable, *words, stdin=pipe, stdout=pipe)
        try:
            yield cls(process)
        finally:
            assert process.stdin
            process.stdin.close()
            await process.wait()

    async def carry_out(self, order: Order) -> int:
        """The exit code of the worker; negative when a signal ended it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(asdict(order))}\n".encode())
        return int(await self._process.stdout.readline())


async def prepare(folder: Path) -> Path:
    """A desk with something to whisper and something to tell, to be copied for each case."""
    await make(folder)
    async with opened(folder) as desk:
        await desk.plan(root(), answered(), check_in())
    return folder


async def judge(case: Case, desk: Path, folder: Path, yard: Yard) -> Verdict:
    """Let processes die as the case has it, then others finish; what stands in the world is the truth."""
    shutil.copytree(desk, folder)
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
    cases: Sequence[Case], folder: Path, judged: Callable[[], object] = lambda: None, yards: int = 2
) -> list[Verdict]:
    """The verdict on each case; so many cases at a time."""
    desk = await prepare(folder / "desk")
    waiting, verdicts = list(enumerate(cases)), list[Verdict]()

    async def work() -> None:
        async with Yard.opened() as yard:
            while waiting:
                number, case = waiting.pop()
                verdicts.append(await judge(case, desk, folder / str(number), yard))
                judged()

    async with asyncio.TaskGroup() as workers:
        for _ in range(yards):
            workers.create_task(work())
    return verdicts


def report(verdicts: Sequence[Verdict]) -> str:
    """The numbers, and every case that went wrong."""
    bad = [verdict for verdict in verdicts if not verdict.is_well]
    deaths, lost = sum(each.deaths for each in verdicts), sum(len(each.lost) for each in verdicts)
    doubled = sum(len(each.doubled) for each in verdicts)
    lines = [f"{len(verdicts)} cases, {deaths} deaths: {lost} lost, {doubled} doubled"]
    return "\n".join(lines + [f"  {each}" for each in bad[:20]])


@click.command()
@click.option("--all", "everything", is_flag=True, help="Every first death with every second one.")
@click.option("--mutant", type=click.Choice(list(MUTANTS)), help="Break the program in this way.")
def main(everything: bool, mutant: str | None) -> None:
    """Kill processes and see what stands; exits 1 when anything was lost or said twice."""
    cases = [replace(case, mutant=mutant or "") for case in (ALL if everything else QUICK)]
    with Progress() as progress, tempfile.TemporaryDirectory() as folder:
        bar = progress.add_task("Dying", total=len(cases))
        verdicts = asyncio.run(judge_all(cases, Path(folder), lambda: progress.advance(bar)))
    click.echo(report(verdicts))
    sys.exit(not all(verdict.is_well for verdict in verdicts))


if __name__ == "__main__":
    main()
