"""Who can read a channel: judged from the facts alone."""

from tests.discord.loopback.channels import Channel, Kind
from tests.discord.loopback.guilds import Guild
from tests.discord.loopback.permissions import Permission, in_channel


def readers(guild: Guild | None, channel: Channel, parent: Channel | None) -> set[str]:
    """Everybody who can read what stands in this channel now, bots among them.

    A DM: its two. A channel: whoever may view it. A thread: whoever may view its parent; a private one: of these its
    members and whoever may manage threads. That somebody may not read what was said before they came is left out.
    """
    if guild is None:
        return set(channel.recipients)
    home = channel if parent is None else parent
    viewers = {user for user in guild.members if Permission.VIEW_CHANNEL in in_channel(guild, home, user)}
    if channel.kind is not Kind.PRIVATE_THREAD or channel.thread is None:
        return viewers
    invited = channel.thread.members
    return {each for each in viewers if each in invited or Permission.MANAGE_THREADS in in_channel(guild, home, each)}
