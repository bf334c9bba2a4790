"""A command as somebody types it: its name, its options, and the ids these name."""

from collections.abc import Mapping
from typing import Any

from tests.discord.loopback import objects
from tests.discord.loopback.people import App, Json
from tests.discord.loopback.talk import CannotDo
from tests.discord.loopback.world import World

SUB, GROUP = 1, 2
TYPES = {3: str, 4: int, 5: bool, 6: str, 7: str, 8: str, 9: str, 10: float}
USER, CHANNEL, ROLE = 6, 7, 8


def registered(app: App, guild_id: str | None, kind: int, name: str) -> Json:
    """The command of this name that people are offered there."""
    for command in [*app.guild_commands.get(guild_id or "", []), *app.commands]:
        if (command["type"], command["name"]) == (kind, name):
            return command
    raise CannotDo(f"there is no command {name}; there are {[each['name'] for each in app.commands]}")


def typed(command: Json, words: list[str], given: Mapping[str, Any]) -> list[Json]:
    """The options as Discord sends them: subcommands by their names, then values of the kinds asked for."""
    options = command.get("options") or []
    if words:
        inner = next((each for each in options if each["name"] == words[0] and each["type"] in (SUB, GROUP)), None)
        if inner is None:
            raise CannotDo(f"{command['name']} has no {words[0]}; it has {[each['name'] for each in options]}")
        return [{"name": inner["name"], "type": inner["type"], "options": typed(inner, words[1:], given)}]
    if any(each["type"] in (SUB, GROUP) for each in options):
        raise CannotDo(f"{command['name']} is not whole: one of {[each['name'] for each in options]} must follow")
    unknown = given.keys() - {each["name"] for each in options}
    if unknown:
        raise CannotDo(f"{command['name']} has no option {sorted(unknown)}")
    return [_value(each, given[each["name"]]) for each in options if _is_given(each, given)]


def _is_given(option: Json, given: Mapping[str, Any]) -> bool:
    if option["name"] not in given and option.get("required"):
        raise CannotDo(f"{option['name']} must be given")
    return option["name"] in given


def _value(option: Json, value: Any) -> Json:
    if not isinstance(value, TYPES[option["type"]]):
        raise CannotDo(f"{option['name']} does not take {value!r}")
    if isinstance(value, str) and not (option.get("min_length") or 0) <= len(value) <= (
        option.get("max_length") or 6000
    ):
        raise CannotDo(f"{option['name']} does not take so many characters")
    choices = [each["value"] for each in option.get("choices") or []]
    if choices and value not in choices:
        raise CannotDo(f"{option['name']} is one of {choices}")
    return {"name": option["name"], "type": option["type"], "value": value}


def resolved(world: World, guild_id: str | None, options: list[Json]) -> Json:
    """What the options name: users, members, channels, roles."""
    told: Json = {}
    for option in options:
        for name, more in resolved(world, guild_id, option.get("options") or []).items():
            told.setdefault(name, {}).update(more)
        value = option.get("value")
        if option["type"] == USER and isinstance(value, str):
            told.update(people(world, guild_id, value))
        elif option["type"] == CHANNEL and isinstance(value, str):
            room = world.channels[value]
            told.setdefault("channels", {})[value] = objects.channel(world, room) | {"permissions": "0"}
        elif option["type"] == ROLE and guild_id:
            told.setdefault("roles", {})[str(value)] = objects.role(world.guilds[guild_id].roles[str(value)])
    return told


def people(world: World, guild_id: str | None, user_id: str) -> Json:
    """Somebody who is named."""
    told: Json = {"users": {user_id: objects.user(world.users[user_id])}}
    guild = world.guilds.get(guild_id or "")
    if guild and user_id in guild.members:
        member = objects.member(world, guild.members[user_id], whole=False)
        told["members"] = {user_id: member | {"permissions": "0"}}
    return told
