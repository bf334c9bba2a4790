"""Shows that the tests would notice: breaks one behaviour after the other and runs the tests that must fail then.

Then processes die at every step there is, on both databases, in the sandbox, on Slack and on Discord.

Each file in `tests/faults` is a patch. Its first lines say what it breaks and which tests catch it:

    Breaks: a whisper goes where customers can read
    Caught by: tests/flows/test_never.py
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent
FAULTS = ROOT / "tests" / "faults"
AT_ONCE = 2
PATIENCE = 300  # seconds for the tests of one fault
_FAILED = 1  # pytest's exit code when tests ran and some failed
_NOT_OURS = shutil.ignore_patterns(".git", ".venv", "*.db*", "__pycache__", ".*_cache", ".hypothesis")


@dataclass(frozen=True, slots=True)
class Fault:
    """One patch, what it breaks, and the tests that must notice."""

    path: Path
    breaks: str
    caught_by: tuple[str, ...]


class NotProvedError(Exception):
    """A fault was not caught; the message says how."""


def read_fault(path: Path) -> Fault:
    """The patch in this file, by its first two lines."""
    first, second = path.read_text(encoding="utf-8").splitlines()[:2]
    if not first.startswith("Breaks: ") or not second.startswith("Caught by: "):
        raise NotProvedError(f"{path.name} does not begin with “Breaks: …” and “Caught by: …”")
    return Fault(path, first.removeprefix("Breaks: "), tuple(second.removeprefix("Caught by: ").split()))


def prove(fault: Fault, tree: Path) -> None:
    """Break it in this copy of the project, see the tests fail, mend it.

    Raises:
        NotProvedError: the patch does not fit any more, or the tests do not fail.
    """
    with broken(fault, tree):
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *fault.caught_by]
        ran = subprocess.run(
            command, cwd=tree, capture_output=True, text=True, timeout=PATIENCE, check=False, env=_environment(tree)
        )
    if ran.returncode != _FAILED:
        how = "all its tests pass" if ran.returncode == 0 else f"its tests could not run:\n{ran.stdout[-800:]}"
        raise NotProvedError(f"{fault.path.name}: {how}")


@contextmanager
def broken(fault: Fault, tree: Path) -> Iterator[None]:
    """The copy with the fault in it."""
    _apply(fault, tree)
    try:
        yield
    finally:
        _apply(fault, tree, "--reverse")


def _apply(fault: Fault, tree: Path, *options: str) -> None:
    command = ["git", "apply", "--whitespace=nowarn", *options, str(fault.path)]
    ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise NotProvedError(f"{fault.path.name} does not fit the code any more: {ran.stderr.strip()[:300]}")


def _environment(tree: Path) -> dict[str, str]:
    """The copy comes first on the path; no git repository above it may change how the patch applies."""
    return {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}


def main(names: Sequence[str]) -> int:
    """Prove all faults and kill at every step, or prove those named; the exit code is 1 when one is not caught."""
    console = Console(highlight=False)
    paths = [path for path in sorted(FAULTS.glob("*.patch")) if not names or path.stem in names]
    with tempfile.TemporaryDirectory(prefix="unhurried-prove-") as folder, ThreadPoolExecutor(AT_ONCE) as workers:
        trees = _copies(Path(folder))
        complaints = [
            complaint for complaint in workers.map(lambda path: _told(path, trees, console), paths) if complaint
        ]
    console.print(f"{len(paths) - len(complaints)} of {len(paths)} faults are caught.")
    for complaint in complaints:
        console.print(f"[red]{complaint}[/red]")
    killed = 0 if names else subprocess.call([sys.executable, "-m", "tests.delivery.kill", "--all"], cwd=ROOT)
    return 1 if complaints or killed or not paths else 0


def _copies(folder: Path) -> "SimpleQueue[Path]":
    trees: SimpleQueue[Path] = SimpleQueue()
    for number in range(AT_ONCE):
        trees.put(Path(shutil.copytree(ROOT, folder / str(number), ignore=_NOT_OURS)))
    return trees


def _told(path: Path, trees: "SimpleQueue[Path]", console: Console) -> str:
    tree = trees.get()
    try:
        fault = read_fault(path)
        prove(fault, tree)
    except (NotProvedError, subprocess.TimeoutExpired) as trouble:
        console.print(f"[red]not caught[/red]  {path.stem}")
        return str(trouble)
    else:
        console.print(f"[green]caught[/green]  {fault.breaks}")
        return ""
    finally:
        trees.put(tree)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
