"""Who can read a place in Discord: every role and every member that may view it must be staff's."""

from collections.abc import Collection
from typing import Any

from adapters.discord import PLATFORM
from adapters.discord.api import Api, Json, get
from adapters.discord.people import People
from bot.errors import UnhurriedError
from bot.known_readers import KnownReaders
from bot.model.people import Role
from bot.model.places import Person, Place, Readers

_VIEW, _ADMINISTRATOR = 1 << 10, 1 << 3
_TEXT_CHANNEL, _ROLE = 0, 0
_READERS = {Role.STAFF: Readers.STAFF_ONLY, Role.CUSTOMER: Readers.OTHERS_TOO, Role.UNKNOWN: Readers.UNKNOWN}


class Gate:
    """Judges places. While we hear of every change an answer is good for a minute, and else for nothing.

    Nobody tells us of the roles of people: an answer that hangs on what one person is, is never kept.
    The server's owner and its administrators can read everything everywhere; they are the ones who run us.
    """

    def __init__(self, api: Api, people: People, staff: Collection[str]) -> None:
        self._api, self._people, self._staff = api, people, frozenset(staff)
        self.known = KnownReaders()

    async def readers(self, place: Place) -> Readers:
        """Who can read there. Never raises: what cannot be known is unknown."""
        if place.platform != PLATFORM:
            return Readers.UNKNOWN
        try:
            return await self.known.of(place.channel_id, lambda: self._asked(place))
        except (UnhurriedError, KeyError, TypeError, ValueError):
            return Readers.UNKNOWN

    async def _asked(self, place: Place) -> tuple[Readers, bool]:
        """Who can read there, and whether we are told when that changes."""
        return await (self._of_dm(place) if place.is_dm else self._of_channel(place.channel_id))

    async def _of_dm(self, place: Place) -> tuple[Readers, bool]:
        """Who can read there, and whether we are told when that changes."""
        role = (await self._people.profile(Person(PLATFORM, place.channel_id.removeprefix("@")), anew=True)).role
        return _READERS[role], False

    async def _of_channel(self, channel_id: str) -> tuple[Readers, bool]:
        """Who can read there, and whether we are told when that changes."""
        channel = await self._api.ask(get("/channels/{channel_id}", channel_id=channel_id))
        if channel["type"] != _TEXT_CHANNEL:
            return Readers.OTHERS_TOO, True
        guild_id = str(channel["guild_id"])
        roles = await self._api.ask(get("/guilds/{guild_id}/roles", guild_id=guild_id))
        overwrites = {str(each["id"]): each for each in channel.get("permission_overwrites", ())}
        everyone = next(role for role in roles if str(role["id"]) == guild_id)
        if any(_may_view(role, everyone, overwrites) and not self._is_staffs(role) for role in roles):
            return Readers.OTHERS_TOO, True
        us = await self._people.us()
        let_in = [each for each in overwrites.values() if each["type"] != _ROLE and int(each["allow"]) & _VIEW]
        people = [str(each["id"]) for each in let_in if str(each["id"]) != us]
        return await self._of_members(people), not people

    async def _of_members(self, user_ids: Collection[str]) -> Readers:
        """Who can read what these read."""
        for user_id in user_ids:
            role = (await self._people.profile(Person(PLATFORM, user_id), anew=True)).role
            if role is not Role.STAFF:
                return _READERS[role]
        return Readers.STAFF_ONLY

    def _is_staffs(self, role: Json) -> bool:
        """Whether nobody but staff, administrators and bots holds it."""
        is_bots = bool((role.get("tags") or {}).get("bot_id"))
        return str(role["id"]) in self._staff or bool(int(role["permissions"]) & _ADMINISTRATOR) or is_bots


def _may_view(role: Json, everyone: Json, overwrites: dict[str, Any]) -> bool:
    """Whether somebody who holds this role and no other may view the channel."""
    held = int(everyone["permissions"]) | int(role["permissions"])
    if held & _ADMINISTRATOR:
        return True
    for each in dict.fromkeys((str(everyone["id"]), str(role["id"]))):
        if each in overwrites:
            held = held & ~int(overwrites[each]["deny"]) | int(overwrites[each]["allow"])
    return bool(held & _VIEW)
