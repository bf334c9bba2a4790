"""What we know of channels, threads and posts: where in our words something was said, and what a message begins."""

from collections.abc import Collection, Mapping
from typing import Any

from adapters.discord import PLATFORM
from adapters.discord.api import Api, attempt, get
from adapters.discord.places import DM, FORUM, place_of
from adapters.discord.translate import STARTER, Opening, is_said
from bot.model.places import Place

_OF_A_THREAD = ("parent_id", "owner_id", "message_count", "last_message_id", "applied_tags")
_NEEDED = ("id", "type", "name", "recipients", "guild_id", "available_tags", *_OF_A_THREAD)
_MOST_KEPT = 10_000
_FIRST_ONES = 5  # messages of a thread among which its first words are; Discord's own notices stand there too
_GOES_ON = 2  # more messages than these stand in a thread that has its first words

Json = Mapping[str, Any]


class Channels:
    """Those that were told or asked for. All methods raise as `Api.ask`."""

    def __init__(self, api: Api, watched: Collection[str]) -> None:
        self._api, self._watched = api, watched
        self._kept: dict[str, Json] = {}
        self._first: dict[str, tuple[str, bool]] = {}

    def remember(self, channel: Json) -> None:
        """What we need to know of a channel: its kind, its parent, its name and tags, whose DM it is."""
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
            self._first.clear()
        self._kept[str(channel["id"])] = {name: channel[name] for name in _NEEDED if name in channel}

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

    async def opening(self, message: Json, place: Place) -> Opening | None:
        """What this message begins, if it is a forum's post or the first words of whoever began a thread.

        Those say no more than “see above” at times: the title is part of what is asked.
        """
        if place.thread_id is None:
            return None
        thread = await self._channel(place.thread_id)
        if str(message["id"]) == place.thread_id:
            return await self._post(thread)
        if str(thread.get("owner_id")) != str((message.get("author") or {}).get("id")):
            return None
        if _went_on_before(thread, message):
            return None
        first, stands_alone = await self._first_words(place.thread_id, str(message["id"]))
        if first != str(message["id"]):
            return None
        return Opening(str(thread.get("name", "")) if stands_alone else "")

    async def _post(self, post: Json) -> Opening:
        parent = await self._channel(str(post["parent_id"]))
        if parent.get("type") != FORUM:
            return Opening()
        tagged = {str(each) for each in post.get("applied_tags") or ()}
        tags = [str(tag["name"]) for tag in parent.get("available_tags") or () if str(tag["id"]) in tagged]
        return Opening(str(post.get("name", "")), tags)

    async def _first_words(self, thread_id: str, said: str) -> tuple[str, bool]:
        """The first message that a person said there, and whether the thread hangs on no message; `said` is one."""
        if thread_id not in self._first:
            call = get("/channels/{channel_id}/messages", channel_id=thread_id)
            stands = await attempt(self._api.ask(call, {"after": 0, "limit": _FIRST_ONES})) or ()
            first = min([said, *(str(each["id"]) for each in stands if is_said(each))], key=int)
            self._first[thread_id] = first, all(each["type"] != STARTER for each in stands)
        return self._first[thread_id]

    async def _channel(self, channel_id: str) -> Json:
        if channel_id not in self._kept:
            self.remember(await self._api.ask(get("/channels/{channel_id}", channel_id=channel_id)))
        return self._kept[channel_id]


def _went_on_before(thread: Json, message: Json) -> bool:
    """Whether it was told of the thread that more than its first words stand there, all of them older than this."""
    latest = thread.get("last_message_id")
    return latest is not None and int(latest) < int(message["id"]) and thread.get("message_count", 0) > _GOES_ON
