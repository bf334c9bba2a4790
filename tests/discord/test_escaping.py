"""Whatever customers write: our cards ping nobody, link to nothing but our own, come alive nowhere, stay in bounds."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord.places import Spot
from adapters.discord.render import message, modal
from bot.messages import Button, CustomerWords, Fact, Form, FormField, Line, Part, Quote, Source, StaffWords
from bot.model.places import Person, Place
from tests.discord.loopback.appearance import Appearance, appearance
from tests.discord.loopback.forms import Words, check_modal, words
from tests.discord.loopback.messages import Pings, Version

KEY = "k" * 26
SPOTS = {"100": Spot("900", is_forum=False), "101": Spot("900", is_forum=True)}
OURS = "https://discord.com/channels/900/"
FOR_CUSTOMERS = {"bold", "subtext"}
FOR_STAFF = {"bold", "quote"}
NASTY = (
    "@everyone @here <@1234567> <@!1234567> <@&1234567> <#100> </care note:5> <id:browse> <t:0:R>",
    "[our bank](https://evil.example) <https://evil.example> https://evil.example discord.gg/abc Discord.com/invite/x",
    "**b** __u__ *i* _i_ ~~s~~ ||x|| `c` ```py\ncode``` > quote\n>>> all\n# big\n### b\n-# small\n- one\n* two\n1. x",
    "\\*b\\* \\\\**b** \\[x](https://evil.example) \\",
    "\u202e\u2066\u200b\u0000\x07\ud800 \U0001f600" * 3,
    "a\u2028# b\u2028- c\u0085# d\r# e\x0b# f",
    "x" * 40_000,
    "*" * 5_000,
    "\n" * 500,
    " " * 90,
)
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=300), st.text("*_~|`<>[]()#-:\\/@ \nab1.", max_size=60))
places = st.sampled_from([Place("discord", "100"), Place("discord", "101", "700"), Place("discord", "@1234567")])
elsewhere = st.just(Place("discord", "666"))
sources = st.none() | st.builds(Source, places | elsewhere, st.just("800"))
moments = st.none() | st.integers(0, 2**31).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
parts: st.SearchStrategy[Part] = st.one_of(
    st.builds(Line, texts), st.builds(Fact, texts, texts), st.builds(Quote, texts, texts, moments, sources)
)
labels = texts.map(lambda text: text[:200])
buttons = st.builds(Button, labels, st.just("take"), st.sampled_from(["ab12", "x" * 200]), st.sampled_from(["", "yes"]))
people = st.none() | st.just(Person("discord", "7654321"))
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
choices = st.lists(st.tuples(labels, texts), max_size=60, unique_by=lambda choice: choice[0][:99]).map(tuple)
names = st.lists(st.sampled_from(["when", "words", "to", "kind", "text", "fixed", "topic"]), min_size=1, unique=True)
fields = names.flatmap(
    lambda names: st.tuples(*(st.builds(FormField, st.just(name), texts, texts, texts, choices) for name in names))
)


def taken(said: StaffWords | CustomerWords) -> Words:
    """What Discord takes of it; it refuses what is beyond its limits."""
    return words(message(said, KEY, SPOTS), [])


def settled(shown: Any) -> Any:
    """The same with a dot for each escaped ` and _: our own Discord takes these two for marks, Discord does not."""
    match shown:
        case str():
            return re.sub(r"\\(.)", lambda found: "·" if found[1] in "`_" else found[0], shown, flags=re.DOTALL)
        case dict():
            return {name: settled(each) for name, each in shown.items()}
        case list():
            return [settled(each) for each in shown]
        case _:
            return shown


def seen(said: StaffWords | CustomerWords) -> Appearance:
    """What people see of it, and whom it pings."""
    made = taken(said)
    assert made.allowed is not None
    pings = Pings(made.allowed.get("users") or [], made.allowed.get("roles") or [], bool(made.allowed.get("parse")))
    return appearance(Version(made.content, made.embeds, settled(made.components), pings, set()))


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


@given(said=whispers)
@example(said=StaffWords(title=""))
@example(said=StaffWords(title=NASTY[0], parts=tuple(Quote(text, text) for text in NASTY)))
@example(said=StaffWords(title="", parts=tuple(Line(text) for text in NASTY)))
def test_a_whisper_pings_only_whom_it_is_for_and_links_only_to_our_own_messages(said: StaffWords) -> None:
    shown = seen(said)
    whom = [said.mention.user_id] if said.mention else []
    assert shown.pings == whom
    assert shown.mentions == whom
    assert all(link.startswith(OURS) for link, _ in shown.links)
    assert set(shown.marks) <= FOR_STAFF


@given(said=tellings)
@example(said=CustomerWords(lines=(), by="Ana"))
@example(said=CustomerWords(lines=NASTY, why=NASTY[2]))
@example(said=CustomerWords(lines=(), why=NASTY[1], by=NASTY[2]))
def test_what_customers_are_told_pings_nobody_and_links_nowhere(said: CustomerWords) -> None:
    shown = seen(said)
    assert (shown.pings, shown.mentions, shown.links) == ([], [], [])
    assert set(shown.marks) <= FOR_CUSTOMERS


@given(line=texts)
@example(line=NASTY[2])
def test_nothing_that_was_written_is_taken_for_a_mark(line: str) -> None:
    assert seen(StaffWords(title="", parts=(Line(line),))).marks == []


@given(said=whispers | tellings)
def test_nothing_is_in_it_that_discord_does_not_show(said: StaffWords | CustomerWords) -> None:
    made = taken(said)
    assert not any(character in text for text in characters(made.components) for character in "\x00\ud800\x07")
    assert all(each.strip() for each in seen(said).buttons)


@given(title=texts, fields=fields)
def test_forms_are_within_discords_limits_whatever_they_are_filled_with(
    title: str, fields: tuple[FormField, ...]
) -> None:
    view = modal(Form(title=title, word="note", about="", fields=fields, submit=title), "care|note||")
    check_modal(view)
    assert view["title"].strip()


@given(text=texts, by=texts)
@example(text="first\nsecond", by="Ana\nwho says")
def test_no_line_of_a_quote_stands_outside_of_it(text: str, by: str) -> None:
    [box] = message(StaffWords(title="Amina", parts=(Quote(by, text),)), KEY, SPOTS)["components"]
    _, *quoted = box["components"][0]["content"].split("\n")
    assert all(line.startswith("> ") for line in quoted)


def test_a_quote_is_cut_and_links_to_the_whole() -> None:
    quote = Quote("Amina", "x" * 600, datetime(2026, 3, 2, tzinfo=UTC), Source(Place("discord", "100"), "800"))
    shown = seen(StaffWords(title="Amina", parts=(quote,)))
    assert "x" * 499 + "…" in shown.text
    assert [link for link, _ in shown.links] == [f"{OURS}100/800"]


def test_the_same_button_twice_stands_there_once() -> None:
    twice = StaffWords(title="Amina", buttons=(Button("Take", "take", "ab"), Button("Take it", "take", "ab")))
    assert seen(twice).buttons == ["Take"]


def test_a_number_at_the_beginning_of_a_line_stays_as_it_was_written() -> None:
    assert seen(CustomerWords(lines=("1. Open it", "- twice"), why="why")).text.startswith("1. Open it\n- twice")
