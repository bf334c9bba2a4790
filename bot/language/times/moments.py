"""Working out the moment that was meant, and what vague words mean in hours."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from bot.language.table import DayPart, Span, Unit
from bot.language.times.said import Clock, Length, Said
from bot.language.times.which_day import which_days

START_OF_WORK = 9 * 60
"""The minute of the day meant by a day without an hour ("Friday")."""

_LATEST = datetime.max.replace(tzinfo=UTC) - timedelta(hours=14)  # later, the calendar has no day for it in the east

HOURS: Mapping[DayPart, tuple[int, int]] = {
    DayPart.MORNING: (9 * 60, 12 * 60),
    DayPart.NOON: (12 * 60, 13 * 60),
    DayPart.AFTER_LUNCH: (13 * 60 + 30, 15 * 60),
    DayPart.AFTERNOON: (14 * 60, 18 * 60),
    DayPart.END_OF_DAY: (17 * 60, 18 * 60),
    DayPart.EVENING: (18 * 60, 22 * 60),
    DayPart.NIGHT: (20 * 60, 23 * 60),
    DayPart.MIDNIGHT: (24 * 60, 24 * 60),
}
"""When each part of a day begins, which is what it means, and when it is over, in minutes of the day.

Once today's part has begun, it means half of what is left of it: "this afternoon" said at 15:00 means 16:30.
"""

_AFTER_NOON = (
    DayPart.NOON,
    DayPart.AFTER_LUNCH,
    DayPart.AFTERNOON,
    DayPart.END_OF_DAY,
    DayPart.EVENING,
    DayPart.NIGHT,
)
_LAST_MORNING_HOUR_MEANT_AS_AFTERNOON = 6


def moment(said: Said, now: datetime) -> datetime | None:
    """The first moment after `now` that fits what was said, in the zone of `now`, or None."""
    try:
        if said.after and any(length.elapses for length in said.after):
            candidates = iter([_elapsed(said.after, now)])
        else:
            candidates = (_on_clock(day, _minutes(said, day, now), now) for day in which_days(said, now.date()))
        return next((at for at in candidates if now.astimezone(UTC) < at.astimezone(UTC) <= _LATEST), None)
    except (OverflowError, ValueError):
        return None


def _elapsed(lengths: tuple[Length, ...], now: datetime) -> datetime:
    hours = {Unit.MINUTE: 1 / 60, Unit.HOUR: 1.0, Unit.DAY: 24.0, Unit.WEEK: 168.0}
    total = sum(length.count * hours[length.unit] for length in lengths)
    return (now.astimezone(UTC) + timedelta(hours=total)).astimezone(now.tzinfo)


def _on_clock(day: date, minutes: int, now: datetime) -> datetime:
    """This minute of this day; what daylight saving skips moves forward, what it doubles is the first."""
    wall = datetime.combine(day, time(), now.tzinfo) + timedelta(minutes=minutes)
    return wall.astimezone(UTC).astimezone(now.tzinfo)


def _minutes(said: Said, day: date, now: datetime) -> int:
    """The minute of the day that is meant, if this is the day."""
    minute_now = now.hour * 60 + now.minute if day == now.date() else -1
    if said.clock:
        return _clock_minutes(said.clock, said, minute_now)
    part = said.part or _usual_part(said, day, now)
    if part is None:
        return now.hour * 60 + now.minute if said.after else START_OF_WORK
    start, end = HOURS[part]
    if start <= minute_now < end and (said.days == 0 or part is DayPart.END_OF_DAY):
        return minute_now + max(1, (end - minute_now) // 2)
    return start


def _usual_part(said: Said, day: date, now: datetime) -> DayPart | None:
    ends = said.span in (Span.END_OF_WEEK, Span.END_OF_NEXT_WEEK, Span.END_OF_MONTH) and said.weekday is None
    today = said.days == 0 or (said.date is not None and day == now.date())
    return DayPart.END_OF_DAY if ends or today else None


def _clock_minutes(clock: Clock, said: Said, minute_now: int) -> int:
    minutes = clock.hour * 60 + clock.minute
    if not clock.either_half or clock.hour >= 12:
        return minutes
    if said.part is not None:
        return minutes + (12 * 60 if said.part in _AFTER_NOON else 0)
    if clock.hour <= _LAST_MORNING_HOUR_MEANT_AS_AFTERNOON or (said.days == 0 and minutes <= minute_now):
        return minutes + 12 * 60
    return minutes
