"""When processes die: at which step, or by which fault, and where the next one dies while it recovers."""

from dataclasses import dataclass
from itertools import cycle, product

from adapters.sandbox.faults import Fault

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
FAULTS = tuple(fault.value for fault in Fault if fault is not Fault.REFUSED)
SECOND = ("", "before the look", "after the look", *DEATHS, *FAULTS)
NTH = (1, 2, 3)


@dataclass(frozen=True)
class Case:
    """The first process dies at the nth time it comes to a step (or meets a fault), the second one at another step."""

    first: str
    nth: int = 1
    second: str = ""
    mutant: str = ""
    database: str = "sqlite"


ALL = [Case(*each) for each in (*product(DEATHS, NTH, SECOND), *product(FAULTS, (1,), SECOND))]
QUICK = [
    *(Case(death, nth) for death, nth in zip(DEATHS, cycle(NTH), strict=False)),
    *(Case(fault) for fault in FAULTS),
    *(Case("after the request", 2, second) for second in ("after the look", "in the intent")),
    *(Case("stored then died", 1, second) for second in ("before the look", "stored then died")),
]
