"""Reading whom somebody names to stand in for them, beside the time until which they are away."""

import re
import unicodedata

from bot.language.words import any_of, fold, plain

_AROUND = (
    "away", "off", "out", "back", "gone", "until", "till", "up to", "from now", "now", "on", "and", "please", "i am",
    "i'm", "i'll be", "i will be", "with", "by", "my colleague", "stands in", "stand in", "will stand in",
    "is standing in", "stand-in", "standing in", "covers", "cover", "will cover", "is covering", "covered", "fills in",
    "will fill in", "takes over", "will take over", "replaces", "will replace", "for me", "me",
    "on holiday", "on holidays", "on vacation", "on leave", "on parental leave", "sick",
    "weg", "abwesend", "bis", "zum", "am", "und", "bitte", "ich bin", "mit", "von", "durch", "vertritt", "vertreten",
    "vertretung", "springt ein", "übernimmt", "mich", "für mich", "im urlaub", "urlaub", "krank",
    "fuera", "ausente", "hasta", "el", "la", "y", "por favor", "estoy", "con", "sustituye", "sustituido por", "cubre",
    "por mí", "a mí", "de vacaciones", "de baja",
    "absent", "absente", "jusqu'à", "jusqu'au", "au", "le", "et", "s'il te plaît", "je suis", "avec", "remplace",
    "remplacé par", "remplacée par", "pour moi", "moi",
    "en vacances", "en congé", "malade",
)  # fmt: skip
_NOBODY = (
    "nobody", "no one", "noone", "none", "niemand", "niemanden", "keiner", "keine", "nadie", "ninguno", "ninguna",
    "personne", "personne ne", "aucun", "aucune",
)  # fmt: skip
_AROUND_A_NAME = re.compile(rf"(?<!\w){any_of(_AROUND)}(?!\w)|[^\w@.'’-]")


def named_to_stand_in(text: str) -> str:
    """The name in a text without its time ("Ben stands in"); empty when there is none."""
    text = unicodedata.normalize("NFC", text)
    left, end = "", 0
    for around in _AROUND_A_NAME.finditer(fold(text)):
        left += f"{text[end : around.start()]} "
        end = around.end()
    return " ".join(word for word in (left + text[end:]).split() if any(map(str.isalnum, word))).strip(".'’-")


def is_nobody(name: str) -> bool:
    """Whether what stands where a name could stand says that nobody does."""
    return plain(name) in _NOBODY
