"""Reads the settings from config.toml and the environment, and says in words what is wrong with them."""

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_settings import SettingsError

from bot.config import FrontDesk, Settings
from bot.errors import Misconfigured
from bot.wrong_values import in_words

DEFAULT_FILE = Path("config.toml")
_PREFIX = "UNHURRIED_"


def load(path: Path | None) -> Settings:
    """The settings from this file, or from `config.toml` here if there is one, and from the environment.

    Raises:
        Misconfigured: what is wrong, where, and what could be meant.
    """
    _check_names_in_the_environment()
    if path is None and not DEFAULT_FILE.exists():
        return _settings({}, "the environment")
    path = path or DEFAULT_FILE
    try:
        return _settings(tomllib.loads(path.read_text(encoding="utf-8-sig")), str(path))
    except FileNotFoundError:
        raise Misconfigured(
            f"There is no file {path}. Copy config.example.toml there, or leave --config out."
        ) from None
    except UnicodeDecodeError:
        raise Misconfigured(f"{path} is not UTF-8 text. Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"{path} is not valid TOML: {error}.") from None
    except OSError as error:
        raise Misconfigured(f"{path} cannot be read: {error.strerror}.") from None


def _check_names_in_the_environment() -> None:
    """What names no section at all would be passed over without a word."""
    sections = Settings.model_fields
    known = list(sections)
    for section, field in sections.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            known += [f"{section}__{name}" for name in field.annotation.model_fields]
    for name in os.environ:
        said = name.upper().removeprefix(_PREFIX).lower()
        if not name.upper().startswith(_PREFIX) or said.partition("__")[0] in sections:
            continue
        if close := get_close_matches(said, known, n=1, cutoff=0.8):
            raise Misconfigured(
                f"The environment needs a change: there is no {name}; did you mean {_PREFIX}{close[0].upper()}?"
            )


def _settings(values: Mapping[str, Any], where: str) -> Settings:
    try:
        return Settings(**values)
    except SettingsError:
        raise Misconfigured("\n".join(["The environment needs a change:", *_no_json()])) from None
    except ValidationError as error:
        raise Misconfigured("\n".join([f"The configuration ({where}) needs a change:", *_complaints(error)])) from None


def _no_json() -> Iterator[str]:
    for name, value in os.environ.items():
        field = Settings.model_fields.get(name.upper().removeprefix(_PREFIX).lower())
        if name.upper().startswith(_PREFIX) and field and field.annotation is not str and not _is_json(value):
            yield f"  {name}: this is not JSON; leave it out, or write all of it as JSON"


def _is_json(value: str) -> bool:
    try:
        json.loads(value)
    except ValueError:
        return False
    return True


def _complaints(error: ValidationError) -> Iterator[str]:
    told = error.errors(include_url=False, include_input=False)
    looked_into = {each["loc"][0] for each in told if len(each["loc"]) > 1}
    for each in told:
        if each["type"] == "too_short" and each["loc"][0] in looked_into:  # of what is in it, nothing was right
            continue
        name = _name(each["loc"])
        where = f"{name}: " if name else ""
        if each["type"] == "extra_forbidden":
            yield f"  {where}there is no such setting{_did_you_mean(each['loc'])}"
        else:
            yield f"  {where}{_instead(each['type'], name) or in_words(each)}"


def _name(loc: tuple[int | str, ...]) -> str:
    """“front_desks (number 1).channel”."""
    return "".join(f" (number {step + 1})" if isinstance(step, int) else f".{step}" for step in loc).lstrip(".")


def _instead(kind: str, name: str) -> str:
    """What to write in a file of ours, where that differs from elsewhere; empty where it does not."""
    match kind:
        case "tuple_type" | "too_short" | "model_type" if name.startswith("front_desks"):
            return "write each one as a table of its own, below a line [[front_desks]]"
        case "model_type":
            return f"write a table: a line [{name}], and its settings below"
        case _:
            return ""


def _did_you_mean(loc: tuple[int | str, ...]) -> str:
    close = get_close_matches(str(loc[-1]), _names(loc[:-1]), n=1)
    return f"; did you mean {close[0]}?" if close else "; see config.example.toml for all of them"


def _names(section: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Settings
    for step in section:
        if isinstance(step, str):
            found = model.model_fields[step].annotation
            model = FrontDesk if step == "front_desks" else found if isinstance(found, type) else model
    return list(model.model_fields)
