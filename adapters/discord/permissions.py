"""What we need to be allowed in Discord, and what somebody may do in a channel."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

ADMINISTRATOR, VIEW = 1 << 3, 1 << 10
NEEDED = {
    "Add Reactions": 1 << 6,
    "View Channels": VIEW,
    "Send Messages": 1 << 11,
    "Read Message History": 1 << 16,
    "Create Public Threads": 1 << 35,
    "Send Messages in Threads": 1 << 38,
}
"""By the names that Discord shows."""

Json = Mapping[str, Any]


def invitation(application_id: str) -> str:
    """The address at which somebody lets the bot into a server, with exactly what it needs."""
    query = f"client_id={application_id}&scope=bot+applications.commands&permissions={sum(NEEDED.values())}"
    return f"https://discord.com/oauth2/authorize?{query}"


def lacking(channel: Json, roles: Iterable[Json], user_id: str, held_roles: Collection[str]) -> list[str]:
    """The names of what we need and may not do in a channel."""
    held = _held(channel, list(roles), user_id, set(held_roles))
    return [name for name, bit in NEEDED.items() if not held & bit]


def _held(channel: Json, roles: list[Json], user_id: str, mine: set[str]) -> int:
    everyone, held = str(channel["guild_id"]), 0
    for role in roles:
        if str(role["id"]) in mine | {everyone}:
            held |= int(role["permissions"])
    if held & ADMINISTRATOR:
        return -1
    overwrites = {str(each["id"]): each for each in channel.get("permission_overwrites", ())}
    for ids in ({everyone}, mine - {everyone}, {user_id}):
        said = [overwrites[each] for each in ids if each in overwrites]
        for each in said:
            held &= ~int(each["deny"])
        for each in said:
            held |= int(each["allow"])
    return held
