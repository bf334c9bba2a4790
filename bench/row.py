"""A row of the table: what is measured, against what, what it must reach; and what came out."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeAlias

Side: TypeAlias = Callable[[], Awaitable[float]]
"""Does a round of it and says what it cost, in the row's unit."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What takes turns in a row: we, and what we are compared with, if anything."""

    ours: Side
    theirs: Side | None = None


Setting: TypeAlias = Callable[[Path], AbstractAsyncContextManager[Sides]]
"""Everything a row needs, made in the folder of the run and gone with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One comparison. `must` and `goal` are how many times theirs, or in the row's unit when nobody is compared."""

    name: str
    what: str
    against: str = ""
    unit: str
    must: float
    goal: float
    more_is_better: bool = False
    patience: float = 600  # seconds
    setting: Setting


@dataclass(frozen=True, slots=True)
class Result:
    """What a row's rounds cost, ours and theirs in the order they took turns; theirs is empty without anybody."""

    row: Row
    ours: Sequence[float]
    theirs: Sequence[float]

    @property
    def rounds(self) -> list[float]:
        """What counts of each round."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return [ours / theirs for ours, theirs in pairs] if self.theirs else list(self.ours)

    @property
    def median(self) -> float:
        """The result: half of the rounds were better, half worse."""
        return median(self.rounds)

    def reaches(self, bound: float) -> bool:
        """Whether the result is at least as good."""
        return self.median >= bound if self.row.more_is_better else self.median <= bound
