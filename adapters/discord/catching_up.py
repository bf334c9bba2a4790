"""What people said, edited and deleted in Discord while nobody listened."""

from collections.abc import Sequence
from datetime import UTC, datetime

from adapters.discord import PLATFORM
from adapters.discord.api import MESSAGE, UNKNOWN_MESSAGE, Api, Json, get
from adapters.discord.hearing import Hearing
from adapters.discord.history import latest, threads
from adapters.discord.people import People
from adapters.discord.places import is_id_of
from adapters.discord.rooms import Rooms
from adapters.discord.translate import deleted, is_said
from bot.errors import ChatBusy, ChatRefused
from bot.events import Change, Event
from bot.model.conversations import Message
from bot.model.places import Place

_MOST_THREADS = 200  # with something new in them, asked at once
_MOST_MISSING = 20  # messages that are not where they were, asked for one by one


class CatchingUp:
    """Asks history what was missed. All methods raise as `Api.ask`."""

    def __init__(self, api: Api, rooms: Rooms, people: People, hearing: Hearing) -> None:
        self._api, self._rooms, self._people, self._hearing = api, rooms, people, hearing

    async def missed(self, place: Place, after: datetime) -> Sequence[Event]:
        """See `bot.ports.Chat`."""
        said = [(each, place) for each in await self._said(place, after)]
        if place == place.channel and not place.is_dm:
            for thread in (await threads(self._api, place.channel_id, after))[:_MOST_THREADS]:
                inside = Place(PLATFORM, place.channel_id, str(thread["id"]))
                said += [(each, inside) for each in await latest(self._api, str(thread["id"]), after)]
        said.sort(key=lambda each: int(each[0]["id"]))
        events = [await self._hearing.message(each, where) for each, where in said if is_said(each)]
        return [event for event in events if event]

    async def changes(self, place: Place, kept: Sequence[Message], after: datetime) -> Sequence[Change]:
        """See `bot.ports.Chat`; what is not where it was is asked for by itself before it counts as gone."""
        ours = {each.message_id: each for each in kept if is_id_of(each.message_id, each.at)}
        if not ours:
            return []
        channel_id = await self._room(place)
        stands = await latest(self._api, channel_id, min(each.at for each in ours.values()))
        there = {str(each["id"]): each for each in stands}
        edits = [await self._hearing.edited(each, place) for message_id, each in there.items() if message_id in ours]
        missing = sorted(ours.keys() - there.keys(), key=int)[-_MOST_MISSING:]
        gone = [each for each in missing if await self._is_gone(channel_id, each)]
        return [
            *(edit for edit in edits if edit and edit.at >= after),
            *(deleted(each, ours[each].place, datetime.now(UTC)) for each in gone),
        ]

    async def _said(self, place: Place, after: datetime) -> Sequence[Json]:
        """What stands in exactly this place; nothing in a forum outside its posts, or in a thread nobody began."""
        channel_id = await self._room(place)
        if place.thread_id and await self._rooms.all_of(place) != [place.thread_id]:
            return []  # what belongs to it stands in the channel, and is told with the channel
        spot = (await self._people.spots()).get(channel_id)
        return [] if spot and spot.is_forum else await latest(self._api, channel_id, after)

    async def _room(self, place: Place) -> str:
        try:
            return await self._rooms.of(place)
        except ChatBusy:
            raise ChatRefused("Discord lets me open no direct messages now") from None

    async def _is_gone(self, channel_id: str, message_id: str) -> bool:
        call = get(MESSAGE, channel_id=channel_id, message_id=message_id)
        return await self._api.ask(call, fine=(UNKNOWN_MESSAGE,)) is None
