"""What a doctor finds, and how it is shown."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum

from rich.console import Console
from rich.text import Text


class Level(StrEnum):
    """How it is, and the mark it is shown with."""

    FINE = "✓"
    NOTE = "·"
    WRONG = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `do` says what to do about it."""

    said: str
    do: str = ""
    level: Level = Level.FINE


Findings = AsyncIterator[Finding]

_STYLES = {Level.FINE: "green", Level.NOTE: "dim", Level.WRONG: "bold red"}


async def show_all(findings: Findings, console: Console) -> bool:
    """Show each as it is found, and a last word; whether nothing is wrong."""
    fine = True
    async for finding in findings:
        _show(finding, console)
        fine = fine and finding.level is not Level.WRONG
    end = "Everything that can be seen from here works." if fine else "Something needs your attention."
    console.print(Text(f"\n{end}", style="bold"))
    return fine


def _show(finding: Finding, console: Console) -> None:
    console.print(Text.assemble((finding.level, _STYLES[finding.level]), f" {finding.said}"), soft_wrap=True)
    if finding.do:
        console.print(Text(f"  → {finding.do}", style="dim"), soft_wrap=True)
