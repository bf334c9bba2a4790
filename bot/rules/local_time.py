"""When it is a good time for a customer: working days, quiet hours, their own zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.config import Aftercare
from bot.model.people import Customer

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class LocalZone:
    """The zone a customer is taken to live in, and whether that is only a guess."""

    zone: ZoneInfo
    guessed: bool


def zone_of(customer: Customer, care: Aftercare) -> LocalZone:
    """What the platform said of them, else the team's fallback as a guess."""
    known = zone_named(customer.zone)
    return LocalZone(known or ZoneInfo(care.fallback_zone), guessed=known is None)


def zone_named(name: str | None) -> ZoneInfo | None:
    """The zone a platform names; None when it names none, or one nobody knows."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def working_days_later(start: datetime, days: int, at: time, zone: ZoneInfo) -> datetime:
    """At this wall time, that many working days (Monday to Friday) after `start`; UTC."""
    day = start.astimezone(zone).date()
    while days:
        day += timedelta(days=1)
        days -= _is_working(day)
    return on_the_wall(day, at, zone)


def awake(when: datetime, zone: ZoneInfo, care: Aftercare) -> datetime:
    """The first moment from `when` on that is outside quiet hours and, if so set, weekends; UTC."""
    local = when.astimezone(zone)
    for offset in range(9):
        day = local.date() + timedelta(days=offset)
        if care.weekends_quiet and not _is_working(day):
            continue
        opening, closing = on_the_wall(day, care.quiet_to, zone), on_the_wall(day, care.quiet_from, zone)
        if care.quiet_from <= care.quiet_to:
            closing = on_the_wall(day + timedelta(days=1), care.quiet_from, zone)
        if when < closing:
            return max(when, opening)
    raise AssertionError("a week always holds a working day")


def on_the_wall(day: date, at: time, zone: ZoneInfo) -> datetime:
    """That wall time as UTC: of a doubled hour the first, of a missing one the time it jumps to."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def _is_working(day: date) -> bool:
    return day.weekday() < _SATURDAY
