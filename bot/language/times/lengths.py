"""The shapes in which a language names a length of time."""

import re
from collections.abc import Iterator
from functools import partial

from bot.language.table import TimeWords, Unit
from bot.language.times.said import Length, Said
from bot.language.times.shapes import Piece, folded, key, shape
from bot.language.words import any_of

_AND = r"(?:(?:and|und|y|et)\s+)?"


def lengths(table: TimeWords) -> Iterator[Piece]:
    """Lengths of time from now; without a word that says so, only when nothing else was written."""
    one = _one(table)
    uncaught = re.sub(r"\?P<\w+>", "?:", one.pattern)
    both, inside = rf"{uncaught}(?:[\s,]+{_AND}{uncaught})?", any_of(table.inside)
    read = partial(_read, table, one)
    yield shape(rf"{inside}\s+{both}"), read
    yield shape(rf"{both}\s+{any_of(table.from_now)}"), read
    yield shape(both), partial(read, sure=False)
    yield shape(rf"{inside}\s+(?P<hours>\d{{1,2}})\s*h\s*(?P<minutes>[0-5]\d)"), _hours_and_minutes


def _one(table: TimeWords) -> re.Pattern[str]:
    spelt, units, half = any_of(table.numbers), any_of(table.units), any_of(table.and_a_half)
    number = rf"(?:(?P<spelt>{spelt})[\s-]+|(?P<digits>\d{{1,3}}(?:[.,]\d{{1,2}})?)[\s-]*)"
    return re.compile(rf"(?<!\w){number}(?P<unit>{units})(?!\w)(?P<half>\s+{half}(?!\w))?")


def _read(table: TimeWords, one: re.Pattern[str], match: re.Match[str], sure: bool = True) -> Said:
    numbers, units = folded(table.numbers), folded(table.units)
    found = tuple(
        Length(
            (float(each["digits"].replace(",", ".")) if each["digits"] else numbers[key(each["spelt"])])
            + (0.5 if each["half"] else 0),
            units[key(each["unit"])],
        )
        for each in one.finditer(match[0])
    )
    return Said(after=found, sure=sure)


def _hours_and_minutes(match: re.Match[str]) -> Said:
    return Said(after=(Length(int(match["hours"]), Unit.HOUR), Length(int(match["minutes"]), Unit.MINUTE)))
