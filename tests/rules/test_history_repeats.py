"""One id for two messages of a history file is seen, and no more is remembered for that than is bounded."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.errors import Unreadable
from bot.events import MessagePosted
from bot.model.people import Profile, Role
from bot.model.places import Person, Place
from bot.rules.history_repeats import Repeats

SAID = MessagePosted(
    key="",
    at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    place=Place("sandbox", "help"),
    message_id="m1",
    author=Profile(Person("sandbox", "mia"), "Mia", Role.CUSTOMER, None),
    text="Where?",
)
OTHER = replace(SAID, text="secret")


def test_the_same_again_is_fine_and_other_words_under_its_id_are_not_and_are_not_repeated() -> None:
    repeats = Repeats()
    for said in (SAID, SAID, replace(OTHER, message_id="m2"), replace(OTHER, place=Place("sandbox", "@mia"))):
        repeats.check(said)
    with pytest.raises(Unreadable, match="message 'm1' came before with other words") as told:
        repeats.check(OTHER)
    assert "secret" not in str(told.value)
    repeats.check(SAID)


def test_only_so_many_are_remembered() -> None:
    repeats = Repeats(remembered=2)
    for number in range(1, 4):
        repeats.check(replace(SAID, message_id=f"m{number}"))
    repeats.check(OTHER)
    with pytest.raises(Unreadable):
        repeats.check(replace(OTHER, message_id="m3"))
