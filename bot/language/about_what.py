"""Reading what a time is for from the words beside it: "tomorrow to call her", "to call her tomorrow"."""

import re
import unicodedata

from bot.language.words import any_of, fold

_FIRST = ("me", "us", "please", "and", "mich", "uns", "bitte", "und", "por favor", "y", "nos", "svp", "et", "nous")
_INTRODUCES = (
    "to", "about", "of", "that",
    "zu", "an", "daran", "wegen", "dass",
    "para", "sobre", "que", "de",
    "pour", "au sujet de", "à propos de",
)  # fmt: skip
_MARKS = r"[\s,.:;–—-]*"
_SKIPPED = re.compile(rf"{_MARKS}(?:{any_of(_FIRST)}(?!\w){_MARKS})*")
_INTRODUCED = re.compile(rf"{_SKIPPED.pattern}{any_of(_INTRODUCES)}(?!\w){_MARKS}")


def introduced(text: str) -> str:
    """What "to", "about" or the like introduces at the beginning of a text; empty when nothing does."""
    return _behind(_INTRODUCED, text)


def matter(text: str) -> str:
    """The text without such a word, and without what is only polite before it."""
    return introduced(text) or _behind(_SKIPPED, text)


def _behind(beginning: re.Pattern[str], text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    found = beginning.match(fold(text))
    return text[found.end() :].strip() if found else ""
