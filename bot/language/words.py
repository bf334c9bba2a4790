"""Cutting text into words and sentences, and cutting it short."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from bot.language import LANGUAGES

_HALF = re.compile("[\ud800-\udfff]")
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u109f\u200d"
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_LETTERS = rf"(?:[^\W_{_CJK}]++|[{_MARKS}])++"
_WORD = re.compile(rf"\d+(?:\.\d+)+|[{_CJK}]|{_LETTERS}(?:'{_LETTERS})*")
_ASCII_WORD = re.compile(r"\d+(?:\.\d+)+|[a-z\d]+(?:'[a-z\d]+)*", re.ASCII)  # finds the same, twice as fast
_APOSTROPHES = str.maketrans("’‘`´ʼ", "'''''")
_FILES = re.compile(r"^\[(?:file|sticker): .*\]$\n?", re.MULTILINE)
_LINK = re.compile(r"<?\b(?:https?://|www\.)\S+", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Me", "Mn", "Zl", "Zp", "Zs"})  # categories; marks need a letter
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and a pattern of dots that look like a space
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"\A@?\S+[:,]\s")
_SENTENCE_END = re.compile(
    r"[\n.!?…。！？]"  # first, so that all else is passed over at once
    r"(?:(?<=[\n。！？])"
    r"|(?<!\b\d\.)(?<!\b\d\d\.)(?<!\b\w\.)(?<!\b(?:dr|mr|ms|nr|ca)\.)(?<!\b(?:mrs|bzw|etc|sra|mme)\.)"
    r"(?P<closing>[\"')\]»”]*)\s+)",
    re.IGNORECASE,
)


def words(text: str) -> list[str]:
    """The words of a text in their order, casefolded, with accents and inner apostrophes ("don't").

    A version number is one word; each Chinese or Japanese character is one. Empty when there are none.
    """
    return list(_words(text))


def content_words(text: str) -> list[str]:
    """The words that say what a text is about: without the stop words of every language we read."""
    dull = _stop_words()
    return [word for word in _words(text) if word not in dull]


def sentences(text: str) -> list[str]:
    """The sentences of a chat message, trimmed, none empty.

    The end of a line ends one; a dot in a version, an address or after a number does not.
    """
    return list(_sentences(text))


def shorten(text: str, limit: int) -> str:
    """The text on one line, at most `limit` characters (1 or more), cut after a word with "…"."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = limit - 1
    space = line.rfind(" ", 0, cut + 1)
    if space > cut // 2:
        return line[:space].rstrip(" ,;:–-") + "…"
    while cut > 0 and _belongs_to_the_one_before(line, cut):
        cut -= 1
    return line[:cut].rstrip() + "…"


def is_blank(text: str) -> bool:
    """Whether nobody could see anything of this text."""
    if text[:1].isascii() and text[:1].isalnum():  # nearly always, and soon seen
        return False
    return all(unicodedata.category(character) in _UNSEEN or character in _FILLERS for character in text)


def whole(text: str) -> str:
    """The text with halves of characters, which no file and no database can hold, replaced by U+FFFD."""
    return _HALF.sub("\ufffd", text)


def in_order(text: str) -> str:
    """The text without the marks by which it could turn round what stands beside it; no letter is lost."""
    return _TURNS.sub("", text)


def without_files(text: str) -> str:
    """The text without the lines in which a platform's adapter names files and stickers: “[file: shot.png]”."""
    return _FILES.sub("", text) if "[" in text else text


def without_links(text: str) -> str:
    """The text without web addresses."""
    may_have_one = "//" in text or "www." in text.lower()  # seen sooner than searched for
    return _LINK.sub(" ", text) if may_have_one else text


def without_address(text: str) -> str:
    """The text without the one word that says whom it is for ("Ana: …", "@Ana, …")."""
    return _ADDRESS.sub("", text)


def without_names(text: str, names: Iterable[str]) -> str:
    """The text without these people's names, whole or any part of them, with or without "@"."""
    parts = {part for name in names for part in (name, *name.split()) if part}
    longest_first = sorted(map(re.escape, parts), key=len, reverse=True)
    return re.sub(rf"(?<!\w)@?(?:{'|'.join(longest_first) or '(?!)'})(?!\w)", " ", text, flags=re.IGNORECASE)


def fold(text: str) -> str:
    """The text in lower case without accents, character for character, so that positions stay the same.

    Give it text in normal form C.
    """
    text = _with_one_apostrophe(text)
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


@lru_cache(100)  # of the same sentence much is asked
def plain(text: str) -> str:
    """The words of a text as cues are compared: lower case, no accents, no apostrophes, single spaces."""
    return fold(" ".join(_words(text))).replace("'", "")


def any_of(phrases: Iterable[str]) -> str:
    """A regular expression for any of these phrases in folded text, the longest first."""
    longest_first = sorted({fold(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    by_first: defaultdict[str, list[str]] = defaultdict(list)  # what cannot match is passed over at its first character
    for phrase in longest_first:
        by_first[phrase[:1]].append(re.sub(r"(\\?[ -])+", r"[\\s-]+", re.escape(phrase[1:])))
    groups = (f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items())
    return f"(?:{'|'.join(groups)})" if by_first else r"(?!)"


def cues(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of these phrases as whole words in `plain` text."""
    return re.compile(rf"(?<!\S){any_of(plain(phrase) for phrase in phrases)}(?!\S)")


def phrase_words(phrases: Iterable[str]) -> frozenset[str]:
    """The words of these phrases as they stand in `plain` text."""
    return frozenset(word for phrase in phrases for word in plain(phrase).split())


@lru_cache(100)  # first whether a message asks, then what
def _sentences(text: str) -> tuple[str, ...]:
    found, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        found.append(text[start : end.start() + 1] + (end["closing"] or ""))
        start = end.end()
    return tuple(sentence for each in (*found, text[start:]) if (sentence := each.strip()))


@lru_cache(100)
def _words(text: str) -> tuple[str, ...]:
    pattern = _ASCII_WORD if text.isascii() else _WORD
    return tuple(pattern.findall(_with_one_apostrophe(unicodedata.normalize("NFC", text)).casefold()))


def _with_one_apostrophe(text: str) -> str:
    return text.replace("`", "'") if text.isascii() else text.translate(_APOSTROPHES)  # seven times as fast


@cache
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in language.stop_words.split())


def _belongs_to_the_one_before(line: str, at: int) -> bool:
    character, before = line[at], line[at - 1]
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me", "Sk", "Cf")
        or before == "\u200d"
        or all("\U0001f1e6" <= one <= "\U0001f1ff" for one in (before, character))
    )
