"""The documented limits of blocks, and the ids that Slack gives to blocks and elements which have none."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.slack.loopback.calls import SlackError
from tests.slack.loopback.elements import IN_ACTIONS, IN_INPUT, IN_SECTION, element_problems
from tests.slack.loopback.people import Json
from tests.slack.loopback.rich_text import rich_text_problems
from tests.slack.loopback.texts import count, length, text_object

MOST_IN_A_MESSAGE = 50
MOST_IN_A_VIEW = 100


def check_blocks(blocks: Any, most: int = MOST_IN_A_MESSAGE, error: str = "invalid_blocks") -> None:
    """Refuse blocks that Slack would refuse, saying where they are wrong as Slack does."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    problems = list(block_problems(blocks, most))
    if problems:
        told = [f"[ERROR] {problem}" for problem in problems]
        raise SlackError(error, errors=problems, response_metadata={"messages": told})


def block_problems(blocks: list[Json], most: int) -> Iterator[str]:
    """What is wrong with these blocks, each with the place."""
    if len(blocks) > most:
        yield f"no more than {most} items allowed [json-pointer:/blocks]"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    for block_id in dict.fromkeys(each for each in ids if ids.count(each) > 1):
        yield f"`block_id` already exists: {block_id} [json-pointer:/blocks]"
    markdown = sum(len(str(block.get("text", ""))) for block in blocks if block.get("type") == "markdown")
    if markdown > 12_000:
        yield "must be no more than 12000 characters in all markdown blocks [json-pointer:/blocks]"
    for number, block in enumerate(blocks):
        at = f"/blocks/{number}"
        yield from length(block.get("block_id", "-"), 255, f"{at}/block_id")
        kind = KINDS.get(block.get("type", ""))
        yield from kind(block, at) if kind else [f"unsupported type: {block.get('type')} [json-pointer:{at}/type]"]


def _section(block: Json, at: str) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield f"missing required field: text [json-pointer:{at}]"
    if "text" in block:
        yield from text_object(block["text"], 3000, f"{at}/text")
    if "fields" in block:
        yield from count(block["fields"], 1, 10, f"{at}/fields")
        for number, field in enumerate(block["fields"]):
            yield from text_object(field, 2000, f"{at}/fields/{number}")
    if "accessory" in block:
        yield from element_problems(block["accessory"], IN_SECTION, f"{at}/accessory")


def _header(block: Json, at: str) -> Iterator[str]:
    return text_object(block.get("text"), 150, f"{at}/text", plain=True)


def _context(block: Json, at: str) -> Iterator[str]:
    elements = block.get("elements", [])
    yield from count(elements, 1, 10, f"{at}/elements")
    for number, element in enumerate(elements):
        place = f"{at}/elements/{number}"
        if element.get("type") == "image":
            yield from _image(element, place)
        else:
            yield from text_object(element, 3000, place)


def _actions(block: Json, at: str) -> Iterator[str]:
    elements = block.get("elements", [])
    yield from count(elements, 1, 25, f"{at}/elements")
    ids = [element["action_id"] for element in elements if "action_id" in element]
    if len(ids) != len(set(ids)):
        yield f"`action_id` already exists in this block [json-pointer:{at}/elements]"
    for number, element in enumerate(elements):
        yield from element_problems(element, IN_ACTIONS, f"{at}/elements/{number}")


def _input(block: Json, at: str) -> Iterator[str]:
    yield from text_object(block.get("label"), 2000, f"{at}/label", plain=True)
    if "hint" in block:
        yield from text_object(block["hint"], 2000, f"{at}/hint", plain=True)
    yield from element_problems(block.get("element"), IN_INPUT, f"{at}/element")


def _image(block: Json, at: str) -> Iterator[str]:
    yield from length(block.get("alt_text"), 2000, f"{at}/alt_text")
    if "slack_file" not in block:
        yield from length(block.get("image_url"), 3000, f"{at}/image_url")


def _markdown(block: Json, at: str) -> Iterator[str]:
    return length(block.get("text"), 12_000, f"{at}/text")


def _anything(block: Json, at: str) -> Iterator[str]:
    return iter(())


KINDS: dict[str, Callable[[Json, str], Iterator[str]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "markdown": _markdown,
    "divider": _anything,
    "rich_text": rich_text_problems,
}


def with_ids(blocks: list[Json], new_id: Callable[[str], str]) -> list[Json]:
    """The blocks as Slack stores them: every block and every element that can be used has an id."""
    return [_with_id(block, new_id) for block in blocks]


def _with_id(block: Json, new_id: Callable[[str], str]) -> Json:
    stored: Json = {"block_id": new_id("b"), **block}
    if stored["type"] == "actions":
        stored["elements"] = [{"action_id": new_id("a"), **element} for element in stored["elements"]]
    for name in ("accessory", "element"):
        if name in stored and stored[name]["type"] != "image":
            stored[name] = {"action_id": new_id("a"), **stored[name]}
    return stored
