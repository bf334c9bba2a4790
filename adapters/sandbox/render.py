"""The bot's words as bounded, plain JSON, and back again: nothing in it is markup."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.language.words import in_order
from bot.messages import Button, CustomerWords, Fact, Line, Part, Quote, Source, StaffWords
from bot.model.places import Person, Place

TITLE, LINE, LABEL = 150, 1_500, 75
PARTS, BUTTONS = 20, 10

Words = StaffWords | CustomerWords
Json = dict[str, Any]

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with zero bytes and lone surrogates, which no file can hold, replaced by U+FFFD."""
    return _NO_TEXT.sub("\ufffd", text)


def cut(text: str, limit: int) -> str:
    """The text, cleaned, in at most `limit` characters, the last of them "…" when something is missing."""
    text = clean(in_order(text))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def to_json(words: Words) -> Json:
    """Words as JSON; `for` is "staff" or "customer". What is too long or too many is cut."""
    buttons = [_button(button) for button in words.buttons[:BUTTONS]]
    if isinstance(words, CustomerWords):
        lines = [cut(line, LINE) for line in words.lines[:PARTS]]
        said = {"lines": lines, "why": cut(words.why, LINE), "by": cut(words.by, TITLE)}
        return {"for": "customer", **said, "buttons": buttons}
    return {
        "for": "staff",
        "title": cut(words.title, TITLE),
        "parts": [_part(part) for part in words.parts[:PARTS]],
        "mention": words.mention and _person(words.mention),
        "buttons": buttons,
    }


def from_json(json: Mapping[str, Any]) -> Words:
    """The words that `to_json` was given, as far as they were within bounds."""
    buttons = tuple(Button(**button) for button in json["buttons"])
    if json["for"] == "customer":
        return CustomerWords(lines=tuple(json["lines"]), why=json["why"], by=json["by"], buttons=buttons)
    return StaffWords(
        title=json["title"],
        parts=_parts(json["parts"]),
        mention=Person(**json["mention"]) if json["mention"] else None,
        buttons=buttons,
    )


def _button(button: Button) -> Json:
    return {
        "label": cut(button.label, LABEL),
        "word": cut(button.word, LABEL),
        "about": cut(button.about, TITLE),
        "choice": cut(button.choice, TITLE),
        "weight": cut(button.weight, LABEL),
    }


def _part(part: Part) -> Json:
    match part:
        case Line():
            return {"kind": "line", "text": cut(part.text, LINE)}
        case Fact():
            return {"kind": "fact", "label": cut(part.label, TITLE), "text": cut(part.text, LINE)}
        case Quote():
            return {
                "kind": "quote",
                "by": cut(part.by, TITLE),
                "text": cut(part.text, part.most),
                "at": part.at and part.at.isoformat(),
                "source": part.source and _source(part.source),
            }


def _parts(parts: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    return tuple(_part_from(part) for part in parts)


def _part_from(json: Mapping[str, Any]) -> Part:
    match json["kind"]:
        case "line":
            return Line(json["text"])
        case "fact":
            return Fact(json["label"], json["text"])
        case _:
            at = json["at"] and datetime.fromisoformat(json["at"])
            return Quote(json["by"], json["text"], at, _source_from(json["source"]))


def _person(person: Person) -> Json:
    return {"platform": cut(person.platform, TITLE), "user_id": cut(person.user_id, TITLE)}


def _source(source: Source) -> Json:
    place = source.place
    return {
        "platform": cut(place.platform, TITLE),
        "channel_id": cut(place.channel_id, TITLE),
        "thread_id": None if place.thread_id is None else cut(place.thread_id, TITLE),
        "message_id": cut(source.message_id, TITLE),
    }


def _source_from(json: Mapping[str, Any] | None) -> Source | None:
    if json is None:
        return None
    return Source(Place(json["platform"], json["channel_id"], json["thread_id"]), json["message_id"])
