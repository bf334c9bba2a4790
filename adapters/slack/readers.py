"""Who can read a place in Slack, asked afresh: whatever cannot be known for certain counts against it."""

from collections.abc import Mapping
from typing import Any

from adapters.slack import PLATFORM
from adapters.slack.api import Api, ask, pages
from adapters.slack.people import People
from bot.errors import ChatRefused, UnhurriedError
from bot.known_readers import KnownReaders
from bot.model.people import Role
from bot.model.places import Place, Readers

MOST_PAGES = 3  # of members; a backstage channel with more people than that is not one


class Gate:
    """Judges places. While we hear of every change an answer is good for a minute, and else for nothing."""

    def __init__(self, api: Api, people: People) -> None:
        self._api, self._people = api, people
        self.known = KnownReaders()

    async def readers(self, place: Place) -> Readers:
        """Who can read there. Never raises: what cannot be known is unknown."""
        if place.platform != PLATFORM:
            return Readers.UNKNOWN
        try:
            return await self.known.of(place.channel_id, lambda: self._asked(place))
        except (UnhurriedError, KeyError, TypeError):
            return Readers.UNKNOWN

    async def _asked(self, place: Place) -> tuple[Readers, bool]:
        """Who can read there, and that we are told when it changes."""
        return await (self._of_dm(place) if place.is_dm else self._of_channel(place.channel_id)), True

    async def _of_dm(self, place: Place) -> Readers:
        member = await self._people.member(place.channel_id.removeprefix("@"))
        match member.profile.role:
            case Role.STAFF:
                return Readers.STAFF_ONLY
            case Role.CUSTOMER:
                return Readers.OTHERS_TOO
            case Role.UNKNOWN:
                return Readers.UNKNOWN

    async def _of_channel(self, channel_id: str) -> Readers:
        channel = (await ask(self._api.read.conversations_info(channel=channel_id)))["channel"]
        if not is_closed(channel):
            return Readers.OTHERS_TOO
        async for members in pages(self._api.read.conversations_members, "members", MOST_PAGES, channel=channel_id):
            for user_id in members:
                if not await self.may_read_whispers(user_id):
                    return Readers.OTHERS_TOO
        return Readers.STAFF_ONLY

    async def may_read_whispers(self, user_id: str) -> bool:
        """Whether this member of a channel is staff, or ourselves. Raises as `ask` when Slack cannot tell now."""
        try:
            member = await self._people.member(user_id)
        except ChatRefused:
            return False  # somebody whom Slack does not show us
        return member.is_our_bot or member.profile.role is Role.STAFF


def is_closed(channel: Mapping[str, Any]) -> bool:
    """Whether it is private, and shared with nobody outside, now or soon."""
    opened = ("is_ext_shared", "is_pending_ext_shared", "is_org_shared", "is_shared", "is_mpim", "is_im")
    pending = channel.get("pending_shared") or channel.get("pending_connected_team_ids")
    return bool(channel["is_private"]) and not pending and not any(channel.get(each) for each in opened)
