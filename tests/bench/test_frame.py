"""The frame: rounds take turns, the median counts, and what came out is told and written down."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from bench import __main__ as program
from bench.measure import measure
from bench.row import Result, Row, Sides
from bench.rows import ROWS
from bench.table import cells, on_the_terminal, written_into


def row(turns: list[str], costs: dict[str, list[float]], *, more_is_better: bool = False) -> Row:
    """A row whose sides cost this, round by round, and that notes whose turn it was."""

    @asynccontextmanager
    async def setting(run: Path) -> AsyncIterator[Sides]:
        def taking(side: str) -> float:
            turns.append(side)
            return costs[side][turns.count(side) - 1]

        async def ours() -> float:
            return taking("ours")

        async def theirs() -> float:
            return taking("theirs")

        yield Sides(ours, theirs if "theirs" in costs else None)

    return Row(
        name="made-up",
        what="a made-up thing",
        against="nothing much" if "theirs" in costs else "",
        unit="ms",
        must=3,
        goal=2,
        more_is_better=more_is_better,
        setting=setting,
    )


def result(ours: list[float], theirs: list[float], *, more_is_better: bool = False) -> Result:
    costs = {"ours": ours, "theirs": theirs} if theirs else {"ours": ours}
    return Result(row([], costs, more_is_better=more_is_better), ours, theirs)


async def test_the_sides_take_turns_and_the_first_turn_is_not_counted(tmp_path: Path) -> None:
    turns: list[str] = []
    done: list[None] = []
    costs = {"ours": [900.0, 10, 20, 60], "theirs": [1.0, 10, 10, 10]}
    measured = await measure(row(turns, costs), tmp_path, 3, lambda: done.append(None))
    assert turns == ["ours", "theirs"] * 4
    assert measured.rounds == [1, 2, 6]
    assert measured.median == 2
    assert len(done) == 4


async def test_fewer_than_three_rounds_are_no_measurement(tmp_path: Path) -> None:
    measured = await measure(row([], {"ours": [1.0, 1, 2, 3]}), tmp_path, 1, lambda: None)
    assert measured.rounds == [1, 2, 3]


@pytest.mark.parametrize(
    ("ours", "theirs", "more_is_better", "must", "goal"),
    [
        ([20.0], [10.0], False, True, True),
        ([25.0], [10.0], False, True, False),
        ([31.0], [10.0], False, False, False),
        ([31.0], [10.0], True, True, True),
        ([2.5], [], False, True, False),
    ],
)
def test_a_result_reaches_what_it_must_or_does_not(
    ours: list[float], theirs: list[float], more_is_better: bool, must: bool, goal: bool
) -> None:
    measured = result(ours, theirs, more_is_better=more_is_better)
    assert (measured.reaches(measured.row.must), measured.reaches(measured.row.goal)) == (must, goal)


def test_a_ratio_is_told_with_both_costs_and_its_spread() -> None:
    told = cells(result([20.0, 26.0, 120.0], [10.0, 10.0, 40.0]))
    assert told[2:] == ("26 ms", "nothing much: 10 ms", "2.6x (2–3)", "3x", "2x")


def test_what_is_compared_with_nobody_is_told_in_its_unit() -> None:
    assert cells(result([2.0, 1234.0, 1.25], []))[2:] == ("2 ms", "–", "2 ms (1.25–1,234)", "3 ms", "2 ms")


def test_the_terminal_shows_every_result() -> None:
    console = Console(width=120)
    with console.capture() as shown:
        console.print(on_the_terminal([result([20.0], [10.0])]))
    assert "made-up" in shown.get()


def test_the_page_keeps_its_words_and_the_rows_that_this_machine_measured_before() -> None:
    page = "Before.\n<!-- measured -->\n<!-- /measured -->\nAfter.\n"
    first = written_into(page, [result([20.0], [10.0])], "Measured here.")
    assert first.startswith("Before.\n<!-- measured -->\n")
    assert "| made-up | a made-up thing | 20 ms | nothing much: 10 ms | 2x (2–2) | 3x | 2x |" in first
    assert first.endswith("Measured here.\n<!-- /measured -->\nAfter.\n")
    assert written_into(first, [], "Measured here.") == first
    again = written_into(first, [result([30.0], [10.0])], "Measured here.")
    assert "3x (3–3)" in again
    assert "2x (2–2)" not in again
    assert "made-up" not in written_into(first, [], "Measured elsewhere.")


def test_a_row_nobody_has_is_refused_with_those_there_are() -> None:
    refused = CliRunner().invoke(program.main, ["no-such-row"])
    assert refused.exit_code == 2
    assert "start-up" in refused.output


def test_every_row_has_a_name_of_its_own_and_a_goal_no_easier_than_its_must() -> None:
    assert len({each.name for each in ROWS}) == len(ROWS)
    assert [
        each.name for each in ROWS if (each.goal < each.must if each.more_is_better else each.goal > each.must)
    ] == []


def test_the_page_of_numbers_shows_every_row_and_no_other() -> None:
    lines = program.PAGE.read_text("utf-8").partition("| --- |")[2].partition("<!-- /measured -->")[0].splitlines()
    assert [line.split(" | ")[0].removeprefix("| ") for line in lines if line.startswith("| ")] == sorted(
        row.name for row in ROWS
    )
