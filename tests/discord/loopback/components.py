"""Whether Discord would take these components, of a message or of a modal."""

from collections.abc import Iterator
from enum import IntEnum

from tests.discord.loopback.errors import FormErrors
from tests.discord.loopback.people import Json


class Kind(IntEnum):
    """What sort of component, in Discord's numbers."""

    ROW = 1
    BUTTON = 2
    SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18


SELECTS = (Kind.SELECT, Kind.USER_SELECT, Kind.ROLE_SELECT, Kind.MENTIONABLE_SELECT, Kind.CHANNEL_SELECT)
LINK = 5  # a button's style
IN_CONTAINER = (Kind.ROW, Kind.SECTION, Kind.TEXT, Kind.GALLERY, Kind.FILE, Kind.SEPARATOR)
TOP = {
    "message": (Kind.ROW,),
    "message v2": (*IN_CONTAINER, Kind.CONTAINER),
    "modal": (Kind.ROW, Kind.LABEL, Kind.TEXT),
}
MOST_TOP = {"message": 5, "message v2": 40, "modal": 5}
MOST_V2 = 40  # components of a message, nested ones counted
MOST_V2_TEXT = 4000  # characters of all texts of a message


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, nested ones too."""
    for component in components:
        yield component
        yield from walk([*(component.get("components") or []), *_single(component)])


def _single(component: Json) -> list[Json]:
    return [component[name] for name in ("component", "accessory") if component.get(name)]


def check_components(components: list[Json], where: str, errors: FormErrors) -> None:
    """Note what is wrong with the components of a `message`, a `message v2` or a `modal`."""
    errors.most("components", len(components), MOST_TOP[where])
    for number, component in enumerate(components):
        _check(component, f"components.{number}", TOP[where], where, errors)
    custom_ids = [each["custom_id"] for each in walk(components) if each.get("custom_id")]
    if len(custom_ids) != len(set(custom_ids)):
        errors.add("components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
    if where == "message v2":
        if sum(1 for _ in walk(components)) > MOST_V2:
            errors.add("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"More than {MOST_V2} components")
        if sum(len(each.get("content") or "") for each in walk(components)) > MOST_V2_TEXT:
            errors.add("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", f"More than {MOST_V2_TEXT} characters")


def _check(component: Json, place: str, allowed: tuple[Kind, ...], where: str, errors: FormErrors) -> None:
    kind = component.get("type")
    if kind not in allowed:
        values = "{" + ", ".join(str(int(each)) for each in allowed) + "}"
        errors.add(f"{place}.type", "UNION_TYPE_CHOICES", f'Value of field "type" must be one of {values}.')
        return
    children = component.get("components") or []
    match kind:
        case Kind.ROW:
            _row(component, place, where, errors)
        case Kind.BUTTON:
            _button(component, place, errors)
        case Kind.TEXT_INPUT:
            _text_input(component, place, where, errors)
        case Kind.TEXT:
            errors.within(f"{place}.content", component.get("content"), MOST_V2_TEXT)
        case Kind.SECTION:
            _length(children, f"{place}.components", 3, errors)
            _nested(children, place, (Kind.TEXT,), where, errors)
            accessory = component.get("accessory") or {}
            _check(accessory, f"{place}.accessory", (Kind.BUTTON, Kind.THUMBNAIL), where, errors)
        case Kind.CONTAINER:
            _length(children, f"{place}.components", MOST_V2, errors)
            _nested(children, place, IN_CONTAINER, where, errors)
        case Kind.LABEL:
            errors.within(f"{place}.label", component.get("label"), 45)
            errors.most(f"{place}.description", len(component.get("description") or ""), 100)
            _check(component.get("component") or {}, f"{place}.component", (*SELECTS, Kind.TEXT_INPUT), where, errors)
        case _ if kind in SELECTS:
            _select(component, place, errors)
        case _:
            pass


def _nested(children: list[Json], place: str, allowed: tuple[Kind, ...], where: str, errors: FormErrors) -> None:
    for number, child in enumerate(children):
        _check(child, f"{place}.components.{number}", allowed, where, errors)


def _length(children: list[Json], place: str, most: int, errors: FormErrors) -> None:
    if not 1 <= len(children) <= most:
        errors.add(place, "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {most} in length.")


def _row(row: Json, place: str, where: str, errors: FormErrors) -> None:
    children = row.get("components") or []
    if where == "modal":
        _length(children, f"{place}.components", 1, errors)
        _nested(children, place, (Kind.TEXT_INPUT,), where, errors)
        return
    buttons = all(each.get("type") == Kind.BUTTON for each in children)
    _length(children, f"{place}.components", 5 if buttons else 1, errors)
    _nested(children, place, (Kind.BUTTON, *SELECTS), where, errors)


def _button(button: Json, place: str, errors: FormErrors) -> None:
    if button.get("style") == LINK:
        errors.within(f"{place}.url", button.get("url"), 512)
        if button.get("custom_id"):
            errors.add(f"{place}.custom_id", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "Not both")
    elif button.get("style") in (1, 2, 3, 4):
        errors.within(f"{place}.custom_id", button.get("custom_id"), 100)
    else:
        errors.add(f"{place}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5).")
    if not button.get("emoji") or button.get("label"):
        errors.within(f"{place}.label", button.get("label"), 80)


def _select(select: Json, place: str, errors: FormErrors) -> None:
    errors.within(f"{place}.custom_id", select.get("custom_id"), 100)
    errors.within(f"{place}.placeholder", select.get("placeholder") or "", 150, least=0)
    if select["type"] != Kind.SELECT:
        return
    options = select.get("options") or []
    _length(options, f"{place}.options", 25, errors)
    for number, option in enumerate(options):
        for name in ("label", "value"):
            errors.within(f"{place}.options.{number}.{name}", option.get(name), 100)
        errors.within(f"{place}.options.{number}.description", option.get("description") or "", 100, least=0)
    values = [option.get("value") for option in options]
    if len(values) != len(set(values)):
        errors.add(f"{place}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "Option values must be unique")


def _text_input(field: Json, place: str, where: str, errors: FormErrors) -> None:
    if where != "modal":
        errors.add(f"{place}.type", "UNION_TYPE_CHOICES", "Only in a modal")
    errors.within(f"{place}.custom_id", field.get("custom_id"), 100)
    if field.get("style") not in (1, 2):
        errors.add(f"{place}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")
    if ".component" not in place or place.count(".components"):
        errors.within(f"{place}.label", field.get("label"), 45)
    errors.within(f"{place}.value", field.get("value") or "", field.get("max_length") or 4000, least=0)
    errors.within(f"{place}.placeholder", field.get("placeholder") or "", 100, least=0)
