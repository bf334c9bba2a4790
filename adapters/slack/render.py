"""Our words as Block Kit. People's words go into rich text as plain text: Slack reads no markup there."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from adapters.slack.links import link_to
from bot.language.words import in_order
from bot.messages import Button, CustomerWords, Fact, Line, Quote, StaffWords
from bot.model.places import Person

TITLE, LINE, LABEL = 250, 3_000, 75
PARTS, BUTTONS, BUTTONS_IN_A_ROW = 30, 10, 5
WHY = 1_000
MOST = 7_000
"""Characters of the JSON of what is said. Slack's own limit is not documented: bolt-js issues 2509 and 2867 tell of
`msg_blocks_too_long` at 13,200 for all blocks of a message, and at 11,341 for rich text; buttons need room too."""
FALLBACK = 800  # characters of what notifications and screen readers show; escaped they are five times as many at most

Words = StaffWords | CustomerWords
Json = dict[str, Any]

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_STYLES = {"main": "primary", "danger": "danger"}
_WHEN = "{date_short_pretty} {time}"


def blocks(words: Words, home: str) -> list[Json]:
    """What is shown. `home` is the address of the workspace, for links to its messages."""
    if isinstance(words, CustomerWords):
        shown = [_rich_text(_customer_elements(words)), *_why(words)]
    else:
        shown = [_rich_text(_staff_elements(words, home))]
    return [*shown, *_rows(words.buttons[:BUTTONS])]


def fallback(words: Words) -> str:
    """What a notification says and a screen reader reads, for which Slack's blocks do not exist: all but the buttons.

    It has no markup, and nothing that Slack could take for some.
    """
    said = _customer_lines(words) if isinstance(words, CustomerWords) else [words.title, *map(_as_text, words.parts)]
    return escape(cut("\n".join(line for line in said if line), FALLBACK)) or "…"


def _customer_lines(words: CustomerWords) -> list[str]:
    return [*([f"{words.by}:"] if words.by else []), *words.lines, words.why]


def _as_text(part: Line | Fact | Quote) -> str:
    match part:
        case Line(text):
            return text
        case Fact(label, text):
            return f"{label}: {text}"
        case Quote(by, text):
            return f"{by}: {cut(text, part.most)}"


def escape(text: str) -> str:
    """Text in which Slack finds no mention, link or entity."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, limit: int) -> str:
    """The text in at most so many characters, the last of them "…" when something is missing.

    What no text can hold (control characters, halves of characters) is replaced by U+FFFD.
    """
    text = _NO_TEXT.sub("\ufffd", in_order(text))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def button_value(button: Button) -> str:
    """What a button carries: names to look up, which prove nothing."""
    return json.dumps([button.word, button.about, button.choice])


def _rich_text(elements: Sequence[Json]) -> Json:
    fits = _length(elements) <= MOST  # as it nearly always does: then no piece is measured by itself
    return {"type": "rich_text", "elements": list(elements if fits else _within_bounds(elements))}


def _within_bounds(elements: Sequence[Json]) -> Iterator[Json]:
    left = MOST
    for element in elements:
        kept = []
        for piece in element["elements"]:
            left -= _length(piece)
            if left < 0:
                break
            kept.append(piece)
        if left < 0:
            yield {**element, "elements": [*kept, _text("…")]}
            return
        yield element


def _length(told: Json | Sequence[Json]) -> int:
    """Characters of its JSON."""
    return len(json.dumps(told, ensure_ascii=False))


def _staff_elements(words: StaffWords, home: str) -> list[Json]:
    first = [_text(cut(words.title, TITLE), bold=True)] if words.title else []
    if words.mention:
        first = [_mention(words.mention), _text(" "), *first]
    elements: list[Json] = []
    lines = [first] if first else []
    for part in words.parts[:PARTS]:
        if isinstance(part, Quote):
            elements += [_section(_joined(lines))] if lines else []
            elements.append(_quote(part, home))
            lines = []
        else:
            lines.append(_line(part))
    return [*elements, _section(_joined(lines))] if lines or not elements else elements


def _customer_elements(words: CustomerWords) -> list[Json]:
    lines = [[_text(cut(line, LINE))] for line in words.lines[:PARTS] if line]
    if words.by:
        lines.insert(0, [_text(cut(words.by, TITLE), bold=True)])
    return [_section(_joined(lines))]


def _why(words: CustomerWords) -> list[Json]:
    if not words.why:
        return []
    return [{"type": "context", "elements": [_plain(cut(words.why, WHY))]}]


def _line(part: Line | Fact) -> list[Json]:
    if isinstance(part, Fact):
        return [_text(f"{cut(part.label, TITLE)}: ", bold=True), *_some(part.text)]
    return _some(part.text)


def _quote(quote: Quote, home: str) -> Json:
    link = link_to(quote.source.place, quote.source.message_id, home) if quote.source else ""
    said = [*_some(cut(quote.text, quote.most)), _text("\n"), _text(f"— {cut(quote.by, TITLE)}", italic=True)]
    if quote.at:
        when: Json = {"type": "date", "timestamp": int(quote.at.timestamp()), "format": _WHEN}
        when["fallback"] = f"{quote.at:%d %b %Y %H:%M} UTC"
        said += [_text(", "), {**when, "url": link} if link else when]
    elif link:
        said += [_text(", "), {"type": "link", "url": link, "text": "see the message"}]
    return {"type": "rich_text_quote", "elements": said}


def _some(text: str) -> list[Json]:
    """A piece of text, which Slack wants not to be empty."""
    return [_text(cut(text, LINE))] if text else []


def _joined(lines: Sequence[list[Json]]) -> list[Json]:
    pieces: list[Json] = []
    for line in lines:
        pieces += [_text("\n"), *line] if pieces else line
    return pieces or [_text("…")]


def _section(pieces: list[Json]) -> Json:
    return {"type": "rich_text_section", "elements": pieces}


def _text(text: str, *, bold: bool = False, italic: bool = False) -> Json:
    style = {name: True for name, wanted in (("bold", bold), ("italic", italic)) if wanted}
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def _mention(person: Person) -> Json:
    return {"type": "user", "user_id": person.user_id}


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def _rows(buttons: Sequence[Button]) -> Iterator[Json]:
    for row in range(0, len(buttons), BUTTONS_IN_A_ROW):
        several = buttons[row : row + BUTTONS_IN_A_ROW]
        yield {"type": "actions", "elements": [_button(each, row + place) for place, each in enumerate(several)]}


def _button(button: Button, number: int) -> Json:
    element: Json = {"type": "button", "action_id": f"care-{number}", "value": button_value(button)}
    element["text"] = _plain(cut(button.label, LABEL) or "…")
    style = _STYLES.get(button.weight)
    return {**element, "style": style} if style else element
