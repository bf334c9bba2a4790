"""What we know of channels, threads and posts: where in our words something was said, and what a post is called."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from adapters.discord import PLATFORM
from adapters.discord.api import Api, get
from adapters.discord.places import DM, FORUM, place_of
from bot.model.places import Place

_MOST_KEPT = 10_000

Json = Mapping[str, Any]


class Channels:
    """Those that were told or asked for. All methods raise as `Api.ask`."""

    def __init__(self, api: Api, watched: Collection[str]) -> None:
        self._api, self._watched = api, watched
        self._kept: dict[str, Json] = {}

    def remember(self, channel: Json) -> None:
        """What we need to know of a channel: its kind, its parent, its name and tags, whose DM it is."""
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        names = ("id", "type", "parent_id", "name", "recipients", "guild_id", "applied_tags", "available_tags")
        self._kept[str(channel["id"])] = {name: channel[name] for name in names if name in channel}

    async def place(self, message: Json) -> Place | None:
        """Where it was said, if that is a front desk, backstage or a DM."""
        channel_id = str(message["channel_id"])
        author = str((message.get("author") or {}).get("id", ""))
        if channel_id in self._watched:
            return Place(PLATFORM, channel_id)
        channel = await self._channel(channel_id)
        if channel.get("type") == DM and not author:
            [recipient] = channel.get("recipients") or [{"id": ""}]
            author = str(recipient["id"])
        place = place_of(channel, author)
        return place if place.is_dm or place.channel_id in self._watched else None

    async def is_post(self, thread: Json) -> bool:
        """Whether this thread is, or was, a post in a forum that we look after; then we know where."""
        if str(thread["parent_id"]) not in self._watched:
            return False
        self.remember(thread)
        return bool((await self._channel(str(thread["parent_id"]))).get("type") == FORUM)

    async def post(self, place: Place) -> tuple[str, Sequence[str]]:
        """The title of a forum's post, since its first message often says no more than “see above”, and its tags."""
        parent = await self._channel(place.channel_id)
        if parent.get("type") != FORUM or not place.thread_id:
            return "", ()
        post = await self._channel(place.thread_id)
        tagged = {str(each) for each in post.get("applied_tags") or ()}
        tags = [str(tag["name"]) for tag in parent.get("available_tags") or () if str(tag["id"]) in tagged]
        return str(post.get("name", "")), tags

    async def _channel(self, channel_id: str) -> Json:
        if channel_id not in self._kept:
            self.remember(await self._api.ask(get("/channels/{channel_id}", channel_id=channel_id)))
        return self._kept[channel_id]
