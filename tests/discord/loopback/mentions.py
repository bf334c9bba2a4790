"""Whom a message pings: what its text names, as far as it and its writer may."""

import re
from collections.abc import Iterator

from tests.discord.loopback.channels import Channel
from tests.discord.loopback.messages import Pings
from tests.discord.loopback.people import Json
from tests.discord.loopback.permissions import Permission
from tests.discord.loopback.world import World

USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
EVERYBODY = re.compile(r"@(?:everyone|here)\b")
CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
TEXT_DISPLAY = 10


def pings(
    world: World,
    room: Channel,
    author_id: str,
    content: str,
    components: list[Json],
    allowed: Json | None,
    replied: str | None,
) -> Pings:
    """Whom it pings. Without `allowed_mentions` all that it names; embeds never ping, code does not either."""
    text = CODE.sub(" ", "\n".join([content, *displayed(components)]))
    held = world.held(room, author_id)
    found = Pings()
    found.users = [each for each in _named(USER, text, allowed, "users") if each in world.users]
    if replied and replied not in found.users and (allowed is None or allowed.get("replied_user")):
        found.users.append(replied)
    guild = world.guild_of(room)
    if guild is not None:
        mighty = Permission.MENTION_EVERYONE in held
        roles = [guild.roles[each] for each in _named(ROLE, text, allowed, "roles") if each in guild.roles]
        found.roles = [role.role_id for role in roles if mighty or role.mentionable]
        may = allowed is None or "everyone" in (allowed.get("parse") or ())
        found.everyone = mighty and may and EVERYBODY.search(text) is not None
    return found


def _named(pattern: re.Pattern[str], text: str, allowed: Json | None, what: str) -> list[str]:
    ids = list(dict.fromkeys(pattern.findall(text)))
    if allowed is None or what in (allowed.get("parse") or ()):
        return ids
    return [each for each in ids if each in [str(other) for other in allowed.get(what) or ()]]


def displayed(components: list[Json]) -> Iterator[str]:
    """The texts of components v2."""
    for component in components:
        if component.get("type") == TEXT_DISPLAY:
            yield str(component.get("content", ""))
        yield from displayed(component.get("components") or [])
