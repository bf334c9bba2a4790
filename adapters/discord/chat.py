"""Discord as a chat platform: says things, changes them, takes them back, and finds them again."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord import PLATFORM
from adapters.discord.answering import Answering
from adapters.discord.api import (
    ARCHIVED,
    MESSAGE,
    PATIENCE,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    Api,
    attempt,
    get,
)
from adapters.discord.catching_up import CatchingUp
from adapters.discord.directs import Directs
from adapters.discord.hearing import Hearing
from adapters.discord.history import messages
from adapters.discord.listening import listen
from adapters.discord.people import People
from adapters.discord.posting import Posting
from adapters.discord.readers import Gate
from adapters.discord.render import Words, is_for_staff, marks, marks_of, message
from adapters.discord.rooms import Rooms
from bot.config import Settings
from bot.errors import ChatRefused
from bot.events import Change, Event
from bot.messages import Answer, CustomerWords, StaffWords
from bot.model.conversations import Message
from bot.model.deliveries import Limits
from bot.model.people import Profile
from bot.model.places import Audience, CustomerPlace, Person, Place, Readers, Shown
from bot.ports import Ears
from bot.rules.audience import StaffPlace

LIMITS = Limits(
    pace=timedelta(seconds=1), patience=PATIENCE, settle=timedelta(seconds=5), second_look=timedelta(seconds=10)
)


class DiscordChat:
    """`bot.ports.Chat` for one bot, in however many servers its front desks are."""

    platform = PLATFORM

    def __init__(self, api: Api, settings: Settings, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._api, self._settings = api, settings.discord
        desks = [desk for desk in settings.front_desks if desk.platform == PLATFORM]
        channels = [channel for desk in desks for channel in (desk.backstage, desk.channel)]
        directs = Directs(api)
        self._people = People(api, settings.discord.staff, channels)
        self._gate = Gate(api, self._people, settings.discord.staff)
        self._answering = Answering(api, self._people, directs)
        self._hearing = Hearing(api, self._people, self._gate, directs, self._answering, settings)
        self._rooms = Rooms(api, directs)
        self._catching_up = CatchingUp(api, self._rooms, self._people, self._hearing)
        self._posting = Posting(api, directs, frozenset(desk.backstage for desk in desks))

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: Settings, limits: Limits = LIMITS) -> AsyncIterator["DiscordChat"]:
        """Its calls end with it."""
        Route.BASE = settings.discord.api_url.rstrip("/")
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord.gateway_url)
        api = Api(settings.discord.bot_token.get_secret_value())
        try:
            yield cls(api, settings, limits)
        finally:
            await api.close()

    async def listen(self, ears: Ears) -> None:
        """Stay connected and hand over what happens, until cancelled."""
        try:
            await listen(self._settings, self._api, self._hearing, ears, self._connected)
        finally:
            self._connected(False)

    async def whisper(self, place: StaffPlace, words: StaffWords, key: str) -> Shown:
        """Say something to staff; `ChatRefused` where anybody else can read."""
        await self._only_staff(place.place)
        return await self._say(place.place, words, key)

    async def tell(self, place: CustomerPlace, words: CustomerWords, key: str) -> Shown:
        """Say something to a customer; `ChatRefused` when there is no such place, or they have left."""
        if place.to and await self._people.have_left(place.to):
            raise ChatRefused("they have left the server")
        return await self._say(place.place, words, key)

    async def update(self, shown: Shown, words: Words) -> None:
        """Change what stands there; `ChatRefused` when it is gone, or was shown to another audience."""
        if shown.audience is not _audience(words):
            raise ChatRefused("these words are for another audience than the ones they would replace")
        if shown.audience is Audience.STAFF:
            await self._only_staff(shown.place)
        at = {"channel_id": await self._rooms.one_of(shown.place), "message_id": shown.message_id}
        stands = await self._api.ask(get(MESSAGE, **at))
        body = message(words, "", await self._people.spots())
        if carried := marks_of(stands):
            body["components"][0]["id"], body["components"][0]["components"][0]["id"] = carried
        change = Route("PATCH", MESSAGE, **at)
        if await self._api.say(change, body, fine=(ARCHIVED,)) is None:
            thread = Route("PATCH", "/channels/{channel_id}", channel_id=at["channel_id"])
            await self._api.say(thread, {"archived": False})
            await self._api.say(change, body)

    async def withdraw(self, shown: Shown) -> None:
        """Take back what we said, gone or not."""
        at = {"channel_id": await self._rooms.one_of(shown.place), "message_id": shown.message_id}
        stands = await attempt(self._api.ask(get(MESSAGE, **at)))
        if stands is None:
            return
        if str(stands["author"]["id"]) != await self._people.us():
            raise ChatRefused("that is not ours to take back")
        await self._api.say(Route("DELETE", MESSAGE, **at), fine=(UNKNOWN_MESSAGE, UNKNOWN_CHANNEL))

    async def find(self, place: Place, key: str, since: datetime) -> Sequence[Shown]:
        """What of ours stands in exactly this place with this key since then (real time), oldest first."""
        us, wanted = await self._people.us(), marks(key)
        found = []
        for channel_id in await self._rooms.all_of(place):
            async for each in messages(self._api, channel_id, since):
                if str(each["author"]["id"]) == us and marks_of(each) == wanted:
                    audience = Audience.STAFF if is_for_staff(each) else Audience.CUSTOMER
                    found.append(Shown(place, str(each["id"]), audience))
        return sorted(found, key=lambda shown: int(shown.message_id))

    async def answer(self, to: Person, place: Place, message_id: str, answer: Answer) -> None:
        """In their direct messages; who takes none sees a sign on what they wrote, if that says as much."""
        await self._answering.reply(answer, to.user_id, place.thread_id or place.channel_id, message_id)

    async def missed(self, place: Place, after: datetime) -> Sequence[Event]:
        """What people said there at that time or later, oldest first; of a channel, what is new in its threads too."""
        return await self._catching_up.missed(place, after)

    async def directs(self) -> Sequence[Place]:
        """Discord does not list them for bots."""
        return ()

    async def changes(self, place: Place, kept: Sequence[Message], after: datetime) -> Sequence[Change]:
        """What of this was edited since then, and what is gone."""
        return await self._catching_up.changes(place, kept, after)

    async def readers(self, place: Place) -> Readers:
        """Who can read there; unknown when Discord cannot say."""
        return await self._gate.readers(place)

    async def profile(self, person: Person) -> Profile:
        """Name and role; the role is unknown when Discord cannot say. Zones and locales it never tells."""
        return await self._people.profile(person)

    def _connected(self, stands: bool) -> None:
        self._gate.known.forget()
        self._gate.known.hears_changes = stands

    async def _only_staff(self, place: Place) -> None:
        match await self._gate.readers(place):
            case Readers.OTHERS_TOO:
                raise ChatRefused("others than staff can read there")
            case Readers.UNKNOWN:
                raise ChatRefused("it cannot be found out who can read there")
            case Readers.STAFF_ONLY:
                pass

    async def _say(self, place: Place, words: Words, key: str) -> Shown:
        audience, body = _audience(words), message(words, key, await self._people.spots())
        body |= {"nonce": key[:25], "enforce_nonce": True}
        said = await self._posting.post(place, body)
        return Shown(place, str(said["id"]), audience)


def _audience(words: Words) -> Audience:
    return Audience.STAFF if isinstance(words, StaffWords) else Audience.CUSTOMER
