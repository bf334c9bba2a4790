"""Who may be given a seat in the sandbox, and under which name."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from adapters.sandbox import PLATFORM
from adapters.sandbox.web.asks import Seat
from adapters.sandbox.web.guard import Declined
from adapters.sandbox.world import BOT
from bot.model.people import Profile, Role
from bot.model.places import Person
from bot.rules.local_time import zone_named

MOST_PEOPLE = 50
_LONGEST_ID = 30
_TURNS_TEXT_AROUND = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def newcomer(ask: Seat, people: Sequence[Profile]) -> Profile:
    """Somebody new among these people; raises `Declined` with what could be done instead."""
    name = _name(ask.name)
    if len(people) >= MOST_PEOPLE:
        raise Declined(f"All {MOST_PEOPLE} seats are taken. Sit in the chair of somebody who is here.")
    for other in (BOT, *(profile.name for profile in people)):
        if _folded(other) == _folded(name):
            raise Declined(f"name: {other} is here already; choose another name")
    if zone_named(ask.zone) is None:
        raise Declined("zone: this is no time zone; choose one like Europe/Berlin")
    taken = {profile.person.user_id for profile in people}
    role = Role.STAFF if ask.staff else Role.CUSTOMER
    return Profile(Person(PLATFORM, id_for(name, taken)), name, role, ask.zone)


def id_for(name: str, taken: Collection[str]) -> str:
    """An id made of the letters a to z, digits and dashes, that nobody has."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall("[a-z0-9]+", plain))[:_LONGEST_ID].strip("-") or "person"
    numbered = (f"{base}-{number}" for number in range(2, 2 + len(taken)))
    return next(each for each in (base, *numbered) if each not in taken)


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not any(letter.isalnum() for letter in name):
        raise Declined("name: there is no letter in it")
    if any(_is_odd(letter) for letter in name):
        raise Declined("name: there is something in it that cannot be shown; type it anew")
    return name


def _is_odd(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") or (
        unicodedata.bidirectional(letter) in _TURNS_TEXT_AROUND
    )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
