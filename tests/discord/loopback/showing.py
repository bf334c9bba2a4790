"""A message as it travels, and what an app without the message content intent is not shown of it."""

from tests.discord.loopback import objects
from tests.discord.loopback.channels import Channel, Kind
from tests.discord.loopback.intents import Intent
from tests.discord.loopback.messages import Flag, Message, Type
from tests.discord.loopback.people import App, Json
from tests.discord.loopback.world import World

WITHHELD: Json = {"content": "", "embeds": [], "attachments": [], "components": []}
_FORWARDED = ("type", "content", "embeds", "attachments", "components", "timestamp", "edited_timestamp", "flags")
FORWARDED = (*_FORWARDED, "mentions", "mention_roles", "sticker_items")


def message(world: World, room: Channel, said: Message, referenced: bool = True) -> Json:
    """The message as everybody who reads it sees it; without its nonce, which history does not tell."""
    pings = said.now.pings
    told: Json = {
        "id": said.message_id,
        "channel_id": said.channel_id,
        "author": _author(world, said),
        "content": said.now.content,
        "timestamp": said.at,
        "edited_timestamp": said.edited_at,
        "tts": False,
        "mention_everyone": pings.everyone,
        "mentions": [objects.user(world.users[each]) for each in pings.users],
        "mention_roles": list(pings.roles),
        "attachments": said.attachments,
        "embeds": said.now.embeds,
        "components": said.now.components,
        "pinned": False,
        "type": int(said.type),
        "flags": int(said.flags),
    }
    if said.reactions:
        told["reactions"] = [_reaction(sign, len(users)) for sign, users in said.reactions.items()]
    if said.stickers:
        told["sticker_items"] = said.stickers
    if said.snapshots:
        told["message_snapshots"] = said.snapshots
    if said.webhook_id:
        told["webhook_id"] = said.webhook_id
    if said.app_id:
        told["application_id"] = said.app_id
    if said.interaction:
        told["interaction_metadata"] = said.interaction
    if said.reference:
        told["message_reference"] = said.reference
        if referenced and said.type in (Type.REPLY, Type.THREAD_STARTER):
            told["referenced_message"] = _referenced(world, said.reference)
    if Flag.HAS_THREAD in said.flags and (thread := world.channels.get(said.message_id)):
        told["thread"] = objects.channel(world, thread)
    return told


def forwarded(world: World, room: Channel, said: Message) -> Json:
    """The message as one that forwards it shows it, without a word of whose it is."""
    told = message(world, room, said)
    return {"message": {name: told[name] for name in FORWARDED if name in told}}


def _reaction(sign: str, count: int) -> Json:
    told: Json = {"emoji": {"id": None, "name": sign}, "count": count, "me": False, "me_burst": False}
    return told | {"count_details": {"burst": 0, "normal": count}, "burst_colors": []}


def _author(world: World, said: Message) -> Json:
    if said.webhook_name:
        named = {"id": said.webhook_id, "username": said.webhook_name, "global_name": None, "discriminator": "0000"}
        return {**named, "avatar": None, "bot": True, "public_flags": 0}
    return objects.user(world.users[said.author_id])


def _referenced(world: World, reference: Json) -> Json | None:
    room = world.channels.get(reference["channel_id"])
    said = room.messages.get(reference["message_id"]) if room else None
    return message(world, room, said, referenced=False) if room and said and not said.deleted else None


def happened(world: World, room: Channel, said: Message) -> Json:
    """The message as an event tells it."""
    told = message(world, room, said) | {"channel_type": int(room.kind)}
    guild = world.guild_of(room)
    if guild is None or said.only_for:
        return told
    told["guild_id"] = guild.guild_id
    writer = guild.members.get(said.author_id)
    return told | ({"member": objects.member(world, writer, whole=False)} if writer and not said.webhook_name else {})


def withheld(told: Json, room: Channel, app: App, intents: Intent) -> Json:
    """What an app sees of a message: all of its own, of those that mention it and in DMs; else as intended."""
    named = any(each["id"] == app.user_id for each in told["mentions"])
    if Intent.MESSAGE_CONTENT in intents or room.kind is Kind.DM or named or told["author"]["id"] == app.user_id:
        return told
    shown = told | WITHHELD
    if "message_snapshots" in told:
        shown["message_snapshots"] = [{"message": each["message"] | WITHHELD} for each in told["message_snapshots"]]
    if (referenced := told.get("referenced_message")) is not None:
        shown["referenced_message"] = withheld(referenced, room, app, intents)
    return shown
