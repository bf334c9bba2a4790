"""What a text says beside the time it names, so that nothing of it is passed over."""

from functools import cache
from re import Pattern

from bot.language import LANGUAGES
from bot.language.their_word import without_their_word
from bot.language.words import cues, plain

_SMALL = (
    "until", "till", "til", "up to", "or", "and", "then", "please", "thanks", "thank you", "again", "first", "just",
    "only", "that", "me", "to me", "us", "to us", "latest", "wait",
    "whichever comes first", "whichever is first", "whatever comes first",
    "bis", "zu", "zur", "oder", "und", "dann", "bitte", "danke", "wieder", "mir", "uns", "sich", "dass", "nur", "erst",
    "warte", "warten", "die", "das", "spätestens", "je nachdem was zuerst kommt", "was zuerst kommt",
    "was zuerst eintritt",
    "hasta", "que", "o", "y", "por favor", "gracias", "de nuevo", "me", "nos", "solo", "los", "espera",
    "lo que ocurra primero",
    "jusqu'à", "jusqu'au", "jusqu'en", "jusqu'à ce", "ou", "et", "s'il te plaît", "s'il vous plaît", "merci",
    "de nouveau", "nous", "seulement", "les", "attends", "selon ce qui arrive en premier",
)  # fmt: skip


def left_over(beside: str, customer: str = "") -> str:
    """The words that say something of their own; empty when there are none.

    Of whom it is said what becomes of it when they write, that says nothing of its own.
    """
    rest = without_their_word(plain(beside), customer) if customer else plain(beside)
    left = set(_small().sub(" ", rest).split())
    return " ".join(word for word in beside.split() if left.intersection(plain(word).split()))


@cache
def _small() -> Pattern[str]:
    tables = [language.times for language in LANGUAGES]
    return cues([*_SMALL, *(word for table in tables for word in (*table.joins, *table.at, *table.on_day))])
