"""Somebody asks an app for something: what the app is told of them, and whether they are offered it."""

from tests.discord.loopback import objects
from tests.discord.loopback.channels import Channel
from tests.discord.loopback.people import Json
from tests.discord.loopback.permissions import Permission, in_guild
from tests.discord.loopback.talk import CannotDo
from tests.discord.loopback.world import World


def payload(world: World, user: str, app_id: str, room: Channel) -> Json:
    """What an interaction says of who asks, and where."""
    shown = objects.channel(world, room, app_id) | {"permissions": str(int(world.held(room, user)))}
    payload: Json = {
        "channel_id": room.channel_id,
        "channel": shown,
        "locale": world.users[user].locale,
        "entitlements": [],
    }
    payload |= {"app_permissions": str(int(world.held(room, app_id))), "attachment_size_limit": 10 * 2**20}
    guild = world.guild_of(room)
    person = objects.user(world.users[user])
    if guild is None:
        owners = {"0": "0"}
        return payload | {"user": person, "context": 1, "authorizing_integration_owners": owners}
    held = {"permissions": str(int(world.held(room, user)))}
    member = guild.members.get(user)
    told = objects.member(world, member) if member else {"user": person, "roles": [], "joined_at": None}
    payload |= {"guild_id": guild.guild_id, "guild_locale": guild.locale, "context": 0, "member": told | held}
    payload["guild"] = {"id": guild.guild_id, "locale": guild.locale, "features": []}
    return payload | {"authorizing_integration_owners": {"0": guild.guild_id}}


def check_may_use(world: World, user: str, room: Channel, command: Json) -> None:
    """Refuse a command that Discord would not offer there."""
    if not world.reads(room, user):
        raise CannotDo(f"{user} does not see {room.channel_id}")
    contexts = command.get("contexts")
    if room.guild_id is None:
        if not (command.get("dm_permission", True) if contexts is None else 1 in contexts):
            raise CannotDo(f"{command['name']} is not offered in DMs")
        return
    if contexts is not None and 0 not in contexts:
        raise CannotDo(f"{command['name']} is offered in DMs only")
    held = world.held(room, user)
    if Permission.USE_APPLICATION_COMMANDS not in held:
        raise CannotDo(f"{user} may use no commands there")
    needed = command.get("default_member_permissions")
    may = in_guild(world.guilds[room.guild_id], user)
    if needed is not None and (int(needed) & ~int(may) or (int(needed) == 0 and Permission.ADMINISTRATOR not in may)):
        raise CannotDo(f"{user} is not offered {command['name']}")
