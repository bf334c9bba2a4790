"""What Discord calls the places in which something stands."""

from adapters.discord.api import Api, get
from adapters.discord.directs import Directs
from bot.errors import ChatRefused
from bot.model.places import Place


class Rooms:
    """The ids of channels, threads and DMs. All methods raise as `Api.say`."""

    def __init__(self, api: Api, directs: Directs) -> None:
        self._api, self._directs = api, directs

    async def of(self, place: Place) -> str:
        """What Discord calls this channel or DM."""
        if place.is_dm:
            return await self._directs.channel(place.channel_id.removeprefix("@"))
        return place.thread_id or place.channel_id

    async def all_of(self, place: Place) -> list[str]:
        """Where what belongs to this place may stand: its thread, or the channel if there is no such thread."""
        if place.is_dm or not place.thread_id:
            return [await self.of(place)]
        try:
            await self._api.ask(get("/channels/{channel_id}", channel_id=place.thread_id))
        except ChatRefused:
            return [await self.of(place.channel)]
        return [place.thread_id]

    async def one_of(self, place: Place) -> str:
        """The one in which what belongs to this place stands."""
        [channel_id] = await self.all_of(place)
        return channel_id
