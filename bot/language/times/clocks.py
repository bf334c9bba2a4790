"""The shapes in which a language names a time on the clock."""

from collections.abc import Iterator, Mapping
from functools import partial
from re import Match

from bot.language.table import TimeWords
from bot.language.times.said import Clock, Said
from bot.language.times.shapes import Piece, folded, key, shape, standing_free
from bot.language.words import any_of


def clocks(table: TimeWords) -> Iterator[Piece]:
    """Times on the clock; a bare number counts only after "at", or beside a day."""
    hours = {word: number for word, number in table.numbers.items() if number in range(1, 13)}
    digits, spelt = r"(?P<digits>\d{1,2})", rf"(?P<spelt>{any_of(hours)})(?!\w)"
    with_minutes = rf"{digits}(?:\.(?P<minute>\d\d))?"
    before, behind = any_of(table.before_hour), any_of(table.after_hour)
    at, oclock = rf"{any_of(table.at)}\s*", rf"\s*(?:{any_of(table.oclock)})(?!\w)"
    half_of_day = rf"\s*(?:(?P<am>{any_of(table.am)})|(?P<pm>{any_of(table.pm)}))"
    clock, plain = partial(_clock, table), partial(_clock, table, sure=False)
    yield shape(rf"(?:{at})?{digits}(?:[:h](?P<minute>\d\d))(?:{oclock})?(?:{half_of_day})?"), clock
    yield shape(rf"(?:{at})?{with_minutes}{half_of_day}"), clock
    yield shape(rf"(?:{at})?(?:(?P<before>{before})\s+)?(?:{with_minutes}|{spelt}){oclock}"), clock
    yield shape(rf"(?:{at})?{digits}{oclock}\s*(?P<minute>\d\d)"), clock
    yield shape(rf"(?:{at})?(?P<before>{before})\s+(?:{digits}|{spelt})"), standing_free(table, clock)
    yield shape(rf"{at}(?:{digits}|{spelt})\s+(?P<behind>{behind})"), clock
    yield shape(rf"{at}(?:{with_minutes}|{spelt})(?:{_marks(table)})?"), standing_free(table, clock)
    yield shape(rf"{digits}(?:{_marks(table)})?"), standing_free(table, plain)


def _marks(table: TimeWords) -> str:
    return rf"\s*{any_of(table.hour_marks)}(?!\w)"


def _clock(table: TimeWords, match: Match[str], sure: bool = True) -> Said | None:
    said = match.groupdict("")
    digits, half = said["digits"], said.get("am") or said.get("pm")
    hour = int(digits) if digits else int(folded(table.numbers)[key(said["spelt"])])
    minute = int(said.get("minute") or 0)
    if hour > (12 if half else 23) or minute > 59:
        return None
    if half:
        hour = hour % 12 + (12 if said.get("pm") else 0)
    minutes = hour * 60 + minute + _shift(table, said)
    either_half = not half and not digits.startswith("0") and 1 <= hour <= 12
    return Said(clock=Clock(minutes // 60 % 24, minutes % 60, either_half), sure=sure)


def _shift(table: TimeWords, said: Mapping[str, str]) -> int:
    before, behind = said.get("before"), said.get("behind")
    if before:
        return folded(table.before_hour)[key(before)]
    return folded(table.after_hour)[key(behind)] if behind else 0
