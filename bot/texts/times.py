"""Times in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta

_LOCALE = Locale("en", "GB")
_THIS_YEARS = timedelta(days=300)  # closer to now, a day and a month leave no doubt


def moment(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """“Tue 24 Nov, 10:00 Berlin time”; with its year when that is not plain."""
    shape = "EEE d MMM, HH:mm" if abs(at - now) < _THIS_YEARS else "EEE d MMM yyyy, HH:mm"
    return f"{format_datetime(at.astimezone(zone), shape, locale=_LOCALE)} {place_of(zone)}"


def clock(at: datetime, zone: ZoneInfo) -> str:
    """“10:00”."""
    return format_datetime(at.astimezone(zone), "HH:mm", locale=_LOCALE)


def day(at: datetime, zone: ZoneInfo) -> str:
    """“24 Nov 2026”."""
    return format_date(at.astimezone(zone), "d MMM yyyy", locale=_LOCALE)


def distance(at: datetime, now: datetime) -> str:
    """“3 weeks ago”, “in 2 hours”, “just now”."""
    if abs(at - now).total_seconds() < 60:
        return "just now"
    return format_timedelta(at - now, add_direction=True, threshold=1.1, locale=_LOCALE)


def place_of(zone: ZoneInfo) -> str:
    """“Berlin time”, “UTC”."""
    city = zone.key.rpartition("/")[2].replace("_", " ")
    return city if city in ("UTC", "GMT") else f"{city} time"
