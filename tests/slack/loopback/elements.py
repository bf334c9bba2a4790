"""The documented limits of what stands inside blocks and can be used: buttons, selects, inputs."""

from collections.abc import Iterator
from typing import Any

from tests.slack.loopback.people import Json
from tests.slack.loopback.texts import count, length, text_object

SELECTS = frozenset(
    f"{many}{kind}_select"
    for many in ("", "multi_")
    for kind in ("static", "external", "users", "conversations", "channels")
)
PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons"})
WRITTEN = frozenset({"plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"})
IN_ACTIONS = frozenset({"button", "overflow"}) | SELECTS | PICKERS
IN_SECTION = IN_ACTIONS | {"image"}
IN_INPUT = SELECTS | PICKERS | WRITTEN
MOST_OPTIONS = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}  # of a select: 100


def element_problems(element: Any, allowed: frozenset[str], at: str) -> Iterator[str]:
    """What is wrong with one element, each with the place."""
    if not isinstance(element, dict) or element.get("type") not in allowed:
        yield f"unsupported element [json-pointer:{at}]"
        return
    if "action_id" in element:
        yield from length(element["action_id"], 255, f"{at}/action_id")
    if element["type"] == "button":
        yield from _button(element, at)
    if "options" in element:
        yield from _options(element["options"], MOST_OPTIONS.get(element["type"], 100), f"{at}/options")
    if "placeholder" in element:
        yield from text_object(element["placeholder"], 150, f"{at}/placeholder", plain=True)
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{at}/confirm")
    if element["type"] == "plain_text_input":
        yield from length(element.get("initial_value", "-"), 3000, f"{at}/initial_value", least=0)
        if not 1 <= element.get("max_length", 3000) <= 3000:
            yield f"must be between 1 and 3000 [json-pointer:{at}/max_length]"
    yield from _initial_option(element, at)


def _button(button: Json, at: str) -> Iterator[str]:
    yield from text_object(button.get("text"), 75, f"{at}/text", plain=True)
    yield from length(button.get("value", "-"), 2000, f"{at}/value")
    yield from length(button.get("url", "-"), 3000, f"{at}/url")
    yield from length(button.get("accessibility_label", "-"), 75, f"{at}/accessibility_label")
    if button.get("style") not in (None, "primary", "danger"):
        yield f"must be primary or danger [json-pointer:{at}/style]"


def _options(options: Any, most: int, at: str) -> Iterator[str]:
    yield from count(options, 1, most, at)
    for number, option in enumerate(options):
        yield from text_object(option.get("text"), 75, f"{at}/{number}/text")
        yield from length(option.get("value"), 150, f"{at}/{number}/value")
        if "description" in option:
            yield from text_object(option["description"], 75, f"{at}/{number}/description")


def _initial_option(element: Json, at: str) -> Iterator[str]:
    chosen = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    if "options" in element and not all(option in element["options"] for option in chosen):
        yield f"must be one of the options [json-pointer:{at}/initial_option]"


def _confirm(confirm: Json, at: str) -> Iterator[str]:
    yield from text_object(confirm.get("title"), 100, f"{at}/title", plain=True)
    yield from text_object(confirm.get("text"), 300, f"{at}/text")
    yield from text_object(confirm.get("confirm"), 30, f"{at}/confirm", plain=True)
    yield from text_object(confirm.get("deny"), 30, f"{at}/deny", plain=True)
