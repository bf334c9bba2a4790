"""Noticing that a customer's message asks for something or reports something."""

import re
from functools import lru_cache

from bot.language import LANGUAGES
from bot.language.replies import Reply, read_reply
from bot.language.words import content_words, cues, plain, sentences, shorten, without_files, without_links

READ_AT_MOST = 4_000
"""Characters of a message that are read; who has not asked by then is telling a story."""

TITLE_LENGTH = 140
"""Characters of the longest title."""

_ASKING = [language.asking for language in LANGUAGES]
_GREETING = cues(phrase for asking in _ASKING for phrase in asking.greetings).pattern
_GREETINGS_FIRST = re.compile(rf"\A(?:{_GREETING}\s*)+")
_QUESTIONS = cues(phrase for asking in _ASKING for phrase in asking.questions)
_CUES = cues(phrase for asking in _ASKING for phrase in asking.wishes + asking.troubles)
_IDLE = cues(phrase for language in LANGUAGES for phrase in language.asking.idle + language.replies.thanks)
_HELPING = cues(phrase for asking in _ASKING for phrase in asking.helping)
_WISH = cues(phrase for asking in _ASKING for phrase in asking.wishes).pattern
_POINTING = cues(phrase for asking in _ASKING for phrase in asking.pointers)
_WISH_FOR_THAT = re.compile(rf"{_WISH}(?:\s+{_POINTING.pattern})+")
_TROUBLES = cues(phrase for asking in _ASKING for phrase in asking.troubles)
_AGAIN = cues(phrase for asking in _ASKING for phrase in asking.again)
_CLAUSE = re.compile(r"[,;:–—-]\s+")
_FEWEST_WORDS_OF_A_QUESTION = 2
_FEWEST_TELLING_WORDS = 3
_FEWEST_WORDS_OF_A_MATTER = 2


def asks(text: str) -> bool:
    """Whether a customer's message asks something, wants something or says that something is wrong.

    Greetings, thanks, chatter, a link alone, a bare "?" and "anyone there?" do not; nor does a question that names
    nothing ("what was that for?"), nor who is helping somebody else ("have you tried…?").
    """
    read = without_links(without_files(text[:READ_AT_MOST]))
    return any(_asks(sentence, read) for sentence in sentences(read))


def first_question(text: str) -> str:
    """The sentence that says best what a message is about, at most `TITLE_LENGTH` characters.

    The first that asks or reports in telling words ("Can you help?" has none), else the one with the most of
    them; empty when there is no text.
    """
    spoken = sentences(without_files(text)) or sentences(text)
    asking = (sentence for sentence in spoken if _is_telling(sentence) and _asks(without_links(sentence), text))
    return shorten(next(asking, "") or max(spoken, key=_content, default=""), TITLE_LENGTH)


def taken_from(text: str, summary: str) -> bool:
    """Whether these words of a text sum it up, or once did."""
    return summary.removesuffix("…") in " ".join(text.split())


def is_vague(text: str) -> bool:
    """Whether somebody who reads only this does not know what it is about ("Hi, I need some help")."""
    return _content(text) < _FEWEST_WORDS_OF_A_MATTER


def is_back(text: str, matter: str) -> bool:
    """Whether it says that something is wrong again, or still, and names nothing but this matter.

    "It broke again" names nothing; "the export broke again" names the export.
    """
    read = without_links(text[:READ_AT_MOST])
    return bool(_AGAIN.search(plain(read))) and any(_is_back(clause, matter) for clause in _CLAUSE.split(read))


def _is_back(clause: str, matter: str) -> bool:
    said = plain(clause)
    now = " ".join(_AGAIN.sub(" ", said).split())
    trouble = _TROUBLES.search(now)
    if trouble is None or now == said:
        return False
    named = _named(clause) - set(" ".join(_AGAIN.findall(said) + _TROUBLES.findall(now)).split())
    points_back = bool(_POINTING.match(_without_greeting(now))) and named.isdisjoint(now[: trouble.start()].split())
    return not named or points_back or not named.isdisjoint(_named(matter))


def _named(text: str) -> set[str]:
    return {plain(word) for word in content_words(text)}


def _is_telling(sentence: str) -> bool:
    return _content(sentence) >= _FEWEST_TELLING_WORDS


def _content(sentence: str) -> int:
    return len(set(content_words(without_links(sentence))))


@lru_cache(100)  # first whether a message asks, then what
def _asks(sentence: str, whole: str) -> bool:
    return _sounds_asking(sentence, whole) and read_reply(sentence) is Reply.TROUBLE


def _sounds_asking(sentence: str, whole: str) -> bool:
    said_so = [plain(clause) for clause in _CLAUSE.split(sentence)]
    matters = [_matter(clause) for clause in said_so]
    theirs = [matter for clause, matter in zip(said_so, matters, strict=True) if not _HELPING.search(clause)]
    clauses = [matter for matter in theirs if not _WISH_FOR_THAT.fullmatch(matter)]
    said = " ".join(clauses)
    if len(said.split()) < _FEWEST_WORDS_OF_A_QUESTION:
        return False
    opened = any(_QUESTIONS.match(clause) for clause in clauses)
    question = opened or (theirs == matters and ("?" in sentence or "？" in sentence))
    return bool(_CUES.search(said)) or (question and bool(content_words(whole)))


def _matter(clause: str) -> str:
    """What is left of plain words without greetings and phrases that only look like asking."""
    return _without_greeting(" ".join(_IDLE.sub(" ", _without_greeting(clause)).split()))


def _without_greeting(said: str) -> str:
    return _GREETINGS_FIRST.sub("", said)
