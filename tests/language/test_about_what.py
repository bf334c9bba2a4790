"""What a time is for is read from the words beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.about_what import introduced, matter


@pytest.mark.parametrize(
    ("beside", "about"),
    [
        ("me to call her", "call her"),
        (", please: about Ben’s INVOICE", "Ben’s INVOICE"),
        ("mich bitte daran", ""),
        ("wegen der Rechnung", "der Rechnung"),
        ("à propos de l’été", "l’été"),
        ("today", ""),
    ],
)
def test_what_such_a_word_introduces_is_given_as_it_was_written(beside: str, about: str) -> None:
    assert introduced(beside) == about


@pytest.mark.parametrize(
    ("behind", "about"), [("call her", "call her"), (", and call her", "call her"), ("tomatoes", "tomatoes"), ("", "")]
)
def test_behind_a_time_it_needs_none(behind: str, about: str) -> None:
    assert matter(behind) == about


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert introduced(text) in ("", matter(text))
