"""Who can read a channel: judged from the facts alone."""

from tests.discord.loopback.channels import Channel, Kind
from tests.discord.loopback.guilds import Guild
from tests.discord.loopback.permissions import Permission, may


def readers(guild: Guild | None, channel: Channel, parent: Channel | None) -> set[str]:
    """Everybody who can read what stands in this channel now, bots among them.

    A DM: its two. A channel: whoever may view it. A thread: whoever may view its parent; a private one: of these its
    members and whoever may manage threads. That somebody may not read what was said before they came is left out.
    """
    if guild is None:
        return set(channel.recipients)
    return {user for user in guild.members if reads(guild, channel, parent, user)}


def reads(guild: Guild | None, channel: Channel, parent: Channel | None, user: str) -> bool:
    """Whether somebody is one of these."""
    if guild is None:
        return user in channel.recipients
    home = channel if parent is None else parent
    if user not in guild.members or not may(guild, home, user, Permission.VIEW_CHANNEL):
        return False
    if channel.kind is not Kind.PRIVATE_THREAD or channel.thread is None:
        return True
    return user in channel.thread.members or may(guild, home, user, Permission.MANAGE_THREADS)
