"""Routes for channels: what they are, who may what in them, DMs."""

from tests.discord.loopback import objects
from tests.discord.loopback.calls import Call
from tests.discord.loopback.channels import Channel, Kind, Overwrite
from tests.discord.loopback.errors import DiscordError, FormErrors
from tests.discord.loopback.people import Json
from tests.discord.loopback.permissions import Permission
from tests.discord.loopback.routes.table import route


@route("GET", "/channels/{channel}")
def one(call: Call) -> Json:
    return objects.channel(call.world, call.room(), call.app.user_id)


@route("PATCH", "/channels/{channel}")
def change(call: Call) -> Json:
    room = call.room()
    if room.thread:
        _change_thread(call, room)
    else:
        _change_channel(call, room)
    return objects.channel(call.world, room, call.app.user_id)


def _change_channel(call: Call, room: Channel) -> None:
    call.room(Permission.MANAGE_CHANNELS)
    if "name" in call.json:
        room.name = _name(call)
    room.topic = call.json.get("topic", room.topic)
    if "permission_overwrites" in call.json:
        call.room(Permission.MANAGE_ROLES)
        call.discord.rooms.overwritten(room, overwrites(call.json["permission_overwrites"]))
    call.discord.rooms.changed(room)


def _change_thread(call: Call, room: Channel) -> None:
    assert room.thread
    moderator = Permission.MANAGE_THREADS in call.held(room)
    asked: Json = {name: call.json[name] for name in ("archived", "locked", "invitable") if name in call.json}
    asked |= {"auto_archive": call.json["auto_archive_duration"]} if "auto_archive_duration" in call.json else {}
    asked |= {"tags": [str(each) for each in call.json["applied_tags"]]} if "applied_tags" in call.json else {}
    if room.thread.archived and asked.get("archived", True):
        raise DiscordError(50083)
    waking = asked == {"archived": False} and not room.thread.locked
    if not (moderator or room.thread.owner_id == call.app.user_id or waking) or ("locked" in asked and not moderator):
        raise DiscordError(50013)
    call.discord.threads.change(room, _name(call) if "name" in call.json else None, **asked)


def _name(call: Call) -> str:
    errors = FormErrors()
    errors.within("name", call.json["name"], 100)
    errors.check()
    return str(call.json["name"])


@route("DELETE", "/channels/{channel}")
def delete(call: Call) -> Json:
    room = call.room()
    if room.kind is Kind.DM:
        return objects.channel(call.world, room, call.app.user_id)
    room = call.room(Permission.MANAGE_THREADS if room.thread else Permission.MANAGE_CHANNELS)
    told = objects.channel(call.world, room, call.app.user_id)
    call.discord.rooms.delete_channel(room.channel_id)
    return told


@route("PUT", "/channels/{channel}/permissions/{target}", status=204)
def allow(call: Call) -> None:
    room = _overwritable(call)
    target = call.path["target"]
    allowed, denied = int(call.json.get("allow") or 0), int(call.json.get("deny") or 0)
    if (allowed | denied) & ~call.held(room):
        raise DiscordError(50013)
    own = Overwrite(target, call.json.get("type") in (1, "1", "member"), allowed, denied)
    call.discord.rooms.overwritten(room, room.overwrites | {target: own})


@route("DELETE", "/channels/{channel}/permissions/{target}", status=204)
def forget(call: Call) -> None:
    room = _overwritable(call)
    left = {who: each for who, each in room.overwrites.items() if who != call.path["target"]}
    call.discord.rooms.overwritten(room, left)


def _overwritable(call: Call) -> Channel:
    room = call.room(Permission.MANAGE_ROLES)
    if room.thread or room.kind is Kind.DM:
        raise DiscordError(50024)
    return room


def overwrites(given: list[Json]) -> dict[str, Overwrite]:
    """The overwrites in a request's body, by whom they are about."""
    read = [
        Overwrite(str(each["id"]), int(each["type"]) == 1, int(each.get("allow") or 0), int(each.get("deny") or 0))
        for each in given
    ]
    return {each.target_id: each for each in read}


@route("GET", "/guilds/{guild}/channels")
def of_guild(call: Call) -> list[Json]:
    return [objects.channel(call.world, each) for each in call.world.of_guild(call.guild().guild_id)]


@route("POST", "/guilds/{guild}/channels", status=201)
def create(call: Call) -> Json:
    guild = call.guild(Permission.MANAGE_CHANNELS)
    kind = Kind(int(call.json.get("type") or 0))
    parent = str(call.json["parent_id"]) if call.json.get("parent_id") else None
    topic = call.json.get("topic")
    room = call.world.add_channel(guild.guild_id, _name(call), kind, parent_id=parent, topic=topic)
    if call.json.get("permission_overwrites"):
        room.overwrites = overwrites(call.json["permission_overwrites"])
    call.discord.announcer.channel(room, "CHANNEL_CREATE")
    return objects.channel(call.world, room)


@route("POST", "/users/@me/channels")
def direct(call: Call) -> Json:
    other = call.world.users.get(str(call.json.get("recipient_id")))
    if other is None or other.user_id == call.app.user_id:
        raise DiscordError(50033)
    rooms = (each for each in call.world.channels.values() if each.kind is Kind.DM)
    known = any(set(each.recipients) == {call.app.user_id, other.user_id} for each in rooms)
    if not known and call.app.dms_left is not None:
        if call.app.dms_left <= 0:
            raise DiscordError(40003)
        call.app.dms_left -= 1
    room = call.world.direct(call.app.user_id, other.user_id)
    return objects.channel(call.world, room, call.app.user_id)
