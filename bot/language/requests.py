"""Noticing that a customer's message asks for something or reports something."""

import re

from bot.language import LANGUAGES
from bot.language.replies import Reply, read_reply
from bot.language.words import cues, plain, sentences, shorten, without_links

TITLE_LENGTH = 140
"""Characters of the longest title."""

_ASKING = [language.asking for language in LANGUAGES]
_GREETINGS = re.compile(
    rf"(?:{cues(phrase for asking in _ASKING for phrase in asking.greetings).pattern}\s*)+"
)
_QUESTIONS = cues(phrase for asking in _ASKING for phrase in asking.questions)
_CUES = cues(phrase for asking in _ASKING for phrase in asking.wishes + asking.troubles)
_IDLE = cues(phrase for asking in _ASKING for phrase in asking.idle)
_FEWEST_WORDS_OF_A_QUESTION = 2


def asks(text: str) -> bool:
    """Whether a customer's message asks something, wants something or says that something is wrong.

    Greetings, thanks, chatter, a link alone, a bare "?" and "anyone there?" do not.
    """
    return any(_asks(sentence) for sentence in sentences(without_links(text)))


def first_question(text: str) -> str:
    """The sentence that says best what a message is about, at most `TITLE_LENGTH` characters.

    The first that asks or reports, else the first that is more than a greeting, else the first; empty when
    there is no text.
    """
    spoken = sentences(text)
    asking = (sentence for sentence in spoken if _asks(without_links(sentence)))
    telling = (sentence for sentence in spoken if _without_greeting(plain(sentence)))
    return shorten(next(asking, next(telling, spoken[0] if spoken else "")), TITLE_LENGTH)


def _asks(sentence: str) -> bool:
    if read_reply(sentence) is not Reply.TROUBLE:
        return False
    said = _IDLE.sub(" ", _without_greeting(plain(sentence)))
    said = _without_greeting(" ".join(said.split()))
    if len(said.split()) < _FEWEST_WORDS_OF_A_QUESTION:
        return False
    return "?" in sentence or "？" in sentence or bool(_QUESTIONS.match(said) or _CUES.search(said))


def _without_greeting(said: str) -> str:
    return _GREETINGS.sub("", said)
