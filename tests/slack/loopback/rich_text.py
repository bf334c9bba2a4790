"""The rules of rich text blocks, whose elements show what they are given and read no markup in it."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.slack.loopback.people import Json
from tests.slack.loopback.texts import length

GROUPS = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")
NEEDED = {
    "text": "text",
    "link": "url",
    "user": "user_id",
    "usergroup": "usergroup_id",
    "channel": "channel_id",
    "broadcast": "range",
    "emoji": "name",
    "date": "format",
    "color": "value",
    "team": "team_id",
}
"""What an element of each type cannot be without."""
STYLES = {"bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"}


def rich_text_problems(block: Json, at: str) -> Iterator[str]:
    """What is wrong with a rich text block, each with the place."""
    yield from _each(block, at, _group)


def _each(holder: Json, at: str, problems: Callable[[Json, str], Iterator[str]]) -> Iterator[str]:
    elements = holder.get("elements")
    if not isinstance(elements, list) or not elements:
        yield f"missing element [json-pointer:{at}/elements]"
        return
    for number, element in enumerate(elements):
        yield from problems(element, f"{at}/elements/{number}")


def _group(element: Json, at: str) -> Iterator[str]:
    if element.get("type") == "rich_text_list":
        if element.get("style") not in ("bullet", "ordered"):
            yield f"must be bullet or ordered [json-pointer:{at}/style]"
        yield from _each(element, at, _group)
    elif element.get("type") in GROUPS:
        yield from _each(element, at, _piece)
    else:
        yield f"unsupported type: {element.get('type')} [json-pointer:{at}/type]"


def _piece(element: Json, at: str) -> Iterator[str]:
    kind = element.get("type", "")
    if kind not in NEEDED:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    yield from length(element.get(NEEDED[kind]), 12_000, f"{at}/{NEEDED[kind]}")
    if kind == "link" and "text" in element:
        yield from length(element["text"], 12_000, f"{at}/text")
    if kind == "date" and not isinstance(element.get("timestamp"), int):
        yield f"must be an integer [json-pointer:{at}/timestamp]"
    style: Any = element.get("style", {})
    if not isinstance(style, dict) or not style.keys() <= STYLES:
        yield f"unknown style [json-pointer:{at}/style]"
