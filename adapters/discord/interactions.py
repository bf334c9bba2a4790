"""Buttons, forms, menus and slash commands: what somebody wants, read from what Discord says of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from adapters.discord import PLATFORM
from adapters.discord.places import place_of
from bot.commands import BY_WORD, COMMANDS
from bot.events import CommandGiven
from bot.model.people import Profile
from bot.model.places import Person, Place

LONGEST = 4_000  # characters of one field
MENUS = {command.on_message: command.word for command in COMMANDS if command.on_message}
PERSON_MENUS = {command.on_person: command.word for command in COMMANDS if command.on_person}

_COMMAND, _COMPONENT, _MODAL = 2, 3, 5  # types of interaction
_SLASH, _ON_PERSON, _ON_MESSAGE = 1, 2, 3  # types of command

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How the person came in, which is the way an answer gets back to them."""

    interaction_id: str
    token: str
    application_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Somebody gave a command."""

    user_id: str
    word: str
    place: Place
    door: Door
    about: str = ""
    choice: str = ""
    message_id: str = ""
    whom: Person | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    def command(self, by: Profile) -> CommandGiven:
        """What is heard of it."""
        return CommandGiven(
            key=f"{PLATFORM}:interaction:{self.door.interaction_id}",
            at=datetime.now(UTC),
            by=by,
            place=self.place,
            word=self.word,
            about=self.about,
            choice=self.choice,
            message_id=self.message_id,
            whom=self.whom,
            fields=self.fields,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody wants the form of a command."""

    user_id: str
    word: str
    place: Place
    door: Door
    about: str = ""
    message_id: str = ""


def option_name(word: str) -> str:
    """A word as Discord lets a subcommand or an option be called."""
    return word.replace(" ", "-")


def read_interaction(what: Json) -> Given | Asked | None:
    """What somebody wants; None when it is none of ours."""
    data = what.get("data") or {}
    match what["type"]:
        case 2 if data.get("type") == _ON_MESSAGE:
            return _menu(what, data)
        case 2 if data.get("type") == _ON_PERSON:
            return _person_menu(what, data)
        case 2 if data.get("type") == _SLASH:
            return _slash(what, data)
        case 3:
            return _button(what, data)
        case 5:
            return _form(what, data)
        case _:
            return None


def _slash(what: Json, data: Json) -> Given | Asked | None:
    [chosen] = data.get("options") or [{"name": "help"}]
    words = {option_name(command.word): command.word for command in COMMANDS if command.listed}
    word = words.get(str(chosen["name"]))
    if word is None:
        return None
    fields = {str(each["name"]): str(each.get("value", ""))[:LONGEST] for each in chosen.get("options") or ()}
    if BY_WORD[word].fields and not fields:
        return _asked(what, word)
    return _given(what, word, fields={name: value.removeprefix("=") for name, value in fields.items()})


def _menu(what: Json, data: Json) -> Given | Asked | None:
    word, message_id = MENUS.get(data.get("name", "")), str(data.get("target_id", ""))
    if word is None:
        return None
    if BY_WORD[word].fields:
        return _asked(what, word, message_id=message_id)
    return _given(what, word, message_id=message_id)


def _person_menu(what: Json, data: Json) -> Given | None:
    word = PERSON_MENUS.get(data.get("name", ""))
    return _given(what, word, whom=Person(PLATFORM, str(data.get("target_id", "")))) if word else None


def _button(what: Json, data: Json) -> Given | Asked | None:
    carried = _carried(data.get("custom_id", ""))
    if carried is None:
        return None
    word, about, choice = carried
    command = BY_WORD.get(word)
    if command and command.fields and not choice:
        return _asked(what, word, about)
    return _given(what, word, about, choice)


def _form(what: Json, data: Json) -> Given | None:
    carried = _carried(data.get("custom_id", ""))
    if carried is None:
        return None
    word, about, message_id = carried
    return _given(what, word, about, message_id=message_id, fields=dict(_fields(data.get("components") or ())))


def _given(what: Json, word: str, about: str = "", choice: str = "", **more: Any) -> Given:
    user_id = _user(what)
    return Given(
        user_id=user_id, word=word, place=_place(what, user_id), door=_door(what), about=about, choice=choice, **more
    )


def _asked(what: Json, word: str, about: str = "", message_id: str = "") -> Asked:
    user_id = _user(what)
    place = _place(what, user_id)
    return Asked(user_id=user_id, word=word, place=place, door=_door(what), about=about, message_id=message_id)


def _door(what: Json) -> Door:
    return Door(interaction_id=str(what["id"]), token=str(what["token"]), application_id=str(what["application_id"]))


def _user(what: Json) -> str:
    return str(((what.get("member") or {}).get("user") or what["user"])["id"])


def _place(what: Json, user_id: str) -> Place:
    channel = what.get("channel") or {"id": what["channel_id"]}
    if not what.get("guild_id"):
        return Place(PLATFORM, f"@{user_id}")
    return place_of(channel, user_id)


def _carried(custom_id: str) -> list[str] | None:
    """What we put into a button or a form; None when it is not ours."""
    mark, *carried = custom_id.split("|")
    return carried if mark == "care" and len(carried) == 3 else None


def _fields(components: Any) -> Iterator[tuple[str, str]]:
    """What was filled in, wherever in the form it stands."""
    for each in components:
        if "custom_id" in each:
            chosen = each.get("values")
            value = str(chosen[0]).removeprefix("=") if chosen else str(each.get("value") or "")
            yield str(each["custom_id"]), value[:LONGEST]
        yield from _fields(each.get("components") or ([each["component"]] if each.get("component") else ()))
