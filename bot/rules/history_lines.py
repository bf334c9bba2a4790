"""Reading one line of a history file: a message as if it were heard, or why it cannot be read."""

import json
import re
from collections import OrderedDict
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import lru_cache
from hashlib import blake2b
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.config import Settings
from bot.errors import Unreadable
from bot.events import MessagePosted
from bot.language.words import is_blank, shorten, whole
from bot.model.people import Profile, Role
from bot.model.places import Person, Place
from bot.rules.local_time import zone_named

LONGEST_LINE = 1024 * 1024  # bytes
LONGEST_TEXT, LONGEST_NAME, LONGEST_ID = 40_000, 200, 200  # characters; texts and names are cut, ids refused

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE)
_UNKEEPABLE = str.maketrans({"\0": None})  # PostgreSQL keeps none

_Id = Annotated[str, Field(max_length=LONGEST_ID, pattern=r"^[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$")]


class _Line(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    when: str
    platform: _Id = "sandbox"
    place: _Id
    thread: _Id | None = None
    message: _Id | None = None
    person: _Id
    name: str
    role: Literal["staff", "customer"]
    zone: str | None = None
    text: str
    addressed_to: _Id | None = None


_AN_ID = f"text of 1 to {LONGEST_ID} characters on one line"
_EXPECTED = {
    "when": "a time with its offset, like 2026-03-02T09:15:00+01:00",
    "platform": _AN_ID,
    "place": _AN_ID,
    "thread": f"{_AN_ID}, or null",
    "message": f"{_AN_ID}, or null",
    "person": _AN_ID,
    "name": "the name people see, as text",
    "role": "“staff” or “customer”",
    "zone": "a time zone like Europe/Berlin, or null",
    "text": "what was said, as text",
    "addressed_to": f"{_AN_ID}, or null",
}
_ROLES = {role.value: role for role in Role}
_PRIVATE = ("text", "name")  # never repeated in a complaint


def read_line(raw: bytes, settings: Settings, now: datetime) -> MessagePosted:
    """The message in this line; its id is made from the rest when the line names none.

    Raises:
        Unreadable: what is wrong, and what is expected.
    """
    if len(raw) > LONGEST_LINE:
        raise Unreadable("longer than 1 MiB; expected one message")
    try:
        line = _Line.model_validate_json(raw)
    except ValidationError as error:
        raise Unreadable(_complaint(error, raw)) from None
    at, place = _moment(line.when, now), _place(line, settings)
    return MessagePosted(
        key="",  # a line is known by its message
        at=at,
        place=place,
        message_id=line.message or _made_id(line, at),
        author=_author(line),
        text=_words("text", line.text)[:LONGEST_TEXT],
        addressed_to=_person(line.platform, line.addressed_to) if line.addressed_to else None,
        begins_thread=line.thread is not None,  # asked only while nothing lives there
    )


def _complaint(error: ValidationError, raw: bytes) -> str:
    told = error.errors(include_url=False, include_context=False)
    first = next((each for each in told if each["type"] == "extra_forbidden"), told[0])  # misspelt, not missing
    if not first["loc"] and _has_half_a_character(raw):
        return "half a character, like \\ud800 without the other half, which no text can hold; expected whole ones"
    if not first["loc"]:
        return "not a JSON object in UTF-8; expected one, like {“when”: …, “place”: …, “text”: …} with straight quotes"
    field = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        close = get_close_matches(field, _EXPECTED, n=1)
        return f"there is no field {_shown(field)}{f'; did you mean {close[0]}?' if close else ''}"
    if first["type"] == "missing":
        return f"{field} is missing; expected {_EXPECTED[field]}"
    return _wrong(field, first["input"])


def _has_half_a_character(raw: bytes) -> bool:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return False
    said = json.dumps(line, ensure_ascii=False)
    return isinstance(line, dict) and whole(said) != said


def _wrong(field: str, value: Any) -> str:
    found = f"{field} is not right" if field in _PRIVATE else f"{field} is {_shown(value)}"
    return f"{found}; expected {_EXPECTED[field]}"


def _shown(value: Any) -> str:
    return shorten(ascii(value)[:100], 60)


def _moment(when: str, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(when.upper()).astimezone(UTC) if _TIME.fullmatch(when) else None
    except (ValueError, OverflowError):
        at = None
    if at is None:
        raise Unreadable(_wrong("when", when))
    if at > now:
        raise Unreadable(f"when is {_shown(when)}, which is still to come; expected a time that has passed")
    return at


def _place(line: _Line, settings: Settings) -> Place:
    place = _place_named(line.platform, line.place, line.thread)
    if settings.front_desk(place) is None:
        where = _shown(f"{line.platform}:{line.place}")
        raise Unreadable(f"place {where} is no front desk; expected one of the front_desks of the configuration")
    return place


def _author(line: _Line) -> Profile:
    if line.zone is not None and zone_named(line.zone) is None:
        raise Unreadable(_wrong("zone", line.zone))
    name = _words("name", line.name)[:LONGEST_NAME]
    return _profile(line.platform, line.person, name, line.role, line.zone)


def _words(field: str, said: str) -> str:
    words = said.translate(_UNKEEPABLE).strip() if "\0" in said else said.strip()
    if is_blank(words):
        raise Unreadable(f"{field} is empty; expected {_EXPECTED[field]}")
    return words


def _made_id(line: _Line, at: datetime) -> str:
    """Two lines that say the same at the same time, of the same person in the same place, are one message."""
    told = (line.platform, line.place, line.thread or "", at.isoformat(), line.person, line.text)
    return blake2b("\0".join(told).encode(), digest_size=12).hexdigest()


# The same few people speak in the same few places.


@lru_cache(10_000)
def _person(platform: str, user_id: str) -> Person:
    return Person(platform, user_id)


@lru_cache(1000)
def _place_named(platform: str, channel: str, thread: str | None) -> Place:
    return Place(platform, channel, thread)


@lru_cache(10_000)
def _profile(platform: str, user_id: str, name: str, role: str, zone: str | None) -> Profile:
    return Profile(_person(platform, user_id), name, _ROLES[role], zone)


class TimeOrder:
    """Within one place, time never goes back; remembers the places heard of last."""

    def __init__(self, places: int = 10_000) -> None:
        self._most = places
        self._last: OrderedDict[tuple[str, str], tuple[datetime, int]] = OrderedDict()

    def check(self, number: int, said: MessagePosted) -> None:
        """Raises `Unreadable` when something later was said there on a line before this one."""
        channel = said.place.platform, said.place.channel_id
        here = said.at, number
        last = self._last.pop(channel, here)
        self._last[channel] = max(last, here)
        if len(self._last) > self._most:
            self._last.popitem(last=False)
        if said.at < last[0]:
            raise Unreadable(
                f"when goes back to {said.at.isoformat()} in a place where line {last[1]:,} was of "
                f"{last[0].isoformat()}; expected the messages of one place in the order of time"
            )
