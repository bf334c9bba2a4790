"""Whatever customers write: our cards ping nobody, link to nothing but our own, break no block and stay in bounds."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from adapters.slack.forms import home_page, modal, shown
from adapters.slack.render import blocks, fallback
from bot.messages import Button, CustomerWords, Fact, Form, FormField, Line, Part, Quote, Source, StaffWords
from bot.model.places import Person, Place
from tests.slack.loopback.appearance import Appearance, appearance
from tests.slack.loopback.blocks import check_blocks
from tests.slack.loopback.messages import Version

HOME = "https://acme.slack.com/"
MOST_TEXT = 4_000  # characters of a text that chat.update takes
MOST_BLOCKS = 50
MOST_JSON = 13_200  # characters of all blocks together
NASTY = (
    "<!channel> <!here> <@U0ADA> <#C0HELP> <!subteam^S0STAFF> @here #general",
    "<https://evil.example|https://bank.example> <mailto:a@b.example> https://evil.example",
    "*b* _i_ ~s~ `c` ```code``` > quote\n- list\n:smile: &lt;!here&gt; &amp;",
    "\u202e\u2066\u200b\u0000\x07\ud800 \U0001f600" * 3,
    "مرحبا بالعالم <!channel>",
    "x" * 4_000,
    "<" * 1_000,
    "&" * 1_000,
    "\n" * 500,
)
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=300))
places = st.sampled_from(
    [Place("slack", "C0HELP"), Place("slack", "C0HELP", "1712.000100"), Place("slack", "@U0AMINA")]
)
sources = st.none() | st.builds(Source, places, st.just("1712.000200"))
moments = st.none() | st.integers(0, 2**31).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
parts: st.SearchStrategy[Part] = st.one_of(
    st.builds(Line, texts), st.builds(Fact, texts, texts), st.builds(Quote, texts, texts, moments, sources)
)
buttons = st.builds(Button, texts.map(lambda text: text[:200]), st.just("take"), st.just("ab12"), st.just(""))
people = st.none() | st.just(Person("slack", "U0JONAS"))
whispers = st.builds(
    StaffWords,
    title=texts,
    parts=st.lists(parts, max_size=40).map(tuple),
    mention=people,
    buttons=st.lists(buttons, max_size=30).map(tuple),
)
tellings = st.builds(
    CustomerWords,
    lines=st.lists(texts, max_size=40).map(tuple),
    why=texts.filter(bool),
    by=texts,
    buttons=st.lists(buttons, max_size=30).map(tuple),
)
fields = st.builds(
    FormField,
    st.sampled_from(["when", "words", "to"]),
    texts,
    texts,
    texts,
    st.lists(st.tuples(texts.map(lambda text: text[:50]), texts), max_size=200).map(tuple),
)


def read(made: list[dict[str, Any]]) -> Appearance:
    """What people see of the blocks; their text goes out with `parse` off, which leaves bare names and addresses be."""
    return appearance(Version("", made, [], set()), names_live=True)


def characters(shown: Any) -> Iterator[str]:
    """Every text in it."""
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, dict):
        for each in shown.values():
            yield from characters(each)
    elif isinstance(shown, list):
        for each in shown:
            yield from characters(each)


@given(words=whispers)
@example(words=StaffWords(title=""))
@example(words=StaffWords(title=NASTY[0], parts=tuple(Quote(text, text) for text in NASTY)))
def test_a_whisper_pings_only_whom_it_is_for_and_links_only_to_our_workspace(words: StaffWords) -> None:
    made = blocks(words, HOME)
    check_blocks(made, MOST_BLOCKS)
    seen, notified = read(made), appearance(Version(fallback(words), [], [], set()))
    assert seen.pings == ([words.mention.user_id] if words.mention else [])
    assert notified.pings == []
    assert all(link.startswith(f"{HOME}archives/") for link, _ in seen.links)


@given(words=tellings)
@example(words=CustomerWords(lines=(), by="Ana"))
@example(words=CustomerWords(lines=NASTY, why=NASTY[5]))
def test_what_customers_are_told_pings_nobody_and_links_nowhere(words: CustomerWords) -> None:
    made = blocks(words, HOME)
    check_blocks(made, MOST_BLOCKS)
    seen, notified = read(made), appearance(Version(fallback(words), [], [], set()))
    assert (seen.pings, seen.links, notified.pings) == ([], [], [])


@given(words=whispers | tellings)
def test_nothing_is_longer_than_slack_takes(words: StaffWords | CustomerWords) -> None:
    assert len(fallback(words)) <= MOST_TEXT
    made = blocks(words, HOME)
    assert len(made) <= MOST_BLOCKS
    assert len(json.dumps(made, ensure_ascii=False)) < MOST_JSON
    assert not any(character in text for text in characters(made) for character in "\x00\ud800\x07")
    check_blocks(shown(words, HOME)["blocks"], MOST_BLOCKS)
    check_blocks(home_page(words, HOME)["blocks"], MOST_BLOCKS)


def test_who_has_it_read_out_hears_all_but_the_buttons() -> None:
    quote = Quote("Amina", "Why does it <stop>?", datetime(2026, 3, 2, tzinfo=UTC))
    whisper = StaffWords(title="Amina is back", parts=(Fact("Known", "since May"), quote, Line("Nothing more.")))
    assert fallback(whisper).splitlines() == [
        "Amina is back",
        "Known: since May",
        "Amina: Why does it &lt;stop&gt;?",
        "Nothing more.",
    ]
    told = CustomerWords(lines=("How is it?",), why="This message is automatic.")
    assert fallback(told) == "How is it?\nThis message is automatic."
    assert fallback(CustomerWords(lines=("It runs again.",), by="Jonas")) == "Jonas:\nIt runs again."


@given(title=texts, each=st.lists(fields, min_size=1, max_size=3, unique_by=lambda field: field.name))
def test_forms_are_within_slacks_limits_whatever_they_are_filled_with(title: str, each: list[FormField]) -> None:
    view = modal(Form(title=title, word="note", about="", fields=tuple(each), submit=title), "[]")
    check_blocks(view["blocks"], 100)
    assert len(view["title"]["text"]) <= 24
    assert len(view["submit"]["text"]) <= 24


def test_a_quote_is_cut_and_links_to_the_whole() -> None:
    quote = Quote("Amina", "x" * 600, datetime(2026, 3, 2, tzinfo=UTC), Source(Place("slack", "C0HELP"), "1712.000200"))
    [rich] = blocks(StaffWords(title="Amina", parts=(quote,)), HOME)
    said = "".join(piece.get("text", "") for piece in rich["elements"][1]["elements"])
    assert "x" * 499 + "…" in said
    assert f"{HOME}archives/C0HELP/p1712000200" in str(rich)


def test_what_is_too_long_is_cut_and_what_came_before_it_stays() -> None:
    facts = tuple(Fact(f"Note {number}", "x" * 2_600) for number in range(4))
    [rich] = blocks(StaffWords(title="Briefing", parts=facts), HOME)
    said = "".join(piece.get("text", "") for piece in rich["elements"][0]["elements"])
    assert said.startswith("Briefing")
    assert "Note 1" in said
    assert said.endswith("…")
