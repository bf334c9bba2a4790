"""Discord for the contract: our own Discord on loopback, and the real client that speaks to it."""

import asyncio
import re
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from adapters.discord.chat import DiscordChat
from bot.config import Discord as DiscordSettings
from bot.config import FrontDesk, Settings
from bot.model.places import Person, Place
from tests.contract.chats import ChatWorld, Trouble
from tests.discord.loopback import Discord, Fault, Timing, running
from tests.discord.loopback.messages import Message
from tests.discord.loopback.people import App

_FAULTS = {
    Trouble.BUSY: Fault.BUSY,
    Trouble.REFUSED: Fault.NAMED,
    Trouble.DROPPED: Fault.DROPPED,
    Trouble.STORED_THEN_DROPPED: Fault.STORED_THEN_DROPPED,
    Trouble.HANG: Fault.HANG,
    Trouble.STORED_THEN_HANG: Fault.STORED_THEN_HANG,
}
_A_MOMENT = 0.3  # seconds between two things that somebody does once the bot listens
_LONG = 60.0  # seconds, more than the client waits by itself


class DiscordWorld:
    """A server with a staff-only channel, where everybody may look in; the stranger does, and has not joined."""

    def __init__(self, discord: Discord, app: App) -> None:
        self._discord, self._app = discord, app
        world = discord.world
        guild = world.add_guild("Acme").guild_id
        world.install(app.app_id, guild)
        self.staff = world.add_role(guild, "staff").role_id
        people = [world.add_person(guild, name, roles) for name, roles in self._names()]
        self.agent, self.colleague, self.customer, self.other_customer = (
            Person("discord", each.user_id) for each in people
        )
        self.stranger = Person("discord", world.add_user("stranger").user_id)
        self._guild = guild
        desk = world.add_channel(guild, "help")
        backstage = world.add_channel(guild, "backstage", only=[self.staff, app.app_id])
        self.front_desk, self.backstage = Place("discord", desk.channel_id), Place("discord", backstage.channel_id)
        self.nowhere = Place("discord", "1")
        self._chat: DiscordChat | None = None
        self._deeds: list[Coroutine[Any, Any, Any]] = []
        self._busy: asyncio.Task[None] | None = None

    @property
    def chat(self) -> DiscordChat:
        """What is tested."""
        assert self._chat
        return self._chat

    @asynccontextmanager
    async def connected(self) -> AsyncIterator["DiscordWorld"]:
        """With a bot in it."""
        desk = FrontDesk(platform="discord", channel=self.front_desk.channel_id, backstage=self.backstage.channel_id)
        tokens = DiscordSettings(
            bot_token=SecretStr(self._app.token),
            staff=(self.staff,),
            api_url=self._discord.api_url,
            gateway_url=self._discord.gateway_url,
        )
        async with DiscordChat.open(Settings(front_desks=(desk,), discord=tokens)) as self._chat:
            yield self
        if self._busy:
            self._busy.cancel()
        for deed in self._deeds:
            deed.close()

    async def says(self, by: Person, place: Place, text: str) -> str:
        if place.thread_id and place.thread_id not in self._discord.world.channels:
            self._discord.talk.begin_thread(by.user_id, place.channel_id, place.thread_id, "thread")
        return self._discord.talk.post(by.user_id, self._channel(place), text)

    async def edits(self, by: Person, place: Place, message_id: str, text: str) -> None:
        self._then(self._edits(by, place, message_id, text))

    async def takes_back(self, by: Person, place: Place, message_id: str) -> None:
        self._then(self._takes_back(by, place, message_id))

    async def begins_thread(self, by: Person, text: str) -> Place:
        message_id = await self.says(by, self.front_desk, text)
        self._discord.talk.begin_thread(by.user_id, self.front_desk.channel_id, message_id, "thread")
        return Place("discord", self.front_desk.channel_id, message_id)

    async def gives(self, by: Person, place: Place, word: str) -> None:
        self._then(self._gives(by, place, word))

    async def lets_in(self, person: Person) -> None:
        if person == self.stranger:
            self._discord.rooms.join(person.user_id, self._guild)
        self._discord.rooms.overwrite(self.backstage.channel_id, person.user_id, allow=1 << 10)

    async def seen_by(self, person: Person) -> Sequence[str]:
        return [
            as_read(message)
            for message in self._discord.record.messages()
            if not message.deleted and self._reads(person, message)
        ]

    async def goes_wrong(self, trouble: Trouble) -> None:
        self._discord.faults.arm(_FAULTS[trouble], seconds=_LONG)

    def _then(self, deed: Coroutine[Any, Any, Any]) -> None:
        """Discord tells nobody later what happened while nobody listened: people wait until somebody does."""
        self._deeds.append(deed)
        if self._busy is None or self._busy.done():
            self._busy = asyncio.create_task(self._do())

    async def _do(self) -> None:
        await self._discord.connected(self._app.app_id)
        while self._deeds:
            await asyncio.sleep(_A_MOMENT)
            await self._deeds.pop(0)

    async def _edits(self, by: Person, place: Place, message_id: str, text: str) -> None:
        self._discord.talk.edit(by.user_id, self._channel(place), message_id, text)

    async def _takes_back(self, by: Person, place: Place, message_id: str) -> None:
        self._discord.talk.delete(by.user_id, self._channel(place), message_id)

    async def _gives(self, by: Person, place: Place, word: str) -> None:
        await self._discord.clicks.command(by.user_id, self._app.app_id, self._channel(place), f"care {word}")

    def _reads(self, person: Person, message: Message) -> bool:
        looks_in = person == self.stranger and self.other_customer.user_id in message.now.readers
        is_open = not message.only_for and message.channel_id != self.backstage.channel_id
        return person.user_id in message.now.readers or (looks_in and is_open and not self._is_direct(message))

    def _is_direct(self, message: Message) -> bool:
        return self._discord.world.channels[message.channel_id].guild_id is None

    def _channel(self, place: Place) -> str:
        if not place.is_dm:
            return place.thread_id or place.channel_id
        return self._discord.world.direct(self._app.app_id, place.channel_id.removeprefix("@")).channel_id

    def _names(self) -> list[tuple[str, list[str]]]:
        staff = ["jonas", "mira"]
        return [(name, [self.staff] if name in staff else []) for name in (*staff, "amina", "bo")]


def as_read(message: Message) -> str:
    """What stands there for people: without marks, and with what was escaped as it was."""
    return unmarked(message.now.content or "\n".join(texts(message.now.components)))


def unmarked(said: str) -> str:
    """What is said, without marks, and with what was escaped as it was."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", re.sub(r"(?m)^(> |-# )|(?<!\\)\*\*", "", said))


def texts(components: Any) -> Iterator[str]:
    """Every text in them, in order."""
    for each in components:
        if each["type"] == 10:
            yield each["content"]
        yield from texts(each.get("components", ()))


@asynccontextmanager
async def discord(folder: Path) -> AsyncIterator[ChatWorld]:
    """A new server."""
    async with (
        running(Timing(nonce=0), folder / "traffic.jsonl") as discord,  # it says the same thing twice when told to
        DiscordWorld(discord, discord.world.add_app()).connected() as world,
    ):
        yield world
