"""Reading when somebody means: "tomorrow at 9", "in zwei Stunden", "el viernes por la tarde"."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.language.times.moments import moment
from bot.language.times.runs import runs
from bot.language.times.said import Run

READ_AT_MOST = 200
"""Characters of a text that are read; the rest is left alone."""

_MARKS = " \t\n.,;:!?"


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A moment somebody named."""

    at: datetime
    """In the zone of whoever said it, and later than when they said it."""
    words: str
    """The words it was read from."""
    before: str = ""
    """What the text says before them."""
    behind: str = ""
    """What it says behind them."""

    @property
    def beside(self) -> str:
        """All that it says besides."""
        return f"{self.before} {self.behind}".strip()


def read_time(text: str, now: datetime) -> ReadTime | None:
    """The first moment to come that a text names, in any of our languages, or None.

    `now` is aware, in the zone of whoever wrote the text; the answer is in the same zone, strictly later, and
    has a date in every zone. Hours 1 to 6 without "am", "pm" or a leading zero are in the afternoon; 7 to 12 are
    taken as they stand, unless a part of the day says otherwise. What vague words mean is said in
    `bot.language.times.moments`. Lengths in hours and minutes are elapsed time; days and longer keep the
    time on the clock; without "in" or "for" they are read only where the text begins. A time that daylight
    saving skips moves forward by what is skipped; of two that it makes, the first is meant. The past ("since
    Friday", "last Monday"), the repeated ("every Monday") and numbers that are no times are not read.
    """
    whole = unicodedata.normalize("NFC", text)
    for run in _live_runs(whole[:READ_AT_MOST]):
        at = moment(run.said, now)
        if at is not None:
            before, named, behind = whole[: run.start], whole[run.start : run.end], whole[run.end :]
            return ReadTime(at, named.strip(), before.strip(), behind.strip())
    return None


def examples() -> tuple[str, ...]:
    """Phrases to show somebody whose words could not be read."""
    return ("in 2 hours", "this afternoon", "tomorrow at 9", "Friday 3pm")


def _live_runs(text: str) -> Iterator[Run]:
    """The readable runs from left to right; where languages see different things, the longer one is right."""
    kept: list[Run] = []
    for run in sorted(runs(text), key=lambda run: run.start - run.end):
        if all(run.end <= other.start or other.end <= run.start for other in kept):
            kept.append(run)
    for run in sorted(kept, key=lambda run: run.start):
        if not run.said.veto and _says_enough(run, text):
            yield run


def _says_enough(run: Run, text: str) -> bool:
    if run.said.sure or run.pieces > 1:
        return True
    alone = text.strip(_MARKS) == text[run.start : run.end].strip(_MARKS)
    return (alone and run.said.clock is None) or (run.said.after is not None and not text[: run.start].strip(_MARKS))
