"""What can be pressed, chosen and filled in, as a message or a modal shows it."""

from collections.abc import Mapping
from typing import Any

from tests.discord.loopback.components import LINK, SELECTS, Kind, walk
from tests.discord.loopback.people import Json
from tests.discord.loopback.talk import CannotDo


def button(components: list[Json], wanted: str) -> Json:
    """The button with this label or custom id, which can be pressed."""
    for each in walk(components):
        if each.get("type") == Kind.BUTTON and wanted in (each.get("custom_id"), each.get("label")):
            if each.get("disabled") or each.get("style") == LINK:
                raise CannotDo(f"{wanted} cannot be pressed, or only opens an address")
            return each
    raise CannotDo(f"there is no button {wanted}; there are {buttons(components)}")


def buttons(components: list[Json]) -> list[str]:
    """The labels of all buttons."""
    return [each.get("label", "") for each in walk(components) if each.get("type") == Kind.BUTTON]


def select(components: list[Json], wanted: str) -> Json:
    """The select with this custom id or placeholder, which can be used."""
    for each in walk(components):
        if each.get("type") in SELECTS and wanted in (each.get("custom_id"), each.get("placeholder")):
            if each.get("disabled"):
                raise CannotDo(f"{wanted} cannot be used")
            return each
    raise CannotDo(f"there is no select {wanted}")


def chosen(menu: Json, values: list[str]) -> list[str]:
    """The values of these options, by value or label; as many as the select allows."""
    least, most = menu.get("min_values", 1), menu.get("max_values", 1)
    if not least <= len(values) <= most:
        raise CannotDo(f"between {least} and {most} can be chosen")
    if menu["type"] != Kind.SELECT:
        return values
    known = {option["label"]: option["value"] for option in menu["options"]}
    known |= {option["value"]: option["value"] for option in menu["options"]}
    try:
        return [known[each] for each in values]
    except KeyError as missing:
        raise CannotDo(f"there is no option {missing}") from None


def filled(components: list[Json], given: Mapping[str, Any]) -> list[Json]:
    """A modal's components as they are sent: fields by custom ids or labels; what is left alone stays as it is."""
    left = dict(given)
    sent = [_filled(each, left) for each in components]
    if left:
        raise CannotDo(f"there are no fields {sorted(left)}")
    return [each for each in sent if each]


def _filled(component: Json, left: dict[str, Any]) -> Json:
    match component["type"]:
        case Kind.ROW:
            fields = [_field(each, each.get("label", ""), left) for each in component["components"]]
            return {"type": int(Kind.ROW), "id": component.get("id", 0), "components": fields}
        case Kind.LABEL:
            field = _field(component["component"], component["label"], left)
            return {"type": int(Kind.LABEL), "id": component.get("id", 0), "component": field}
        case _:
            return {"type": component["type"], "id": component.get("id", 0)}


def _field(field: Json, label: str, left: dict[str, Any]) -> Json:
    name = field["custom_id"]
    given = left.pop(name, left.pop(label, None))
    sent: Json = {"type": field["type"], "id": field.get("id", 0), "custom_id": name}
    if field["type"] != Kind.TEXT_INPUT:
        values = [given] if isinstance(given, str) else given
        if values is None:
            values = [each["value"] for each in field.get("options", []) if each.get("default")]
        return sent | {"values": chosen(field, values) if values or field.get("required", True) else []}
    value = field.get("value") or "" if given is None else given
    least, most = field.get("min_length") or (1 if field.get("required", True) else 0), field.get("max_length") or 4000
    if not least <= len(value) <= most and (value or field.get("required", True)):
        raise CannotDo(f"{label or name} takes between {least} and {most} characters")
    return sent | {"value": value}
