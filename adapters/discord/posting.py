"""Puts a message where it belongs: into a channel, a thread, a DM, or below what somebody wrote."""

from collections.abc import Collection
from typing import Any

from discord.http import Route

from adapters.discord.api import MESSAGE, THREAD_EXISTS, UNKNOWN_CHANNEL, Api, Json, get
from adapters.discord.directs import Directs
from bot.errors import ChatTakenBack
from bot.model.places import Place

_THREAD_NAME = "conversation"
_A_WEEK = 10_080  # minutes until Discord archives a thread in which nothing is said


class Posting:
    """The ways to each place; `backstage` are the channels in which threads are ours to begin."""

    def __init__(self, api: Api, directs: Directs, backstage: Collection[str]) -> None:
        self._api, self._directs, self._backstage = api, directs, backstage

    async def post(self, place: Place, body: Json) -> Any:
        """The message as Discord took it. Raises as `Api.say`."""
        if place.is_dm:
            return await self._directs.say(place.channel_id.removeprefix("@"), body)
        if place.thread_id:
            return await self._in_thread(place.channel_id, place.thread_id, body)
        return await self._api.say(_to(place.channel_id), body)

    async def _in_thread(self, channel_id: str, thread_id: str, body: Json) -> Any:
        """In the thread; where there is none, staff's is begun, and customers are replied to where they wrote."""
        said = await self._api.say(_to(thread_id), body, fine=(UNKNOWN_CHANNEL,))
        if said is not None:
            return said
        if channel_id in self._backstage:
            begin = Route(
                "POST",
                "/channels/{channel_id}/messages/{message_id}/threads",
                channel_id=channel_id,
                message_id=thread_id,
            )
            name = {"name": _THREAD_NAME, "auto_archive_duration": _A_WEEK}
            await self._api.say(begin, name, fine=(THREAD_EXISTS,))
            return await self._api.say(_to(thread_id), body)
        reply = {"message_id": thread_id, "fail_if_not_exists": True}
        body |= {"message_reference": reply, "allowed_mentions": {"parse": [], "replied_user": True}}
        try:
            return await self._api.say(_to(channel_id), body)
        except ChatTakenBack:  # unless it is what they wrote that is gone: then this was never said
            await self._api.ask(get(MESSAGE, channel_id=channel_id, message_id=thread_id))
            raise


def _to(channel_id: str) -> Route:
    return Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)
