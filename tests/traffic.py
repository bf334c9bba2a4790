"""Recorded requests, line by line, as the checker reads them that holds them against what the platforms publish.

Two things it cannot take as they are sent to Discord. A list of commands becomes a line for each. It reads every whole
number that is called an id as a snowflake, which Discord writes as text; those of components are numbers, and stay
numbers when they are written with a point.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def readable(lines: Iterable[str]) -> Iterator[str]:
    """The lines, nothing left out; those of other platforms as they are."""
    for line in lines:
        request = json.loads(line)
        if request["platform"] != "discord":
            yield line
            continue
        yield from (json.dumps(each) + "\n" for each in _of_discord(request))


def _of_discord(request: Json) -> Iterator[Json]:
    body = request["body"]
    if isinstance(body, list):  # the commands, all at once
        yield from ({**request, "method": "POST", "body": each} for each in body)
    else:
        yield {**request, "body": _with_numbers(body)}


def _with_numbers(value: Any) -> Any:
    """The same, with a point in the ids of components."""
    if isinstance(value, list):
        return [_with_numbers(each) for each in value]
    if not isinstance(value, dict):
        return value
    told = {name: _with_numbers(each) for name, each in value.items()}
    if "type" in told and isinstance(told.get("id"), int):
        told["id"] = float(told["id"])
    return told


if __name__ == "__main__":
    sys.stdout.writelines(readable(sys.stdin))
