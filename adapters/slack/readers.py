"""Who can read a place in Slack, asked afresh: whatever cannot be known for certain counts against it."""

import time
from collections.abc import Mapping
from typing import Any

from adapters.slack import PLATFORM
from adapters.slack.api import Api, ask, pages
from adapters.slack.people import People
from bot.errors import ChatRefused, UnhurriedError
from bot.model.people import Role
from bot.model.places import Place, Readers

_FRESH_FOR = 60.0  # seconds, while every change would be told to us
MOST_PAGES = 3  # of members; a backstage channel with more people than that is not one


class Gate:
    """Judges places. While we hear of every change an answer is good for a minute, and else for nothing."""

    def __init__(self, api: Api, people: People) -> None:
        self._api, self._people = api, people
        self._judged: dict[str, tuple[float, Readers]] = {}
        self._changes = 0
        self.hears_changes = False

    def forget(self) -> None:
        """Something changed: who can read a place is to be asked anew, also if it is being asked right now."""
        self._judged.clear()
        self._changes += 1

    async def readers(self, place: Place) -> Readers:
        """Who can read there. Never raises: what cannot be known is unknown."""
        if place.platform != PLATFORM:
            return Readers.UNKNOWN
        judged_at, readers = self._judged.get(place.channel_id, (0.0, None))
        if readers and self.hears_changes and time.monotonic() - judged_at < _FRESH_FOR:
            return readers
        began, changes = time.monotonic(), self._changes
        try:
            readers = await (self._of_dm(place) if place.is_dm else self._of_channel(place.channel_id))
        except (UnhurriedError, KeyError, TypeError):
            return Readers.UNKNOWN
        if readers is Readers.STAFF_ONLY and changes == self._changes:
            self._judged[place.channel_id] = (began, readers)
        return readers

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
