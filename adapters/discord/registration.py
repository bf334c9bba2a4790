"""The commands that Discord offers people, made from the command table; told to Discord only when they changed."""

from typing import Any

from discord.http import Route

from adapters.discord.api import Api, Json, get
from adapters.discord.interactions import MENUS, PERSON_MENUS, option_name
from bot.commands import COMMANDS, Command, Field

_SLASH, _ON_PERSON, _ON_MESSAGE = 1, 2, 3  # types of command
_SUBCOMMAND, _TEXT = 1, 3  # types of option
_IN_SERVERS, _IN_DMS = 0, 1  # contexts
DESCRIPTION, CHOICES = 100, 25
SEES_MENUS = 1 << 13
"""Manage Messages: whoever may do that is offered the menus, until the server's settings say otherwise."""


def commands() -> list[Json]:
    """Everything there is to register."""
    listed = [command for command in COMMANDS if command.listed]
    slash: Json = {
        "type": _SLASH,
        "name": "care",
        "description": "Time and a memory for the people who help",
        "options": [_subcommand(command) for command in listed],
        "contexts": [_IN_SERVERS, _IN_DMS],
    }
    return [slash, *(_menu(_ON_MESSAGE, label) for label in MENUS), *(_menu(_ON_PERSON, each) for each in PERSON_MENUS)]


async def register(api: Api) -> bool:
    """Tell Discord, if what it knows is not the same; whether it was told. Raises as `Api.ask`."""
    application_id = str((await api.ask(get("/oauth2/applications/@me")))["id"])
    path = "/applications/{application_id}/commands"
    known = await api.ask(get(path, application_id=application_id))
    if sorted(map(_gist, known)) == sorted(map(_gist, commands())):
        return False
    await api.say(Route("PUT", path, application_id=application_id), commands())
    return True


def _menu(kind: int, label: str) -> Json:
    """Members need not see what is for staff; whoever uses it all the same is judged by us, not by Discord."""
    return {"type": kind, "name": label, "contexts": [_IN_SERVERS], "default_member_permissions": SEES_MENUS}


def _subcommand(command: Command) -> Json:
    return {
        "type": _SUBCOMMAND,
        "name": option_name(command.word),
        "description": command.does[:DESCRIPTION],
        "options": [_option(each) for each in command.fields],
    }


def _option(field: Field) -> Json:
    """Every option may be left out: with none of them the form is opened."""
    option: Json = {"type": _TEXT, "name": option_name(field.name), "description": field.label[:DESCRIPTION]}
    option["required"] = False
    if field.choices:
        option["choices"] = [{"name": label[:100], "value": f"={value}"} for value, label in field.choices[:CHOICES]]
    return option


def _gist(command: Any) -> str:
    """What of a command people would notice a change of."""
    options = [(o["name"], o["description"], sorted(_inner(o))) for o in command.get("options") or ()]
    offered = str(command.get("default_member_permissions"))  # sent as a number, told as text
    return repr((command["type"], command["name"], command.get("description") or "", offered, sorted(options)))


def _inner(option: Any) -> list[tuple[str, str, str]]:
    inner = option.get("options") or ()
    return [(o["name"], o["description"], repr([c["value"] for c in o.get("choices") or ()])) for o in inner]
