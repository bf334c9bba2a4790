"""When processes die: at which step, or by which fault, and where the next one dies while it recovers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle, product

from tests.delivery.scenes import FAULTS

DEATHS = (
    "in the claim",
    "after the claim",
    "in judging",
    "after judging",
    "before the gate",
    "after the gate",
    "in the intent",
    "after the intent",
    "before the request",
    "after the request",
    "in the mark",
    "after the mark",
)
SECOND = ("", "before the look", "after the look", *DEATHS)
NTH = (1, 2, 3)


@dataclass(frozen=True)
class Case:
    """The first process dies at the nth time it comes to a step (or meets a fault), the second one at another step."""

    first: str
    nth: int = 1
    second: str = ""
    mutant: str = ""
    database: str = "sqlite"
    platform: str = "sandbox"


def every(platform: str) -> Iterator[Case]:
    """Every first death with every second one."""
    second, faults = (*SECOND, *FAULTS[platform]), FAULTS[platform]
    for each in (*product(DEATHS, NTH, second), *product(faults, (1,), second)):
        yield Case(*each, platform=platform)


def quick(platform: str) -> Iterator[Case]:
    """Every first death, and the second ones that matter most."""
    for death, nth in zip(DEATHS, cycle(NTH), strict=False):
        yield Case(death, nth, platform=platform)
    for fault in FAULTS[platform]:
        yield Case(fault, platform=platform)
    for case in _DURING_RECOVERY:
        yield replace(case, platform=platform)


_DURING_RECOVERY = (
    *(Case("after the request", 2, second) for second in ("after the look", "in the intent")),
    *(Case("stored then died", 1, second) for second in ("before the look", "stored then died")),
)
