"""Routes for the app itself, its commands, and the way to the gateway."""

import re
from itertools import chain

from tests.discord.loopback import objects
from tests.discord.loopback.calls import Call
from tests.discord.loopback.errors import DiscordError, FormErrors
from tests.discord.loopback.people import Json
from tests.discord.loopback.routes.table import route

CHAT, USER, MESSAGE = 1, 2, 3
MOST = {CHAT: 100, USER: 15, MESSAGE: 15}
NAME = re.compile(r"[-_'\w]{1,32}")
MOST_OPTIONS = 25


@route("GET", "/gateway/bot")
def gateway(call: Call) -> Json:
    left = max(0, call.app.identifies_left)
    start = {"total": 1000, "remaining": left, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": call.discord.gateway.url, "shards": 1, "session_start_limit": start}


@route("GET", "/oauth2/applications/@me")
@route("GET", "/applications/@me")
def application(call: Call) -> Json:
    return objects.application(call.world, call.app)


@route("GET", "/applications/{application}/commands")
def commands(call: Call) -> list[Json]:
    _own(call)
    return call.app.commands


@route("PUT", "/applications/{application}/commands")
def overwrite(call: Call) -> list[Json]:
    _own(call)
    call.app.commands = _registered(call, call.app.commands)
    return call.app.commands


@route("GET", "/applications/{application}/guilds/{guild}/commands")
def guild_commands(call: Call) -> list[Json]:
    _own(call)
    return call.app.guild_commands.get(call.guild().guild_id, [])


@route("PUT", "/applications/{application}/guilds/{guild}/commands")
def overwrite_guild(call: Call) -> list[Json]:
    _own(call)
    guild = call.guild().guild_id
    held = _registered(call, call.app.guild_commands.get(guild, []))
    call.app.guild_commands[guild] = [each | {"guild_id": guild} for each in held]
    return call.app.guild_commands[guild]


def _own(call: Call) -> None:
    if call.path["application"] != call.app.app_id:
        raise DiscordError(50001)


def _registered(call: Call, before: list[Json]) -> list[Json]:
    """The commands as Discord keeps them; those of the same name keep their ids."""
    if not isinstance(call.body, list):
        raise DiscordError(50035, {"_errors": [{"code": "BASE_TYPE_BAD_LIST", "message": "Must be a list"}]})
    given = [{name: value for name, value in each.items() if value is not None} for each in call.body]
    errors = FormErrors()
    for number, command in enumerate(given):
        _check(command, str(number), errors)
    names = [(each.get("type", CHAT), each.get("name")) for each in given]
    if len(names) != len(set(names)):
        errors.add("_", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    errors.check()
    if any(sum(1 for kind, _ in names if kind == each) > most for each, most in MOST.items()):
        raise DiscordError(30034)
    known = {(each["type"], each["name"]): each["id"] for each in before}
    return [_kept(call, each, known.get((each.get("type", CHAT), each["name"]))) for each in given]


def _kept(call: Call, command: Json, command_id: str | None) -> Json:
    told: Json = {"type": CHAT, "description": "", "nsfw": False, "default_member_permissions": None, "options": []}
    told |= {"dm_permission": True, "contexts": None, "integration_types": [0]}
    told |= command
    if told["default_member_permissions"] is not None:
        told["default_member_permissions"] = str(told["default_member_permissions"])
    told["id"] = command_id or call.world.new_id()
    return told | {"application_id": call.app.app_id, "version": call.world.new_id()}


def _check(command: Json, place: str, errors: FormErrors) -> None:
    errors.within(f"{place}.name", command.get("name"), 32)
    if command.get("type", CHAT) == CHAT:
        _check_chat(command, place, errors)
        if len("".join(_texts(command))) > 8000:
            errors.add(place, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")


def _check_chat(command: Json, place: str, errors: FormErrors) -> None:
    name = str(command.get("name"))
    if not NAME.fullmatch(name) or name != name.lower():
        errors.add(f"{place}.name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    errors.within(f"{place}.description", command.get("description"), 100)
    options = command.get("options") or []
    errors.most(f"{place}.options", len(options), MOST_OPTIONS)
    optional = False
    for number, option in enumerate(options):
        there = f"{place}.options.{number}"
        _check_chat(option, there, errors)
        if option.get("required") and optional:
            errors.add(there, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must come first")
        optional = optional or not option.get("required")
        errors.most(f"{there}.choices", len(option.get("choices") or []), MOST_OPTIONS)


def _texts(command: Json) -> list[str]:
    own = [str(command.get("name", "")), str(command.get("description", ""))]
    choices = [f"{each['name']}{each['value']}" for each in command.get("choices") or []]
    return [*own, *choices, *chain.from_iterable(_texts(each) for each in command.get("options") or [])]
