"""Reading one line of a history file."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Settings
from bot.errors import Unreadable
from bot.events import MessagePosted
from bot.model.people import Profile, Role
from bot.model.places import Person, Place
from bot.rules.history_lines import LONGEST_LINE, LONGEST_NAME, LONGEST_TEXT, TimeOrder, read_line

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LINE = {
    "when": "2025-11-24T10:15:00+01:00",
    "place": "help",
    "person": "mia",
    "name": "Mia",
    "role": "customer",
    "text": "My export stops halfway.",
}


def read(**changed: object) -> MessagePosted:
    return read_line(json.dumps(LINE | changed).encode(), Settings(), NOW)


def test_what_a_line_says_is_what_would_have_been_heard() -> None:
    said = read(message="m1", thread="t1", zone="Europe/Berlin", addressed_to="ana")
    assert (said.place, said.message_id, said.text) == (Place("sandbox", "help", "t1"), "m1", LINE["text"])
    assert said.at == datetime(2025, 11, 24, 9, 15, tzinfo=UTC)
    assert said.author == Profile(Person("sandbox", "mia"), "Mia", Role.CUSTOMER, "Europe/Berlin")
    assert said.addressed_to == Person("sandbox", "ana")


def test_a_line_without_an_id_is_given_the_same_one_every_time_and_another_line_another() -> None:
    assert read().message_id == read().message_id
    others = [read(text="other"), read(person="tom"), read(thread="t1"), read(when="2025-11-24T10:15:01+01:00")]
    assert len({read().message_id, *(said.message_id for said in others)}) == 5


def test_texts_and_names_are_trimmed_and_cut_and_lose_what_no_database_keeps() -> None:
    said = read(text=" a\0b" + "c" * LONGEST_TEXT, name="M" * 500)
    assert said.text.startswith("abc")
    assert (len(said.text), len(said.author.name)) == (LONGEST_TEXT, LONGEST_NAME)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"when": "yesterday"}, "when is 'yesterday'; expected a time with its offset"),
        ({"when": "2025-11-24T10:15:00"}, "expected a time with its offset"),
        ({"when": "2025-11-31T10:15:00Z"}, "expected a time with its offset"),
        ({"when": "0001-01-01T00:00:00+14:00"}, "expected a time with its offset"),
        ({"when": 1732439700}, "expected a time with its offset"),
        ({"when": "2026-03-02T09:00:01Z"}, "still to come"),
        ({"place": "elsewhere"}, "place 'sandbox:elsewhere' is no front desk"),
        ({"person": ""}, "person is ''; expected text of 1 to 200"),
        ({"person": "m\nia"}, "expected text of 1 to 200"),
        ({"message": "m" * 201}, "expected text of 1 to 200"),
        ({"role": "helper"}, "role is 'helper'; expected “staff” or “customer”"),
        ({"zone": "Berlin"}, "zone is 'Berlin'; expected a time zone like Europe/Berlin"),
        ({"text": " \n"}, "text is empty"),
        ({"text": "\u200b\u2060"}, "text is empty"),
        ({"name": None}, "name is not right; expected the name people see"),
        ({"text": "Where? \ud800"}, "half a character, like \\ud800 without the other half, which no text can hold"),
        ({"name": "\udc00Mia"}, "half a character"),
        ({"adressed_to": "ana"}, "there is no field 'adressed_to'; did you mean addressed_to?"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_expected(changed: dict[str, object], complaint: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(**changed)
    assert complaint in str(refused.value)


@pytest.mark.parametrize("field", LINE)
def test_a_missing_field_is_named(field: str) -> None:
    line = {name: value for name, value in LINE.items() if name != field}
    with pytest.raises(Unreadable, match=f"{field} is missing; expected"):
        read_line(json.dumps(line).encode(), Settings(), NOW)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"\xff\xfe{}", b"[" * 100_000, b'{"when"', b'"\\ud800"'])
def test_what_is_no_object_of_json_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable, match=r"not a JSON object|is missing"):
        read_line(raw, Settings(), NOW)


def test_a_line_that_is_too_long_is_refused() -> None:
    with pytest.raises(Unreadable, match="longer than 1 MiB"):
        read_line(json.dumps(LINE | {"text": "x" * LONGEST_LINE}).encode(), Settings(), NOW)


@given(text=st.text(min_size=1))
def test_a_complaint_never_repeats_what_somebody_said(text: str) -> None:
    secret = f"secret{text}"
    for line in (LINE | {"text": [secret]}, LINE | {"text": secret, "when": ""}):
        with pytest.raises(Unreadable) as refused:
            read_line(json.dumps(line).encode(), Settings(), NOW)
        assert "secret" not in str(refused.value)


class TestTimeOrder:
    def test_two_places_keep_time_apart(self) -> None:
        order = TimeOrder()
        order.check(1, read())
        order.check(2, read(place="@mia", when="2024-01-01T00:00:00Z"))
        order.check(3, read(thread="t1"))

    def test_what_goes_back_is_refused_and_what_follows_is_measured_by_what_was_good(self) -> None:
        order = TimeOrder()
        order.check(7, read())
        for thread in (None, "t1"):
            with pytest.raises(
                Unreadable, match=r"goes back to 2025-11-24T09:14.* where line 7 was of 2025-11-24T09:15"
            ):
                order.check(8, read(when="2025-11-24T09:14:00Z", thread=thread))
        order.check(9, read())

    def test_only_so_many_places_are_remembered(self) -> None:
        order = TimeOrder(places=2)
        for minute, person in enumerate(("a", "b", "c")):
            order.check(minute, read(place=f"@{person}", when=(NOW - timedelta(minutes=minute)).isoformat()))
        order.check(4, read(place="@a", when="2024-01-01T00:00:00Z"))
        with pytest.raises(Unreadable):
            order.check(5, read(place="@c", when="2024-01-01T00:00:00Z"))
