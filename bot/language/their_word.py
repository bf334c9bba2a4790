"""Reading that somebody waits for the customer's next word: "until she writes", "bis der Kunde antwortet"."""

import re
from collections.abc import Iterator

from bot.language.words import any_of, plain

_THEY = (
    "she", "he", "they", "it", "customer", "client", "user", "member", "person", "somebody", "someone",
    "sie", "er", "es", "kunde", "kundin", "kunden", "jemand",
    "ella", "él", "ellas", "ellos", "cliente", "clienta", "clientes", "que",
    "elle", "il", "elles", "ils", "qu'elle", "qu'il", "qu'elles", "qu'ils", "clients",
)  # fmt: skip
_WRITE = (
    "write", "writes", "wrote", "written", "answer", "answers", "answered", "reply", "replies", "replied", "respond",
    "responds", "responded", "react", "reacts", "speak", "speaks", "say something", "says something", "get back",
    "gets back", "come back", "comes back", "is back", "are back", "return", "returns", "post", "posts", "message",
    "messages",
    "schreibt", "schreiben", "geschrieben", "antwortet", "antworten", "geantwortet", "meldet", "melden", "gemeldet",
    "reagiert", "reagieren",
    "escriba", "escriban", "escrito", "responda", "respondan", "respondido", "conteste", "contesten", "contestado",
    "écrive", "écrivent", "écrit", "réponde", "répondent", "répondu", "réagisse", "réagissent",
)  # fmt: skip
_UNTIL = ("until", "till", "til", "for", "bis", "bis zu", "bis zur", "auf", "hasta", "jusqu'à", "jusqu'au")
_WORD = (
    "answer", "reply", "response", "word", "message", "antwort", "reaktion", "rückmeldung", "nachricht", "respuesta",
    "contestación", "mensaje", "réponse", "message",
)  # fmt: skip
_EVEN_IF = (
    "even if", "even when", "whether or not", "no matter if", "no matter whether", "auch wenn", "selbst wenn",
    "egal ob", "aunque", "incluso si", "même si",
)  # fmt: skip
_WHEN = (
    "when", "whenever", "once", "as soon as", "if", "unless", "wenn", "sobald", "falls", "außer", "es sei denn",
    "cuando", "en cuanto", "si", "a menos que", "salvo que", "quand", "lorsque", "dès que", "sauf si", "à moins que",
)  # fmt: skip

_BETWEEN = r"(?:\s\S+){0,2}\s"
_WRITES = rf"{_BETWEEN}{any_of(map(plain, _WRITE))}(?!\S)"
_FIRST = rf"(?<!\S)(?:{any_of(map(plain, _WHEN))}\s)?"
_THEY_WRITE = re.compile(rf"{_FIRST}{any_of(map(plain, _THEY))}{_WRITES}")
_UNTIL_A_WORD = re.compile(rf"(?<!\S){any_of(map(plain, _UNTIL))}{_BETWEEN}{any_of(map(plain, _WORD))}(?!\S)")
_WHATEVER = re.compile(rf"(?<!\S){any_of(map(plain, _EVEN_IF))}(?!\S)")


def waits_for_word(text: str, name: str) -> bool:
    """Whether a text names as the end of waiting what a customer of this name writes."""
    return any(way.search(plain(text)) for way in _ways(name))


def whatever_they_write(text: str, name: str) -> bool:
    """Whether it says that their word ends nothing ("Friday, even if she writes")."""
    return bool(_WHATEVER.search(plain(text))) and waits_for_word(text, name)


def without_their_word(text: str, name: str) -> str:
    """A plain text without what it says about that."""
    for way in (_WHATEVER, *_ways(name)):
        text = way.sub(" ", text)
    return " ".join(text.split())


def _ways(name: str) -> Iterator[re.Pattern[str]]:
    if called := plain(name):
        yield re.compile(rf"{_FIRST}{re.escape(called)}{_WRITES}")
    yield _THEY_WRITE
    yield _UNTIL_A_WORD
