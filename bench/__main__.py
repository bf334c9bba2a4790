"""`python3 run.py bench [ROW...]`: measure, show the table, and write it down if asked to."""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench.machine import machine
from bench.measure import FEWEST, measure
from bench.row import Result, Row
from bench.rows import ROWS
from bench.table import on_the_terminal, written_into

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "numbers.md"
_CONSOLE = Console(highlight=False)


@click.command()
@click.argument("names", metavar="[ROW]...", nargs=-1, type=click.Choice([row.name for row in ROWS]))
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(FEWEST, 100))
@click.option("--write", is_flag=True, help="Put the results into docs/reference/numbers.md.")
def main(names: Sequence[str], rounds: int, write: bool) -> None:
    """Measure what the program costs; all rows, or those named. Fails when one does not reach what it must."""
    rows = [row for row in ROWS if not names or row.name in names]
    results = asyncio.run(_measured(rows, rounds))
    measured_on = machine()
    _CONSOLE.print(on_the_terminal(results))
    _CONSOLE.print(measured_on, soft_wrap=True)
    if write:
        PAGE.write_text(written_into(PAGE.read_text("utf-8"), results, measured_on), "utf-8")
    sys.exit(not all(result.reaches(result.row.must) for result in results))


async def _measured(rows: Sequence[Row], rounds: int) -> list[Result]:
    results: list[Result] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with tempfile.TemporaryDirectory(prefix="unhurried-bench-") as run, Progress(*columns, console=_CONSOLE) as bar:
        for row in rows:
            task = bar.add_task(row.name, total=rounds + 1)
            results.append(await measure(row, Path(run), rounds, lambda task=task: bar.advance(task)))  # type: ignore[misc]
    return results


if __name__ == "__main__":
    main(prog_name="bench")
