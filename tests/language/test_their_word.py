"""Reading that somebody waits for the customer's word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.their_word import waits_for_word, whatever_they_write


@pytest.mark.parametrize(
    "text",
    [
        "until she writes",
        "until he answers",
        "until they reply",
        "until the customer writes",
        "Until Mia writes again.",
        "till they get back to me",
        "until she has answered",
        "the client replies",
        "until a reply",
        "until their next message",
        "bis sie schreibt",
        "bis der Kunde sich meldet",
        "bis zur Antwort",
        "hasta que escriba",
        "hasta que el cliente responda",
        "jusqu’à ce qu’elle écrive",
        "jusqu'à sa réponse",
    ],
)
def test_there_are_many_ways_to_say_it(text: str) -> None:
    assert waits_for_word(text, "Mia")
    assert not whatever_they_write(text, "Mia")


@pytest.mark.parametrize("text", ["", "sometime", "until I write", "until Ben writes", "until they pay", "reply soon"])
def test_other_things_are_not_taken_for_it(text: str) -> None:
    assert not waits_for_word(text, "Mia")


def test_whose_name_has_no_letter_is_not_found_everywhere() -> None:
    assert not waits_for_word("until Ben writes", "🦊")


@pytest.mark.parametrize("text", ["Friday, even if she writes", "Freitag, auch wenn der Kunde antwortet"])
def test_their_word_may_end_nothing(text: str) -> None:
    assert whatever_they_write(text, "Mia")


@given(st.text(), st.text())
def test_any_text_and_any_name_can_be_read(text: str, name: str) -> None:
    assert waits_for_word(text, name) >= whatever_they_write(text, name)
