"""What can be used in a message or a form: finding it, and what Slack says about what was done with it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.slack.loopback.people import Json

OPTIONS_OF = ("static_select", "radio_buttons", "overflow", "multi_static_select", "checkboxes")
FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "overflow": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
}
"""What a field's value is called in what Slack sends, and in the block."""


class NotThere(Exception):
    """Nothing like that can be used there, or not so; the message says what can."""


def usable(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element that can be used, each with its block."""
    for block in blocks:
        elements = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        yield from ((block, element) for element in elements if element and "action_id" in element)


def label(element: Json) -> str:
    """What stands on a button."""
    return str(element.get("text", {}).get("text", ""))


def find(blocks: Sequence[Json], named: str) -> tuple[Json, Json]:
    """The element of this action id, value or label, with its block; `NotThere` if none or several have it."""
    found = [
        (block, element)
        for block, element in usable(blocks)
        if named in (element["action_id"], element.get("value"), label(element))
    ]
    if len(found) != 1:
        there = [label(element) or element["action_id"] for _, element in usable(blocks)]
        raise NotThere(f"{len(found)} times {named!r} among {there}")
    return found[0]


def used(block: Json, element: Json, chosen: Any, at: str) -> Json:
    """The action that Slack tells when somebody has pressed or chosen this."""
    action: Json = {"action_id": element["action_id"], "block_id": block["block_id"], "type": element["type"]}
    if element["type"] == "button":
        kept: Json = {name: element[name] for name in ("text", "value", "style") if name in element}
        return {**action, **kept, "action_ts": at}
    name, _ = FIELDS[element["type"]]
    return {**action, name: _value(element, chosen), "action_ts": at}


def state(blocks: Sequence[Json], filled: Mapping[str, Any]) -> Json:
    """The state of a form: what was filled in by action id or block id, and what stood there already."""
    values: Json = {}
    left = dict(filled)
    for block, element in usable(blocks):
        if block["type"] == "input" or element["type"] in FIELDS:
            given = [left.pop(name) for name in (element["action_id"], block["block_id"]) if name in left]
            field = _field(element, given)
            if block["type"] == "input" and not block.get("optional") and field[_name(element)] in (None, "", []):
                raise NotThere(f"{block['block_id']} must be filled in")
            values.setdefault(block["block_id"], {})[element["action_id"]] = field
    if left:
        raise NotThere(f"no field {sorted(left)} in this form")
    return {"values": values}


def _name(element: Json) -> str:
    return FIELDS[element["type"]][0]


def _field(element: Json, given: list[Any]) -> Json:
    name, initial = FIELDS[element["type"]]
    value = _value(element, given[0]) if given else element.get(initial)
    if isinstance(value, str) and name == "value":
        most, least = element.get("max_length", 3000), element.get("min_length", 0)
        if not (value == "" or least <= len(value) <= most):
            raise NotThere(f"{element['action_id']} takes {least} to {most} characters")
    return {"type": element["type"], name: value}


def _value(element: Json, chosen: Any) -> Any:
    if element["type"] not in OPTIONS_OF or chosen is None:
        return chosen
    if isinstance(chosen, list):
        return [_option(element, each) for each in chosen]
    return _option(element, chosen)


def _option(element: Json, chosen: str) -> Json:
    """The option of this value or label."""
    groups = [group["options"] for group in element.get("option_groups", [])]
    options: list[Json] = [*element.get("options", []), *(option for group in groups for option in group)]
    for option in options:
        if chosen in (option["value"], label(option)):
            return option
    raise NotThere(f"no {chosen!r} among {[label(option) for option in options]}")
