"""What can be decided about a delivery whose time has come."""

from dataclasses import dataclass
from datetime import datetime

from bot.messages import CustomerWords, StaffWords
from bot.model.places import Person, Place


@dataclass(frozen=True, slots=True)
class Whisper:
    """Say it to staff, in the first of these places that only staff can read; in a DM, which rings, not before then."""

    words: StaffWords
    places: tuple[Place, ...]
    dm_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tell:
    """Say it to the customer; `to` when it is for nothing if this person is gone, no place when all have refused it."""

    words: CustomerWords
    place: Place | None
    to: Person | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """It is no longer wanted."""

    why: str


@dataclass(frozen=True, slots=True)
class Expire:
    """Its time is over."""

    why: str


@dataclass(frozen=True, slots=True)
class Postpone:
    """Not now."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Pause:
    """It waits for a human to send it."""

    why: str


Verdict = Whisper | Tell | Cancel | Expire | Postpone | Pause
