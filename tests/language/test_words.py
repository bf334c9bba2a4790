"""How text is cut into words and sentences, and cut short."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import LANGUAGES
from bot.language.words import content_words, fold, in_order, is_blank, sentences, shorten, without_address, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t Panic!", ["don't", "panic"]),
        ("Größe: ÉTÉ", ["grösse", "été"]),
        ("e\u0301te\u0301", ["été"]),
        ("version 2.6.8 fails.", ["version", "2.6.8", "fails"]),
        ("印刷が dead", ["印", "刷", "が", "dead"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("'quoted' _under_score", ["quoted", "under", "score"]),
        ("👍 …", []),
    ],
)
def test_words_are_casefolded_and_keep_accents_and_inner_apostrophes(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(st.sampled_from("aZ09 .'`_-\n,")))
def test_plain_ascii_is_cut_as_any_other_text_is(text: str) -> None:
    assert words(text) == words(f"{text} 印")[:-1]


def test_content_words_leave_out_what_every_message_has() -> None:
    assert content_words("Hello, the export of my invoices is empty") == ["export", "invoices", "empty"]
    assert content_words("der Drucker ist kaputt") == ["drucker", "kaputt"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It broke. Help!", ["It broke.", "Help!"]),
        ("one line\n\nanother  ", ["one line", "another"]),
        ("use 2.6.8 from example.com/a.b now", ["use 2.6.8 from example.com/a.b now"]),
        ("Am 3. März, z. B. um 9", ["Am 3. März, z. B. um 9"]),
        ("Dr. Who? Yes…  maybe", ["Dr. Who?", "Yes…", "maybe"]),
        ('He said "no." Then left.', ['He said "no."', "Then left."]),
        ("壊れた。助けて", ["壊れた。", "助けて"]),
        ("... ", ["..."]),
        ("", []),
    ],
)
def test_sentences_end_at_full_stops_and_lines_but_not_inside_versions(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 5, "short"),
        ("a  b\nc", 5, "a b c"),
        ("one two three", 9, "one two…"),
        ("one two, three", 9, "one two…"),
        ("unbreakable", 6, "unbre…"),
        ("ab e\u0301e\u0301e\u0301", 5, "ab…"),
        ("👩\u200d👩\u200d👧 and more", 4, "…"),
        ("anything", 1, "…"),
    ],
)
def test_a_long_text_is_cut_after_a_word(text: str, limit: int, expected: str) -> None:
    assert shorten(text, limit) == expected


@given(st.text(), st.integers(1, 60))
def test_a_shortened_text_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


@given(st.text())
def test_every_word_and_sentence_comes_from_the_text(text: str) -> None:
    assert all(words(text))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(fold(composed)) == len(composed)


def test_no_stop_word_is_written_in_a_way_that_words_never_gives() -> None:
    for language in LANGUAGES:
        for word in language.stop_words.split():
            assert words(word) == [word], language.name


@pytest.mark.parametrize(
    "text", ["", " \n\t\xa0", "\u200b\u2060\ufeff", "\u202e\u2066\u200f", "\ufe0f", "\u3164\u2800", "\0"]
)
def test_a_text_of_which_nothing_can_be_seen_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["?", "🙂", "❤️", "שלום", "\u200bhi", "印", "\U0001fae8"])
def test_a_text_of_which_something_can_be_seen_is_not(text: str) -> None:
    assert not is_blank(text)


def test_marks_that_turn_text_round_are_left_out_and_nothing_else() -> None:
    assert in_order("a\u202eb\u2066c\u2069 שלום\u200f 👨\u200d👩\u200d👧") == "abc שלום\u200f 👨\u200d👩\u200d👧"


def test_whom_a_text_is_addressed_to_is_left_out_and_nothing_else() -> None:
    assert without_address("Ana: the lamp, again") == "the lamp, again"
    assert without_address("@ben, look") == "look"
    assert without_address("the lamp: again") == "the lamp: again"
