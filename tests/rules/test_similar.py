"""Which past messages are most like this one, and why."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.similar import most_alike
from tests.rules.values import NOON, past_message

QUESTION = "The weekly export of archived projects stops"


def test_it_takes_two_telling_words() -> None:
    assert most_alike(QUESTION, [past_message("An export of mine")], 3) == []
    [match] = most_alike(QUESTION, [past_message("My weekly export?")], 3)
    assert match.shared == ("export", "weekly")


def test_rare_words_weigh_more_and_come_first() -> None:
    past = [
        past_message("weekly export once more", message_id="1"),
        past_message("weekly export again", message_id="2"),
        past_message("archived export", message_id="3"),
    ]
    best = most_alike(QUESTION, past, 3)[0]
    assert best.message.message_id == "3"
    assert best.shared == ("archived", "export")


def test_of_equals_the_newest_comes_first() -> None:
    past = [
        past_message("weekly export", message_id="old", at=NOON - timedelta(days=9)),
        past_message("weekly export", message_id="new", at=NOON),
    ]
    assert [match.message.message_id for match in most_alike(QUESTION, past, 2)] == ["new", "old"]


def test_dull_words_make_nothing_alike() -> None:
    past = [past_message("Can you help me with that, please?")]
    assert most_alike("Can you help me with this, please?", past, 3) == []


def test_names_web_addresses_and_small_numbers_make_nothing_alike() -> None:
    asked = "ben: see https://example.com/12 for lamp 12"
    assert most_alike(asked, [past_message("ben: see https://example.com/12 for chair 12")], 3) == []


_TEXTS = st.lists(
    st.sampled_from(["weekly", "export", "archived", "projects", "the", "of", "Büro", "2.1", "🙂", "?"]), max_size=6
).map(" ".join)


@given(_TEXTS, st.lists(_TEXTS, max_size=6), st.integers(0, 5))
def test_at_most_as_many_as_asked_for_and_only_of_what_was_given(text: str, past: list[str], most: int) -> None:
    messages = [past_message(said, message_id=str(number)) for number, said in enumerate(past)]
    found = most_alike(text, messages, most)
    assert len(found) <= most
    assert all(match.message in messages and len(match.shared) >= 2 for match in found)
