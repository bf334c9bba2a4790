"""Reading who stands in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.standing_in import is_nobody, named_to_stand_in


@pytest.mark.parametrize(
    ("beside", "name"),
    [
        ("", ""),
        ("until", ""),
        ("away until, on holiday, please", ""),
        ("bis , im Urlaub", ""),
        ("until , Ben stands in", "Ben"),
        ("until , Will will stand in for me!", "Will"),
        ("(Ben O'Neil)", "Ben O'Neil"),
        ("until , @U12AB covers", "@U12AB"),
        ("bis ; für mich: Jürgen", "Jürgen"),
        ("hasta el , me sustituye José María", "José María"),
        ("jusqu’à , Anne-Marie me remplace", "Anne-Marie"),
    ],
)
def test_what_is_left_beside_a_time_is_a_name(beside: str, name: str) -> None:
    assert named_to_stand_in(beside) == name


@pytest.mark.parametrize(
    "beside",
    ["until , nobody", "no one stands in", "No-one", "niemand vertritt mich", "nadie me sustituye", "personne"],
)
def test_nobody_is_no_name(beside: str) -> None:
    assert is_nobody(named_to_stand_in(beside))
    assert not is_nobody("Ben")


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    name = named_to_stand_in(text)
    assert name == name.strip()
