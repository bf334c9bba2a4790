"""What every shape of time words has in common."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.language.table import TimeWords
from bot.language.times.said import Said
from bot.language.words import any_of, fold

FREE = r"(?<![\w.:/$€£#+-])"
"""A time does not begin inside a word, a version, an address or an amount."""

Make = Callable[[re.Match[str]], Said | None]
Piece = tuple[re.Pattern[str], Make]
"""What to look for in folded text, and what it says; None when it is not a time after all."""

_Meaning = TypeVar("_Meaning")


def shape(expression: str) -> re.Pattern[str]:
    """A pattern for whole words that are not part of something else ("9%", "9 €")."""
    return re.compile(rf"{FREE}(?:{expression})(?![\w%€$£°])")


def named(meanings: Mapping[str, _Meaning], say: Callable[[_Meaning], Said]) -> Piece:
    """Words that stand for something, each for its own."""
    known = folded(meanings)
    return shape(any_of(known)), lambda match: say(known[key(match[0])])


def folded(meanings: Mapping[str, _Meaning]) -> dict[str, _Meaning]:
    """A table's phrases in the form in which `key` gives what was found."""
    return {key(fold(phrase)): meaning for phrase, meaning in meanings.items()}


def key(phrase: str) -> str:
    """A phrase with single spaces, hyphens counting as spaces."""
    return re.sub(r"[\s-]+", " ", phrase)


def standing_free(table: TimeWords, make: Make) -> Make:
    """The same, unless something counted may follow: "at 9 places", "may 4 people", "the 5th time"."""
    going_on = (
        *table.purpose, *table.joins, *table.at, *table.weekdays, *table.loose_weekdays, *table.days,
        *table.parts, *table.loose_parts, *table.today_parts, *table.spans, *table.next_words,
        *table.vetoes, *table.on_day,
    )  # fmt: skip
    hour = rf"\d{{1,2}}(?:[:h]\d\d|\s*{any_of((*table.am, *table.pm, *table.oclock))})"
    free = re.compile(rf"\s*{any_of(going_on)}(?!\w)|\s+{hour}|(?!\s*[\w%€$£°/+]|[.:,]\d)")
    return lambda match: make(match) if free.match(match.string, match.end()) else None
