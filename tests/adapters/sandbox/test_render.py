"""The bot's words survive being kept as JSON, whatever is in them, and never grow without bounds."""

import json
from datetime import UTC
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from adapters.sandbox.render import cut, from_json, to_json
from bot.messages import Button, CustomerWords, Fact, Line, Quote, Source, StaffWords
from bot.model.places import Person, Place

anything = st.text(st.characters())
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
plain = st.text(st.characters(codec="utf-8", exclude_characters=f"\0{TURNS}"), max_size=75)


def words(text: st.SearchStrategy[str], most: int) -> st.SearchStrategy[StaffWords | CustomerWords]:
    people = st.builds(Person, text, text)
    sources = st.builds(Source, st.builds(Place, text, text, st.none() | text), text)
    quotes = st.builds(Quote, text, text, st.none() | st.datetimes(timezones=st.just(UTC)), st.none() | sources)
    parts = st.one_of(st.builds(Line, text), st.builds(Fact, text, text), quotes)
    buttons = st.lists(st.builds(Button, text, text, text, text, text), max_size=most // 2).map(tuple)
    staff = st.builds(
        StaffWords,
        title=text,
        parts=st.lists(parts, max_size=most).map(tuple),
        mention=st.none() | people,
        buttons=buttons,
    )
    lines = st.lists(text, max_size=most).map(tuple)
    why = text.map(lambda said: said or "because")
    return staff | st.builds(CustomerWords, lines=lines, why=why, by=text, buttons=buttons)


def strings(value: Any) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for each in value.values() for text in strings(each)]
        case list():
            return [text for each in value for text in strings(each)]
        case _:
            return []


@given(words(plain, 20))
def test_words_come_back_as_they_were(given_words: StaffWords | CustomerWords) -> None:
    assert from_json(json.loads(json.dumps(to_json(given_words)))) == given_words


@given(words(anything, 40))
def test_any_text_can_be_kept_and_is_cut_once(given_words: StaffWords | CustomerWords) -> None:
    kept = to_json(given_words)
    assert not any("\0" in text for text in strings(kept))
    json.dumps(kept, ensure_ascii=False).encode()
    assert to_json(from_json(kept)) == kept


def test_what_is_too_long_or_too_much_is_cut() -> None:
    parts = (Line("x" * 2_000), Fact("x" * 200, "x" * 2_000), Quote("x" * 200, "x" * 2_000)) * 10
    button = Button("x" * 200, "take", "about")
    kept = from_json(to_json(StaffWords(title="x" * 200, parts=parts, buttons=(button,) * 20)))
    assert isinstance(kept, StaffWords)
    assert kept.title == "x" * 149 + "…"
    assert (len(kept.parts), len(kept.buttons)) == (20, 10)
    assert kept.parts[0] == Line("x" * 1_499 + "…")
    assert kept.parts[1] == Fact("x" * 149 + "…", "x" * 1_499 + "…")
    assert kept.parts[2] == Quote("x" * 149 + "…", "x" * 499 + "…")
    assert kept.buttons[0] == Button("x" * 74 + "…", "take", "about")


def test_a_customer_is_not_told_without_end() -> None:
    kept = from_json(to_json(CustomerWords(lines=("x" * 2_000,) * 30, why="x" * 2_000)))
    assert isinstance(kept, CustomerWords)
    assert kept.lines == ("x" * 1_499 + "…",) * 20
    assert kept.why == "x" * 1_499 + "…"


def test_markup_is_kept_letter_by_letter() -> None:
    markup = "<b>&amp;</b> *x* <!channel> `\\n`"
    assert from_json(to_json(StaffWords(title=markup))) == StaffWords(title=markup)


def test_a_text_that_just_fits_is_not_cut() -> None:
    assert cut("x" * 150, 150) == "x" * 150


def test_what_no_file_can_hold_is_replaced() -> None:
    assert cut("a\0b\ud800c", 10) == "a\ufffdb\ufffdc"
