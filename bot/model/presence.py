"""When an agent is there to be whispered to."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.places import Person


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """Hours of one weekday; minutes of that day, `ends` at most 24 * 60."""

    weekday: int  # 0 is Monday
    begins: int
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """What an agent said about their time; without shifts they can be told things at any hour."""

    person: Person
    hours: tuple[Shift, ...] = ()  # in order, in their own zone
    away_until: datetime | None = None
    stand_in: Person | None = None
