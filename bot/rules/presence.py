"""When an agent may be whispered to, and who is told in their place."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.presence import Presence
from bot.rules.local_time import on_the_wall

_DAY = 24 * 60
_DAYS_AHEAD = 15  # daylight saving may skip a week's only shift
_LAST_DAY = date.max - timedelta(days=1)


def is_away(presence: Presence | None, now: datetime) -> bool:
    """Whether they said they would be away at this time."""
    return presence is not None and presence.away_until is not None and now < presence.away_until


def next_time(presence: Presence | None, zone: ZoneInfo, now: datetime) -> datetime:
    """The first moment from now on within their hours, which are those of this zone; UTC.

    At any time when they named none. Whether they are away is another question.
    """
    if presence is None or not presence.hours:
        return now
    today = now.astimezone(zone).date()
    for day in (today + timedelta(days=ahead) for ahead in range(min(_DAYS_AHEAD, (_LAST_DAY - today).days))):
        for shift in presence.hours:
            begins, ends = (_on_the_wall(day, minute, zone) for minute in (shift.begins, shift.ends))
            if shift.weekday == day.weekday() and max(begins, now) < ends:
                return max(begins, now)
    return now


def is_there(presence: Presence | None, zone: ZoneInfo, now: datetime) -> bool:
    """Whether they can be told things now."""
    return not is_away(presence, now) and next_time(presence, zone, now) == now


def _on_the_wall(day: date, minute: int, zone: ZoneInfo) -> datetime:
    days, minute = divmod(minute, _DAY)
    return on_the_wall(day + timedelta(days=days), time(minute // 60, minute % 60), zone)
