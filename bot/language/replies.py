"""Understanding what a customer writes once their matter was resolved, or when asked how it is going."""

import re
from enum import StrEnum

from bot.language import LANGUAGES
from bot.language.words import cues, phrase_words, plain, without_links

_HAPPY = frozenset("👍👌🙏❤♥😊🙂😀😃😄😁😍🥰🤗🎉🥳✅💯💪🙌👏😎🤝💙💚💛🧡💜😉☺✨⭐🌟🏻🏼🏽🏾🏿\ufe0f\u200d")
_UNHAPPY = re.compile(r"[:;=👎😡😠🤬😞😢😭🙁☹😕😟😤💔❌🤔🙄😒](?:(?<![:;=])|-?['’]?[(/\\|\[])")
_SMILE = re.compile(r"[:;=xX<^](?:(?<=[:;=xX])(?<!\w.)-?[)\]DPp3]+(?!\w)|(?<=<)3|(?<=\^)\^)")
_STICKER = re.compile(r"\[sticker: [^\]\n]*\]")
_CLAUSE_END = re.compile(r"[.,;!:\n…()–—-]+(?=\s|$)|\n")
_UNKNOWN_WORDS_BESIDE_FINE = 3
_LONGEST_KIND_WORDS = 1_000
"""Characters; whoever writes more than this says more than thanks."""
_REPLIES = [language.replies for language in LANGUAGES]
_STOP = cues(phrase for replies in _REPLIES for phrase in replies.stop)
_START = cues(phrase for replies in _REPLIES for phrase in replies.start)
_PLEASE = cues(phrase for replies in _REPLIES for phrase in replies.please)
_KNOWN = cues(phrase for replies in _REPLIES for phrase in replies.thanks + replies.fine + replies.yes)
_FINE = cues(phrase for replies in _REPLIES for phrase in replies.fine + replies.yes)
_YES = cues(phrase for replies in _REPLIES for phrase in replies.yes)
_FILLERS = cues(phrase for replies in _REPLIES for phrase in replies.fillers)
_KIND_WORDS = phrase_words(
    phrase for replies in _REPLIES for phrase in replies.thanks + replies.fine + replies.yes + replies.fillers
)
_WISH_WORDS = phrase_words(phrase for replies in _REPLIES for phrase in replies.stop + replies.start + replies.please)
_DOUBTS = cues(phrase for replies in _REPLIES for phrase in replies.doubts)


class Reply(StrEnum):
    """What an answer says."""

    FINE = "fine"
    """It works, or all is well."""
    TROUBLE = "trouble"
    """It does not, or something else is wanted, or it is unclear."""
    STOP = "stop"
    """No more automatic messages."""
    THANKS = "thanks"
    """Nothing but thanks and politeness."""


def read_reply(text: str) -> Reply:
    """What a customer's answer says; what is unclear, a question or empty is TROUBLE, for a person."""
    if is_stop(text):
        return Reply.STOP
    if len(text) > _LONGEST_KIND_WORDS:
        return Reply.TROUBLE
    text = _STICKER.sub(" ", text)
    if "?" in text or "？" in text:
        return Reply.TROUBLE
    text = _SMILE.sub(" ", text)
    parts = [part for part in _CLAUSE_END.split(text) if part.strip()]
    strange = [word for word in plain(text).split() if word not in _KIND_WORDS]
    if len(strange) > _UNKNOWN_WORDS_BESIDE_FINE * len(parts):  # too many in one of them, seen at once
        return Reply.TROUBLE
    if _UNHAPPY.search(text) or without_links(text) != text:
        return Reply.TROUBLE
    clauses = [clause for part in parts if (clause := plain(part))]
    if not clauses:
        return Reply.THANKS if text.strip() and set(text) <= _HAPPY | {" ", "\n", "!", "."} else Reply.TROUBLE
    heard = {_clause(clause) for clause in _joined_where_known(clauses)}
    if Reply.TROUBLE in heard:
        return Reply.TROUBLE
    return Reply.FINE if Reply.FINE in heard else Reply.THANKS


def is_stop(text: str) -> bool:
    """Whether the message is nothing but the wish to get no automatic messages ("STOP!", "stop please")."""
    return _alone(_STOP, text)


def is_start(text: str) -> bool:
    """Whether the message is nothing but the wish to get them again ("start")."""
    return _alone(_START, text)


def is_yes(text: str) -> bool:
    """Whether the message is nothing but a yes ("Yep.", "it does"): to whom nothing was asked it says nothing."""
    said = plain(_STICKER.sub(" ", text))
    return bool(_YES.search(said)) and not _FILLERS.sub("", _YES.sub("", said)).strip()


def doubts(text: str) -> bool:
    """Whether any word or face in it may say that something is not as it should be ("still", "nothing", "but")."""
    return bool(_UNHAPPY.search(text) or _DOUBTS.search(plain(text)))


def _alone(wish: re.Pattern[str], text: str) -> bool:
    said = plain(_STICKER.sub(" ", text))
    if not _WISH_WORDS.issuperset(said.split()):  # seen at once, and nearly always so
        return False
    return bool(wish.search(said)) and not _PLEASE.sub("", wish.sub("", said)).strip()


def _joined_where_known(clauses: list[str]) -> list[str]:
    """The clauses, or all of them as one where a phrase we know has punctuation inside ("no, thanks")."""
    whole = " ".join(clauses)
    return clauses if len(clauses) == 1 or _rest(whole) else [whole]


def _clause(clause: str) -> Reply:
    rest = _rest(clause)
    if len(rest.split()) > _UNKNOWN_WORDS_BESIDE_FINE or _DOUBTS.search(rest):
        return Reply.TROUBLE
    if any(_FINE.fullmatch(phrase) for phrase in _KNOWN.findall(clause)):
        return Reply.FINE
    return Reply.TROUBLE if rest else Reply.THANKS


def _rest(clause: str) -> str:
    """The words that belong to no phrase we know; a doubt is never taken for a filler."""
    rest = _KNOWN.sub(" ", clause)
    filler = rest if _DOUBTS.search(rest) else _FILLERS.sub(" ", rest)
    return " ".join(filler.split())
