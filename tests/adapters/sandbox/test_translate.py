"""What people do in the sandbox is put into the words all platforms share."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sandbox.translate import addressed_to, to_event
from adapters.sandbox.world import Deed, Did
from bot.events import CommandGiven, MessageDeleted, MessageEdited, MessagePosted
from bot.model.people import Profile, Role
from bot.model.places import Person
from tests.adapters.sandbox.desk import AMINA, HELP, JONAS, NOON

JON = Profile(Person("sandbox", "jon"), "Jon", Role.STAFF)
MARY_ANN = Profile(Person("sandbox", "mary"), "Mary Ann", Role.CUSTOMER)
PEOPLE = (JON, JONAS, AMINA, MARY_ANN)
SAID = Deed(deed_id=7, did=Did.SAID, by=AMINA.person, place=HELP, at=NOON, message_id="3", text="It broke")


def test_what_somebody_said() -> None:
    assert to_event(SAID, PEOPLE) == MessagePosted(
        key="sandbox:3:posted", at=NOON, place=HELP, message_id="3", author=AMINA, text="It broke"
    )


def test_what_somebody_changed_has_a_key_for_each_change() -> None:
    deed = replace(SAID, did=Did.EDITED, text="It broke again", edits=2)
    assert to_event(deed, PEOPLE) == MessageEdited(
        key="sandbox:3:edited:2", at=NOON, place=HELP, message_id="3", text="It broke again"
    )


def test_what_somebody_took_back() -> None:
    deed = replace(SAID, did=Did.DELETED, text="")
    assert to_event(deed, PEOPLE) == MessageDeleted(key="sandbox:3:deleted", at=NOON, place=HELP, message_id="3")


def test_a_command_keeps_everything_that_was_filled_in() -> None:
    deed = replace(SAID, did=Did.COMMANDED, word="note", about="c1", choice="x", text="", fields={"text": "a"})
    assert to_event(deed, PEOPLE) == CommandGiven(
        key="sandbox:deed:7",
        at=NOON,
        by=AMINA,
        place=HELP,
        word="note",
        about="c1",
        choice="x",
        message_id="3",
        fields={"text": "a"},
    )


def test_of_somebody_without_a_seat_nothing_is_known() -> None:
    event = to_event(replace(SAID, by=Person("sandbox", "bo")), PEOPLE)
    assert isinstance(event, MessagePosted)
    assert event.author == Profile(Person("sandbox", "bo"), "bo", Role.UNKNOWN)


@pytest.mark.parametrize("did", [Did.SAID, Did.EDITED])
@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_nothing_is_heard_of_a_message_without_words(did: Did, text: str) -> None:
    assert to_event(replace(SAID, did=did, text=text), PEOPLE) is None


@pytest.mark.parametrize("did", [Did.SAID, Did.EDITED])
def test_a_text_is_cut_to_what_can_be_read(did: Did) -> None:
    event = to_event(replace(SAID, did=did, text="x" * 50_000), PEOPLE)
    assert isinstance(event, MessagePosted | MessageEdited)
    assert event.text == "x" * 40_000


def test_a_field_is_cut_to_what_can_be_read() -> None:
    event = to_event(replace(SAID, did=Did.COMMANDED, fields={"text": "x" * 50_000}), PEOPLE)
    assert isinstance(event, CommandGiven)
    assert event.fields == {"text": "x" * 40_000}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Jonas: hello", JONAS),
        ("jonas, hello", JONAS),
        ("@JONAS hello", JONAS),
        ("@jonas: hello", JONAS),
        ("@jonas", JONAS),
        ("jon: hello", JON),
        ("@mary ann, hello", MARY_ANN),
        ("Mary Ann: hello", MARY_ANN),
        ("Jonas hello", None),
        ("@jonasson hello", None),
        ("hello Jonas: hello", None),
        ("", None),
        (": hello", None),
    ],
)
def test_whom_a_message_is_visibly_meant_for(text: str, who: Profile | None) -> None:
    assert addressed_to(text, PEOPLE) == (who.person if who else None)


def test_a_person_without_a_name_is_never_addressed() -> None:
    assert addressed_to(": hello", [replace(JON, name="")]) is None


@given(st.text())
def test_any_text_is_heard_or_is_empty(text: str) -> None:
    event = to_event(replace(SAID, text=text), PEOPLE)
    assert (event is None) is (not text.strip())
