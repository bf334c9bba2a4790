"""The shapes in which a language names a day or a part of it."""

from collections.abc import Iterator, Mapping
from functools import partial
from re import Match

from bot.language.table import TimeWords
from bot.language.times.said import DayDate, Said
from bot.language.times.shapes import Piece, folded, key, named, shape, standing_free
from bot.language.words import any_of


def days(table: TimeWords) -> Iterator[Piece]:
    """Words for days, and dates."""
    yield named(table.days, lambda days: Said(days=days))
    yield named(table.parts, lambda part: Said(part=part))
    yield named(table.loose_parts, lambda part: Said(part=part, sure=False))
    yield named(table.today_parts, lambda part: Said(days=0, part=part))
    yield named(table.spans, lambda span: Said(span=span))
    yield named(dict.fromkeys(table.next_words, True), lambda _: Said(next_one=True, sure=False))
    yield named(dict.fromkeys(table.vetoes, True), lambda _: Said(veto=True))
    yield named(table.weekdays, lambda day: Said(weekday=day))
    yield named(table.loose_weekdays, lambda day: Said(weekday=day, sure=False))
    yield _weekday_and_part_in_one_word(table)
    yield from _dates(table)


def _weekday_and_part_in_one_word(table: TimeWords) -> Piece:
    words = {
        day + part: Said(weekday=table.weekdays[day], part=table.loose_parts[part])
        for day in table.weekdays
        for part in table.loose_parts
    }
    return named(words, lambda said: said)


def _dates(table: TimeWords) -> Iterator[Piece]:
    months = folded(table.months)
    month, of, ordinal = any_of(months), any_of(table.of_month), any_of(table.ordinals)
    on_day = any_of(table.on_day)
    day, year = rf"(?P<day>\d{{1,2}})(?:{ordinal}|\.)?", rf"(?:,?\s+(?:{of}\s+)?(?P<year>\d{{4}}))?"
    by_name, by_number = partial(_date, months), partial(_date, {})
    yield shape(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"), by_number
    yield shape(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"), by_number
    yield shape(rf"(?:{on_day}\s+)?{day}\s*(?:{of}\s+)?(?P<month>{month}){year}"), by_name
    yield shape(rf"(?P<month>{month})\.?\s+{day}{year}"), standing_free(table, by_name)
    alone = rf"{on_day}\s+(?P<day>\d{{1,2}}){ordinal}{'?' if table.bare_ordinal else ''}"
    yield shape(alone), standing_free(table, by_number)


def _date(months: Mapping[str, int], match: Match[str]) -> Said:
    said = match.groupdict()
    month, year = said.get("month"), said.get("year")
    number = None if month is None else months.get(key(month)) or int(month)
    return Said(date=DayDate(int(match["day"]), number, int(year) if year else None))
