"""The results as a table, on the terminal and in the documentation."""

from collections.abc import Sequence

from rich.table import Table

from bench.row import Result, Row

HEADINGS = ("row", "what", "ours", "against", "result (rounds)", "must", "goal")
_BEGIN, _END = "<!-- measured -->\n", "<!-- /measured -->\n"


def cells(result: Result) -> tuple[str, ...]:
    """One result in words, under the headings."""
    row = result.row
    against = f"{row.against}: {_of(result.theirs, row.unit)}" if result.theirs else row.against or "–"
    rounds = sorted(result.rounds)
    spread = f"{_bounded(result.median, row)} ({number(rounds[0])}–{number(rounds[-1])})"
    ours = _of(result.ours, row.unit)
    return (row.name, row.what, ours, against, spread, _bounded(row.must, row), _bounded(row.goal, row))


def number(value: float) -> str:
    """Three digits that matter, never more than needed."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def on_the_terminal(results: Sequence[Result]) -> Table:
    """The table; green reaches its goal, yellow what it must, red neither."""
    table = Table(
        *HEADINGS[:1], *HEADINGS[2:], caption="\n".join(f"{each.row.name}: {each.row.what}" for each in results)
    )
    for result in results:
        name, _, ours, against, spread, must, goal = cells(result)
        table.add_row(name, ours, against, f"[{_colour(result)}]{spread}[/]", must, goal)
    return table


def written_into(page: str, results: Sequence[Result], machine: str) -> str:
    """The page with these results in it; those it has of other rows stay, if this machine measured them."""
    before, _, rest = page.partition(_BEGIN)
    old, _, after = rest.partition(_END)
    kept = {line.split(" | ")[0]: line for line in old.splitlines()[3:] if machine in old and line.startswith("| ")}
    lines = [_line(cells(result)) for result in results]
    kept |= {line.split(" | ")[0]: line for line in lines}
    table = [_line(HEADINGS), _line(["---"] * len(HEADINGS)), *(kept[name] for name in sorted(kept)), "", machine]
    return f"{before}{_BEGIN}\n" + "\n".join(table) + f"\n{_END}{after}"


def _of(costs: Sequence[float], unit: str) -> str:
    middle = sorted(costs)[len(costs) // 2]
    return f"{number(middle)} {unit}"


def _bounded(value: float, row: Row) -> str:
    return f"{number(value)}{'x' if row.against else ' ' + row.unit}"


def _line(words: Sequence[str]) -> str:
    return f"| {' | '.join(words)} |"


def _colour(result: Result) -> str:
    if result.reaches(result.row.goal):
        return "green"
    return "yellow" if result.reaches(result.row.must) else "red"
