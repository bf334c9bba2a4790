"""A reminder tells what it is about, once."""

from bot.messages import Fact
from bot.texts import whispers
from tests.rules.values import conversation, customer, delivery, message

ABOUT = Fact("About", "Why does the export stop?")


def _parts(last_words: str) -> list[object]:
    words = whispers.reminder(delivery(), conversation(), customer=customer(), last=message(last_words))
    return list(words.parts)


def test_it_says_so_where_the_last_words_do_not() -> None:
    assert ABOUT in _parts("hehe, yes")


def test_last_words_that_tell_it_say_it_alone() -> None:
    assert ABOUT not in _parts("Hello! Why does the export stop?")
