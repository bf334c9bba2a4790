"""What stands in Slack's channels, threads and private messages, asked for page by page."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from adapters.slack import PLATFORM
from adapters.slack.api import Api, Json, TooMuch, ask, pages
from adapters.slack.links import id_before
from bot.model.places import Place

_MOST_PAGES = 50  # of messages, looked through at once
_MOST_LATEST = 20  # pages of a list of which the first will do
_MOST_DIRECTS = 100  # DMs looked into after an absence
_GONE = frozenset({"thread_not_found", "message_not_found"})


class History:
    """What was said, ours and theirs. All methods raise as `ask`."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._dms: dict[str, str] = {}

    async def channel(self, place: Place) -> str:
        """What Slack calls this channel or DM."""
        if not place.is_dm:
            return place.channel_id
        if place.channel_id not in self._dms:
            user = place.channel_id.removeprefix("@")
            opened = await ask(self._api.read.conversations_open(users=user))
            self._dms[place.channel_id] = opened["channel"]["id"]
        return self._dms[place.channel_id]

    async def directs(self) -> Sequence[Place]:
        """The DMs with us that began last; Slack does not tell in which of them something was said."""
        listed: Any = self._api.read.users_conversations
        found = [each async for page in _so_many(listed, "channels", types="im") for each in page if each.get("user")]
        began = sorted(found, key=lambda each: each.get("created", 0), reverse=True)[:_MOST_DIRECTS]
        self._dms |= {f"@{each['user']}": each["id"] for each in began}
        return [Place(PLATFORM, f"@{each['user']}") for each in began]

    async def messages(self, place: Place, since: datetime, **more: Any) -> AsyncIterator[Json]:
        """What stands in exactly this place since then, in Slack's order."""
        channel = await self.channel(place)
        if place.thread_id:
            async for each in self.replies(channel, place.thread_id, since, **more):
                yield each
            return
        history: Any = self._api.read.conversations_history
        async for page in pages(history, "messages", _MOST_PAGES, channel=channel, oldest=id_before(since), **more):
            for each in page:
                yield each

    async def replies(self, channel: str, root: str, since: datetime, **more: Any) -> AsyncIterator[Json]:
        """What stands below a message since then, oldest first."""
        replies: Any = self._api.read.conversations_replies
        arguments = {"channel": channel, "ts": root, "oldest": id_before(since), **more}
        async for page in pages(replies, "messages", _MOST_PAGES, **arguments):
            for each in page:
                if each["ts"] != root:
                    yield each

    async def latest(self, place: Place, since: datetime) -> Sequence[Json]:
        """What stands in a channel or DM since then, its threads aside; of too much the newest. Newest first."""
        history: Any = self._api.read.conversations_history
        channel = await self.channel(place)
        found = _so_many(history, "messages", channel=channel, oldest=id_before(since))
        return [each async for page in found for each in page]

    async def is_gone(self, place: Place, ts: str) -> bool:
        """Whether a message, in a thread or not, certainly stands there no more."""
        channel = await self.channel(place)
        call = self._api.read.conversations_replies(channel=channel, ts=ts, limit=1)
        stands = (await ask(call, fine=_GONE)).get("messages", ())
        return not any(each["ts"] == ts and each.get("subtype") != "tombstone" for each in stands)


async def _so_many(method: Any, key: str, **arguments: Any) -> AsyncIterator[list[Any]]:
    """The first pages of a list; what comes after them is left out."""
    try:
        async for page in pages(method, key, _MOST_LATEST, **arguments):
            yield page
    except TooMuch:
        return
