"""Says in plain words what is wrong with a value that was refused, in place of the validator's own."""

from collections.abc import Mapping
from typing import Any

_WORDS = {
    "missing": "this is missing",
    "extra_forbidden": "nothing of that name is known",
    "json_invalid": "this is not JSON",
    "model_type": "write an object with names and values",
    "model_attributes_type": "write an object with names and values",
    "dict_type": "write an object with names and values",
    "tuple_type": 'write a list, with brackets and quotes: ["…", "…"]',
    "string_type": "write it in quotes",
    "path_type": "write it in quotes",
    "int_type": "write a whole number",
    "int_parsing": "write a whole number",
    "int_parsing_size": "write a whole number of a few digits",
    "int_from_float": "write a whole number",
    "float_type": "write a number",
    "float_parsing": "write a number",
    "finite_number": "write a number",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "time_type": 'write a time of day in quotes, like "20:00"',
    "time_parsing": 'write a time of day in quotes, like "20:00"',
    "datetime_type": "write a time like 2026-03-02T09:00:00Z",
    "datetime_parsing": "write a time like 2026-03-02T09:00:00Z",
    "datetime_from_date_parsing": "write a time like 2026-03-02T09:00:00Z",
    "datetime_object_invalid": "write a time like 2026-03-02T09:00:00Z",
    "timezone_aware": "say in which zone: write a time like 2026-03-02T09:00:00Z",
    "greater_than": "write a number above {gt:g}",
    "greater_than_equal": "write {ge:g} or more",
    "less_than": "write a number below {lt:g}",
    "less_than_equal": "write {le:g} at most",
    "too_short": "there is nothing in it; name at least one",
    "too_long": "that is too much: {max_length} at most",
    "string_too_short": "there is nothing in it; fill it in",
    "string_too_long": "that is too long: {max_length} characters at most",
    "string_pattern_mismatch": "it does not look as it should",
    "string_unicode": "there is something in it that is no text",
    "literal_error": "write {expected}",
}


def in_words(problem: Mapping[str, Any]) -> str:
    """What to do about one problem that pydantic tells of: its `type`, and what belongs to that (`ctx`).

    What our own checks raise says it already.
    """
    if problem["type"] == "value_error":
        return str(problem["msg"]).removeprefix("Value error, ")
    return _WORDS.get(problem["type"], "this cannot be read").format(**problem.get("ctx", {}))
