"""The limits of texts and lists inside blocks."""

from collections.abc import Iterator
from typing import Any


def length(value: Any, most: int, at: str, least: int = 1) -> Iterator[str]:
    """What is wrong with a text that must be there."""
    if not isinstance(value, str):
        yield f"must be a string [json-pointer:{at}]"
    elif len(value) > most:
        yield f"must be no more than {most} characters [json-pointer:{at}]"
    elif len(value) < least:
        yield f"must be more than {least - 1} characters [json-pointer:{at}]"


def count(values: Any, least: int, most: int, at: str) -> Iterator[str]:
    """What is wrong with the length of a list."""
    if not isinstance(values, list):
        yield f"must be an array [json-pointer:{at}]"
    elif not least <= len(values) <= most:
        yield f"no fewer than {least} and no more than {most} items allowed [json-pointer:{at}]"


def text_object(value: Any, most: int, at: str, plain: bool = False) -> Iterator[str]:
    """What is wrong with a text object; `plain` where no markup is allowed."""
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if not isinstance(value, dict) or value.get("type") not in kinds:
        yield f"must be a valid text object of type {' or '.join(kinds)} [json-pointer:{at}]"
        return
    allowed = {"type", "text", "emoji"} if value["type"] == "plain_text" else {"type", "text", "verbatim"}
    for name in sorted(value.keys() - allowed):
        yield f"additional property not allowed: {name} [json-pointer:{at}]"
    yield from length(value.get("text"), most, f"{at}/text")
