"""Events as JSON and back, for those that are kept until a later version can hear them."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import TypeAdapter

from bot.events import Event

_BY_NAME: Mapping[str, TypeAdapter[Event]] = {kind.__name__: TypeAdapter(kind) for kind in get_args(Event)}


def to_json(event: Event) -> dict[str, Any]:
    """All that is in an event, and under `event` what it is."""
    name = type(event).__name__
    return {"event": name, **_BY_NAME[name].dump_python(event, mode="json")}


def from_json(kept: Mapping[str, Any]) -> Event:
    """The event; KeyError or ValueError when this version knows no such event."""
    values = dict(kept)
    return _BY_NAME[values.pop("event")].validate_python(values)
