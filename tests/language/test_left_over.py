"""What else is said beside a time is seen, unless it is said of the customer's next word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.left_over import left_over


@pytest.mark.parametrize(
    ("beside", "left"),
    [
        ("until but keep it", "but keep it"),
        ("banana", "banana"),
        ("bis , und sag es Jürgen", "sag es Jürgen"),
        ("at 9 CET", "9 CET"),
        ("or until Ben writes", "Ben writes"),
    ],
)
def test_words_of_their_own_are_left_as_they_were_written(beside: str, left: str) -> None:
    assert left_over(beside, "Mia") == left


@pytest.mark.parametrize(
    "beside",
    [
        "",
        "until the , please!",
        "bis spätestens",
        "hasta el",
        "jusqu’au , s’il te plaît",
        "or until Mia answers again",
        "unless she writes, whichever comes first",
        ", even if she writes",
        ", auch wenn der Kunde sich meldet",
        "o hasta que el cliente responda",
        "ou jusqu’à ce qu’elle écrive",
    ],
)
def test_small_words_and_the_customers_next_word_leave_nothing(beside: str) -> None:
    assert left_over(beside, "Mia") == ""


def test_where_nobody_is_waited_for_their_word_is_left_too() -> None:
    assert left_over("unless she writes") == "unless she writes"


@given(st.text(), st.text())
def test_any_text_can_be_read(beside: str, customer: str) -> None:
    assert set(left_over(beside, customer).split()) <= set(beside.split())
