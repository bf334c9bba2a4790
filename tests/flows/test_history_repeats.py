"""One id for two messages of a history file is seen, however far they stand apart."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.flows.history_repeats import Repeats
from bot.model.places import Person, Place
from tests.rules.values import posted, profile

SAID = posted()
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
    tom = profile(Person("sandbox", "tom"))
    assert repeats.other({1: SAID, 2: replace(SAID, author=tom)}) == [2]


def test_any_number_of_messages_is_remembered(repeats: Repeats) -> None:
    for start in range(0, 30_000, 1_000):
        some = range(start, start + 1_000)
        assert repeats.other({number: replace(SAID, message_id=f"m{number}") for number in some}) == []
    assert repeats.other({30_000: replace(SAID, message_id="new"), 30_001: replace(OTHER, message_id="m0")}) == [30_001]
