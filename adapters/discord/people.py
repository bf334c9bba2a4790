"""Who people are in Discord: staff are those who hold a role that was named, in one of our servers."""

import asyncio
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from adapters.discord import PLATFORM
from adapters.discord.api import Api, Json, NotThere, attempt, get
from adapters.discord.places import FORUM, Spot
from bot.errors import ChatRefused, UnhurriedError
from bot.model.people import Profile, Role
from bot.model.places import Person

_KEPT_FOR = 60.0  # seconds
_MOST_KEPT = 10_000
_MEMBER = "/guilds/{guild_id}/members/{user_id}"


class People:
    """Everybody, as Discord tells. `staff` are ids of roles, and of people."""

    def __init__(self, api: Api, staff: Collection[str], channels: Iterable[str]) -> None:
        self._api, self._staff, self._channels = api, frozenset(staff), dict.fromkeys(channels)
        self._us = ""
        self._asking = asyncio.Lock()
        self._spots: dict[str, Spot] = {}
        self._kept: dict[str, dict[str, tuple[float, Profile]]] = {}

    async def us(self) -> str:
        """The id of our own account. Raises as `Api.ask`."""
        if not self._us:
            self._us = str((await self._api.ask(get("/users/@me")))["id"])
        return self._us

    async def spots(self) -> Mapping[str, Spot]:
        """Where our channels are, those that Discord shows us. Raises `UnhurriedError` when it cannot tell now."""
        if len(self._spots) < len(self._channels):
            async with self._asking:  # once, however many want to know
                for channel_id in self._channels:
                    if channel_id not in self._spots:
                        await self._look_for(channel_id)
        return self._spots

    async def _look_for(self, channel_id: str) -> None:
        """A server tells at once where all of its channels are."""
        channel = await attempt(self._api.ask(get("/channels/{channel_id}", channel_id=channel_id)))
        if not channel:
            return
        guild_id = str(channel["guild_id"])
        beside = await attempt(self._api.ask(get("/guilds/{guild_id}/channels", guild_id=guild_id)))
        for each in (channel, *(beside or ())):
            if str(each["id"]) in self._channels:
                self._spots[str(each["id"])] = Spot(guild_id, each["type"] == FORUM)

    async def profile(self, person: Person, anew: bool = False, channel_id: str = "") -> Profile:
        """Name and role, in the server of this channel or in any of ours.

        The role is unknown when Discord cannot say, or when they are not there. Nobody tells us when somebody is given
        or loses a role: what hangs on that alone is asked `anew`.
        """
        try:
            spots = await self.spots()
            guild_id = spots[channel_id].guild_id if channel_id in spots else ""
            kept_at, profile = self._kept.get(person.user_id, {}).get(guild_id, (0.0, None))
            if profile is None or anew or time.monotonic() - kept_at > _KEPT_FOR:
                guilds = [guild_id] if guild_id else dict.fromkeys(spot.guild_id for spot in spots.values())
                profile = await self._asked(person, guilds)
                self._keep(profile, guild_id)
        except (UnhurriedError, KeyError):
            return Profile(person, person.user_id, Role.UNKNOWN)
        return profile

    async def have_left(self, person: Person, known: str = "") -> bool:
        """Whether this person is certainly in none of our servers; of one of them it may be `known` already.

        Raises `UnhurriedError` when Discord cannot tell.
        """
        guilds = {spot.guild_id for spot in (await self.spots()).values()}
        for guild_id in guilds - {known}:
            try:
                await self._api.ask(get(_MEMBER, guild_id=guild_id, user_id=person.user_id))
            except NotThere:
                continue
            except ChatRefused:
                return False
            return False
        return bool(guilds)

    def told(self, user: Json, member: Json | None, guild_id: str = "") -> Profile:
        """The profile that came with an event; with a member's of this server, the role there is certain."""
        profile = self._read(user, member)
        if member is not None and guild_id:
            self._keep(profile, guild_id)
        return profile

    def forget(self, user_id: str) -> None:
        """What was known of this person may have changed."""
        self._kept.pop(user_id, None)

    async def _asked(self, person: Person, guilds: Iterable[str]) -> Profile:
        found: Profile | None = None
        for guild_id in guilds:
            call = self._api.ask(get(_MEMBER, guild_id=guild_id, user_id=person.user_id))
            if member := await attempt(call):
                profile = self._read(member["user"], member)
                found = profile if found is None or profile.is_staff else found
        return found or Profile(person, person.user_id, Role.UNKNOWN)

    def _read(self, user: Json, member: Json | None) -> Profile:
        person = Person(PLATFORM, str(user["id"]))
        names: Iterable[Any] = ((member or {}).get("nick"), user.get("global_name"), user.get("username"), user["id"])
        profile = Profile(person, next(str(name) for name in names if name), Role.UNKNOWN)
        if member is None:
            return profile
        roles = {str(role) for role in member.get("roles", ())}
        is_staff = not user.get("bot") and bool(self._staff & {*roles, person.user_id})
        return replace(profile, role=Role.STAFF if is_staff else Role.CUSTOMER)

    def _keep(self, profile: Profile, guild_id: str) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept.setdefault(profile.person.user_id, {})[guild_id] = (time.monotonic(), profile)
