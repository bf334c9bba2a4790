"""One id for two messages, one of a history file and one that is kept, is seen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Unreadable
from bot.events import MessagePosted
from bot.model.places import Person
from bot.rules.history_ids import check_that_it_is
from bot.rules.opening import message_of
from tests.rules.values import posted

SAID = posted()
OTHER = replace(SAID, text="secret")


@pytest.mark.parametrize(
    "said",
    [
        SAID,
        replace(OTHER, at=SAID.at + timedelta(seconds=1)),
        replace(SAID, at=SAID.at + timedelta(hours=1)),
    ],
    ids=["the same", "edited", "in another zone"],
)
def test_a_message_that_was_edited_or_timed_anew_since_it_was_kept_is_the_same(said: MessagePosted) -> None:
    check_that_it_is(said, message_of(SAID, None, None))


@pytest.mark.parametrize(
    "said",
    [
        replace(OTHER, at=SAID.at + timedelta(hours=1)),
        replace(OTHER, author=replace(SAID.author, person=Person("sandbox", "tom"))),
    ],
    ids=["another time", "another person"],
)
def test_other_words_of_another_time_or_person_are_another_message_and_are_not_repeated(said: MessagePosted) -> None:
    with pytest.raises(Unreadable, match=r"message 'm1' is another one already, of 2026-03-04T12:00") as told:
        check_that_it_is(said, message_of(SAID, None, None))
    assert "secret" not in str(told.value)
