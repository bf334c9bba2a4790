"""When agents are there and when they are not, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages import Line
from bot.model.presence import Presence
from bot.texts.times import moment


def away_until(presence: Presence, zone: ZoneInfo, now: datetime) -> str:
    """“away until Mon 9 Mar, 09:00 Berlin time”."""
    return f"away until {moment(presence.away_until, zone, now)}" if presence.away_until else "not away"


def meant_for(name: str, presence: Presence, zone: ZoneInfo, now: datetime) -> Line:
    """Why somebody else is told."""
    return Line(f"This is for {name}, who is {away_until(presence, zone, now)}.")


def helped_last(name: str, away: Presence | None, stand_in: str, zone: ZoneInfo, now: datetime) -> Line:
    """Who knows a customer; while they are away, who stands in for them."""
    if away is None:
        return Line(f"{name} helped them last.")
    other = f"; {stand_in} stands in" if stand_in else ""
    return Line(f"{name} helped them last, and is {away_until(away, zone, now)}{other}.")
