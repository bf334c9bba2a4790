"""What a member may do in a channel, computed as Discord does."""

from enum import IntFlag

from tests.discord.loopback.channels import Channel
from tests.discord.loopback.guilds import Guild


class Permission(IntFlag):
    """Discord's bits, as far as this one asks for them."""

    NONE = 0
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40


ALL = Permission((1 << 53) - 1)

MEMBERS = (  # what @everyone may do in a new guild
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.MENTION_EVERYONE
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.CREATE_PRIVATE_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)


def in_guild(guild: Guild, user_id: str) -> Permission:
    """What somebody may do in a guild, whatever its channels say; nothing for those who are not in it."""
    return Permission(_in_guild(guild, user_id))


def in_channel(guild: Guild, channel: Channel, user_id: str) -> Permission:
    """What somebody may do in a channel that is no thread; a thread has its parent's permissions."""
    return Permission(_in_channel(guild, channel, user_id))


def may(guild: Guild, channel: Channel, user_id: str, what: Permission) -> bool:
    """Whether somebody may do this in a channel that is no thread."""
    return bool(_in_channel(guild, channel, user_id) & what.value)


def _in_guild(guild: Guild, user_id: str) -> int:
    """In plain numbers, since it is asked for every member and every message."""
    if user_id == guild.owner_id:
        return ALL.value
    if (member := guild.members.get(user_id)) is None:
        return 0
    held = int(guild.everyone.permissions)
    for role_id in member.roles:
        held |= int(guild.roles[role_id].permissions)
    return ALL.value if held & Permission.ADMINISTRATOR.value else held


def _in_channel(guild: Guild, channel: Channel, user_id: str) -> int:
    held, overwrites = _in_guild(guild, user_id), channel.overwrites
    if held == ALL.value or user_id not in guild.members:
        return held
    if (everyone := overwrites.get(guild.guild_id)) is not None:
        held = held & ~everyone.deny | everyone.allow
    roles = [overwrites[each] for each in guild.members[user_id].roles if each in overwrites]
    for overwrite in roles:
        held &= ~overwrite.deny
    for overwrite in roles:
        held |= overwrite.allow
    if (own := overwrites.get(user_id)) is not None:
        held = held & ~own.deny | own.allow
    return held if held & Permission.VIEW_CHANNEL.value else 0
