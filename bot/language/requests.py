"""Noticing that a customer's message asks for something or reports something."""

import re

from bot.language import LANGUAGES
from bot.language.replies import Reply, read_reply
from bot.language.words import content_words, cues, plain, sentences, shorten, without_links

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
_CLAUSE = re.compile(r"[,;:–—-]\s+")
_FEWEST_WORDS_OF_A_QUESTION = 2
_FEWEST_TELLING_WORDS = 3


def asks(text: str) -> bool:
    """Whether a customer's message asks something, wants something or says that something is wrong.

    Greetings, thanks, chatter, a link alone, a bare "?" and "anyone there?" do not.
    """
    return any(_asks(sentence) for sentence in sentences(without_links(text[:READ_AT_MOST])))


def first_question(text: str) -> str:
    """The sentence that says best what a message is about, at most `TITLE_LENGTH` characters.

    The first that asks or reports in telling words ("Can you help?" has none), else the one with the most of
    them; empty when there is no text.
    """
    spoken = sentences(text)
    asking = (sentence for sentence in spoken if _is_telling(sentence) and _asks(without_links(sentence)))
    return shorten(next(asking, max(spoken, key=_content, default="")), TITLE_LENGTH)


def _is_telling(sentence: str) -> bool:
    return _content(sentence) >= _FEWEST_TELLING_WORDS


def _content(sentence: str) -> int:
    return len(set(content_words(sentence)))


def _asks(sentence: str) -> bool:
    if read_reply(sentence) is not Reply.TROUBLE:
        return False
    clauses = [_matter(clause) for clause in _CLAUSE.split(sentence)]
    said = " ".join(clauses)
    if len(said.split()) < _FEWEST_WORDS_OF_A_QUESTION:
        return False
    opened = any(_QUESTIONS.match(clause) for clause in clauses)
    return opened or "?" in sentence or "？" in sentence or bool(_CUES.search(said))


def _matter(clause: str) -> str:
    """What is left without greetings and phrases that only look like asking."""
    return _without_greeting(" ".join(_IDLE.sub(" ", _without_greeting(plain(clause))).split()))


def _without_greeting(said: str) -> str:
    return _GREETINGS_FIRST.sub("", said)
