"""The rows that every platform has: what a message costs until its whisper stands backstage."""

from typing import TypeAlias

from bench.row import Row
from bench.whispers import Platform, Program, against

MESSAGES = 200  # a round with many under way
_ONE_BY_ONE = 100

Bounds: TypeAlias = tuple[float, float]  # what must be, and the goal


def to_the_whisper(platform: Platform, what: str, echo: str, cpu: Bounds, median: Bounds, p99: Bounds) -> list[Row]:
    """CPU and waiting, against the platform's echo."""
    name = platform.ids.platform
    measured = (
        ("cpu", what, "ms CPU", cpu, against(platform, Program.cpu, MESSAGES)),
        ("median", f"{what}, one at a time, median", "ms", median, against(platform, Program.median, _ONE_BY_ONE)),
        ("p99", f"{what}, one at a time, 99 % are quicker", "ms", p99, against(platform, Program.p99, _ONE_BY_ONE)),
    )
    return [
        Row(name=f"{name}-{of}", what=what, against=echo, unit=unit, must=must, goal=goal, setting=setting)
        for of, what, unit, (must, goal), setting in measured
    ]
