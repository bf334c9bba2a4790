"""Working out which days could be meant."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from bot.language.table import Span, Unit
from bot.language.times.said import DayDate, Length, Said


def which_days(said: Said, today: date) -> Iterator[date]:
    """The days that could be meant, the likeliest first; none that the calendar does not have.

    Raises ValueError or OverflowError when no calendar goes that far, and for parts of a month.
    """
    if said.date is not None:
        yield from _dated(said.date, today)
    elif said.after is not None:
        yield _later(said.after, today)
    elif said.days is not None:
        yield today + timedelta(days=said.days)
    elif said.weekday is not None:
        yield from _weekday(said.weekday, today, next_one=bool(said.next_one) or said.span is Span.NEXT_WEEK)
    elif said.span is not None:
        yield from _spanned(said.span, today)
    else:
        yield from (today, today + timedelta(days=1))


def _weekday(weekday: int, today: date, next_one: bool) -> Iterator[date]:
    """The coming one; the next one is in the next calendar week."""
    if next_one:
        yield _monday(today) + timedelta(days=7 + weekday)
    else:
        coming = today + timedelta(days=(weekday - today.weekday()) % 7)
        yield from (coming, coming + timedelta(days=7))


def _spanned(span: Span, today: date) -> Iterator[date]:
    monday, month = _monday(today), today.replace(day=1)
    match span:
        case Span.NEXT_WEEK:
            yield monday + timedelta(days=7)
        case Span.END_OF_WEEK:
            yield from (monday + timedelta(days=4), monday + timedelta(days=11))
        case Span.END_OF_NEXT_WEEK:
            yield monday + timedelta(days=11)
        case Span.WEEKEND:
            yield from (monday + timedelta(days=5), monday + timedelta(days=6), monday + timedelta(days=12))
        case Span.NEXT_MONTH:
            yield _months_later(month, 1)
        case Span.END_OF_MONTH:
            yield from (_months_later(month, ahead) - timedelta(days=1) for ahead in (1, 2))


def _dated(said: DayDate, today: date) -> Iterator[date]:
    """The date, or every one to come that fits what was said of it; February 29 may be eight years off."""
    years = [said.year] if said.year else range(today.year, today.year + 9)
    months = [said.month] if said.month else range(1, 13)
    for year in years:
        for month in months:
            if 1 <= month <= 12 and 1 <= said.day <= calendar.monthrange(year, month)[1]:
                yield date(year, month, said.day)


def _later(lengths: tuple[Length, ...], today: date) -> date:
    for length in lengths:
        if length.count % 1:
            raise ValueError("parts of a month have no date")
        match length.unit:
            case Unit.MONTH:
                today = _months_later(today, int(length.count))
            case Unit.YEAR:
                today = _months_later(today, 12 * int(length.count))
            case _:
                today += timedelta(days=length.count * (7 if length.unit is Unit.WEEK else 1))
    return today


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
