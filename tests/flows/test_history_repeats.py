"""One id for two messages of a history file is seen, however far they stand apart."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.events import MessagePosted
from bot.flows.history_repeats import Repeats
from bot.model.people import Profile, Role
from bot.model.places import Person, Place

SAID = MessagePosted(
    key="",
    at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    place=Place("sandbox", "help"),
    message_id="m1",
    author=Profile(Person("sandbox", "mia"), "Mia", Role.CUSTOMER, None),
    text="Where?",
)
OTHER = replace(SAID, text="There")


@pytest.fixture
def repeats() -> Iterator[Repeats]:
    with Repeats() as repeats:
        yield repeats


def test_the_same_again_is_fine_and_other_words_under_its_id_are_not(repeats: Repeats) -> None:
    elsewhere = replace(OTHER, place=Place("sandbox", "@mia"))
    batch = {1: SAID, 2: SAID, 4: replace(OTHER, message_id="m2"), 5: elsewhere, 6: OTHER, 7: SAID}
    assert repeats.other(batch) == [6]


def test_another_persons_words_are_other_ones(repeats: Repeats) -> None:
    tom = Profile(Person("sandbox", "tom"), "Tom", Role.CUSTOMER, None)
    assert repeats.other({1: SAID, 2: replace(SAID, author=tom)}) == [2]


def test_any_number_of_messages_is_remembered(repeats: Repeats) -> None:
    for start in range(0, 30_000, 1_000):
        some = range(start, start + 1_000)
        assert repeats.other({number: replace(SAID, message_id=f"m{number}") for number in some}) == []
    assert repeats.other({30_000: replace(SAID, message_id="new"), 30_001: replace(OTHER, message_id="m0")}) == [30_001]
