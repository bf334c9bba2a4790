"""What Discord calls the places in which something stands."""

from discord.http import Route

from adapters.discord.api import Api, get
from bot.errors import ChatRefused
from bot.model.places import Place


class Rooms:
    """The ids of channels, threads and DMs. DMs are opened when they are needed. All methods raise as `Api.say`."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._dms: dict[str, str] = {}

    async def of(self, place: Place) -> str:
        """What Discord calls this channel or DM."""
        if not place.is_dm:
            return place.thread_id or place.channel_id
        if place.channel_id not in self._dms:
            user_id = place.channel_id.removeprefix("@")
            opened = await self._api.say(Route("POST", "/users/@me/channels"), {"recipient_id": user_id})
            self._dms[place.channel_id] = str(opened["id"])
        return self._dms[place.channel_id]

    async def all_of(self, place: Place) -> list[str]:
        """Where what belongs to this place may stand: its thread, or the channel if there is no such thread."""
        if not place.thread_id:
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
