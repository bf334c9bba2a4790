"""Reading when somebody works: "Mon-Fri 9-17", "Mo Mi Fr 10-16", "de lunes a viernes de 9 a 17", "always"."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import TypeAlias

from bot.language import LANGUAGES
from bot.language.words import any_of, fold
from bot.model.presence import Shift

READ_AT_MOST = 200
"""Characters; longer texts are not read."""

_DAY, _HALF = 24 * 60, 12 * 60
_WORKING, _ALL = frozenset(range(5)), frozenset(range(7))
_ALWAYS = ("always", "any time", "anytime", "24/7", "immer", "jederzeit", "siempre", "toujours")
_DAYS: Mapping[str, frozenset[int]] = {
    "weekdays": _WORKING, "working days": _WORKING, "werktags": _WORKING, "dias laborables": _WORKING,
    "jours ouvres": _WORKING, "daily": _ALL, "every day": _ALL, "taglich": _ALL, "jeden tag": _ALL,
    "todos los dias": _ALL, "cada dia": _ALL, "tous les jours": _ALL, "chaque jour": _ALL,
}  # fmt: skip
_TO = ("to", "through", "till", "until", "bis", "a", "al", "hasta", "au")
_AND = ("and", "und", "y", "et")
_SMALL = {
    *_AND, "from", "on", "at", "between", "von", "zwischen", "um", "uhr", "de", "desde", "del", "los", "las", "el",
    "la", "du", "le", "les", "des", "entre",
}  # fmt: skip
_CLOCK = r"(?P<hour{0}>\d{{1,2}})(?:[:.h](?P<minute{0}>\d\d))?(?:\s*(?:(?P<half{0}>[ap]m)|uhr|h))?(?!\w)"
_PIECE = re.compile(
    rf"(?P<times>{_CLOCK.format(1)}\s*(?:-|{any_of((*_TO, *_AND))}(?!\w))\s*{_CLOCK.format(2)})"
    rf"|(?P<days>{any_of(_DAYS)})(?!\w)"
    rf"|(?P<to>-|{any_of(_TO)}(?!\w))"
    r"|(?P<word>[^\W\d_]+)\.?"
    r"|[\s,;:&+/]+|(?P<strange>.)"
)

_Days: TypeAlias = frozenset[int]
_Span: TypeAlias = tuple[int, int]


def read_hours(text: str) -> tuple[Shift, ...] | None:
    """The hours of a week that a text names, in order and not overlapping; () for any time, None if it names none.

    Hours without days are those of Monday to Friday. An end that is not after its beginning is in the afternoon where
    both can be twelve-hour times ("9-5"), else on the next day ("22-6", "18-8").
    """
    folded = fold(unicodedata.normalize("NFC", text.strip())).translate(str.maketrans("–—", "--"))
    if folded in _ALWAYS:
        return ()
    try:
        pieces = list(_pieces(folded)) if len(folded) <= READ_AT_MOST else []
    except ValueError:
        return None
    runs = [list(run) for _, run in groupby(pieces, key=lambda piece: isinstance(piece, frozenset))]
    if len(runs) == 1:
        runs = [[_WORKING], *runs]
    shifts = [shift for one, other in zip(runs[::2], runs[1::2], strict=False) for shift in _shifts([*one, *other])]
    return tuple(_joined(shifts)) if shifts and len(runs) % 2 == 0 else None


def _pieces(folded: str) -> Iterator[_Days | _Span]:
    """The days and the hours, as they come; ValueError for what is neither."""
    found = list(_PIECE.finditer(folded))
    weekdays = _weekdays({match["word"] for match in found if match["word"]} - _SMALL)
    last, goes_on = None, False
    for match in found:
        if match["strange"] or (match["to"] and last is None):
            raise ValueError(match[0])
        if match["times"]:
            yield _span(match)
        elif match["days"]:
            yield _DAYS[re.sub(r"[\s-]+", " ", match["days"])]
        elif match["to"]:
            goes_on = True
        elif match["word"] in weekdays:
            day = weekdays[match["word"]]
            first = last if goes_on and last is not None else day
            yield frozenset((first + days) % 7 for days in range((day - first) % 7 + 1))
            last, goes_on = day, False
    if goes_on:
        raise ValueError(folded)


def _weekdays(words: Iterable[str]) -> Mapping[str, int]:
    """What each word means, in the first language that knows them all, whole or by their first letters."""
    for names in _names():
        days = {word: _weekday(word, names) for word in words}
        known = {word: day for word, day in days.items() if day is not None}
        if len(known) == len(days):
            return known
    raise ValueError("no weekdays")


@cache
def _names() -> tuple[Mapping[str, int], ...]:
    tables = [language.times for language in LANGUAGES]
    return tuple(
        {fold(name): day for name, day in {**table.weekdays, **table.loose_weekdays}.items()} for table in tables
    )


def _weekday(word: str, names: Mapping[str, int]) -> int | None:
    for said in (word, word.removesuffix("s")):
        meant = sorted((name for name in names if len(said) > 1 and name.startswith(said)), key=len)
        if meant:
            return names[meant[0]]
    return None


def _span(match: re.Match[str]) -> _Span:
    begins, ends = _minutes(match, "1"), _minutes(match, "2")
    if match["half2"] and not match["half1"] and begins + _HALF < ends:
        return begins + _HALF, ends
    twelve_hours = 1 <= int(match["hour1"]) <= 12 and not match["half2"]
    if twelve_hours and begins >= ends and begins < ends + _HALF <= _DAY:
        return begins, ends + _HALF
    return begins, ends


def _minutes(match: re.Match[str], which: str) -> int:
    hour, minute, half = int(match[f"hour{which}"]), int(match[f"minute{which}"] or 0), match[f"half{which}"]
    if minute > 59 or hour * 60 + minute > _DAY or (half and not 1 <= hour <= 12):
        raise ValueError(match[0])
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute


def _shifts(pieces: Iterable[_Days | _Span]) -> Iterator[Shift]:
    days: set[int] = set()
    spans: list[_Span] = []
    for piece in pieces:
        if isinstance(piece, frozenset):
            days |= piece
        else:
            spans.append(piece)
    for day in days:
        for begins, ends in spans:
            over_night = ends <= begins
            yield Shift(day, begins, _DAY if over_night else ends)
            if over_night and ends:
                yield Shift((day + 1) % 7, 0, ends)


def _joined(shifts: Iterable[Shift]) -> list[Shift]:
    """In order; what overlaps or touches on one day is one."""
    joined: list[Shift] = []
    for shift in sorted(shifts):
        if joined and joined[-1].weekday == shift.weekday and joined[-1].ends >= shift.begins:
            joined[-1] = Shift(shift.weekday, joined[-1].begins, max(joined[-1].ends, shift.ends))
        elif shift.begins < shift.ends:
            joined.append(shift)
    return joined
