"""The rows that every platform has: what a message costs until its whisper stands backstage."""

from typing import TypeAlias

from bench.row import Row, Setting
from bench.whispers import Cost, Platform, Program, against

OURS, THEIRS = 120, 600  # messages a round with many under way: about as long for both
_ONE_BY_ONE = 100

Bounds: TypeAlias = tuple[float, float]  # what must be, and the goal


def to_the_whisper(platform: Platform, what: str, echo: str, cpu: Bounds, median: Bounds, p99: Bounds) -> list[Row]:
    """CPU and waiting, against the platform's echo."""
    name = platform.ids.platform
    measured = (
        ("cpu", what, "ms CPU", cpu, against(platform, Program.cpu, OURS, THEIRS)),
        ("median", f"{what}, one at a time, median", "ms", median, _one_by_one(platform, Program.median)),
        ("p99", f"{what}, one at a time, 99 % are quicker", "ms", p99, _one_by_one(platform, Program.p99)),
    )
    return [
        Row(name=f"{name}-{of}", what=what, against=echo, unit=unit, must=must, goal=goal, setting=setting)
        for of, what, unit, (must, goal), setting in measured
    ]


def _one_by_one(platform: Platform, cost: Cost) -> Setting:
    return against(platform, cost, _ONE_BY_ONE, _ONE_BY_ONE)
