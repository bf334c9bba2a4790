"""A server of ours with the bot in it: the real client, our own Discord, a database in a file; for stories."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from adapters.discord.chat import DiscordChat
from adapters.discord.listening import HEARING
from bot.app import Bot
from bot.config import Database, FrontDesk, Settings
from bot.config import Discord as DiscordSettings
from bot.flows.speaker import Speaker
from bot.model.deliveries import Limits
from bot.wiring import new_key
from storage.store import SqlStore
from tests.contract.discord_world import as_read
from tests.discord.loopback import Discord, Permission
from tests.discord.loopback.channels import Channel, Kind
from tests.discord.loopback.interactions import Interaction
from tests.discord.loopback.messages import Message
from tests.discord.loopback.people import App, User
from tests.sqlite import with_tables

QUICK = Limits(pace=timedelta(), patience=timedelta(seconds=5), settle=timedelta(), second_look=timedelta())


@dataclass
class MovedTime:
    """Real time, moved forward as far as a story likes."""

    shift: timedelta = timedelta()

    def now(self) -> datetime:
        """See `bot.ports.Clock`."""
        return self.real() + self.shift

    def real(self) -> datetime:
        """See `bot.ports.Clock`."""
        return datetime.now(UTC)


@dataclass
class Office:
    """Jonas and Mira hold the staff role; Amina and Bo are members like any other."""

    discord: Discord
    app: App
    guild_id: str
    jonas: User
    mira: User
    amina: User
    bo: User
    staff_id: str
    help: Channel
    forum: Channel
    backstage: Channel
    folder: Path
    clock: MovedTime = field(default_factory=MovedTime)

    def settings(self, **more: Any) -> Settings:
        """What the operator would write."""
        desks = tuple(
            FrontDesk(platform="discord", channel=each.channel_id, backstage=self.backstage.channel_id)
            for each in (self.help, self.forum)
        )
        discord = DiscordSettings(
            bot_token=SecretStr(self.app.token),
            staff=(self.staff_id,),
            api_url=self.discord.api_url,
            gateway_url=self.discord.gateway_url,
            **more,
        )
        return Settings(
            front_desks=desks, discord=discord, database=Database(path=with_tables(self.folder / "unhurried.db"))
        )

    @asynccontextmanager
    async def working(self, settings: Settings | None = None, limits: Limits = QUICK) -> AsyncIterator["Shift"]:
        """The bot, listening."""
        async with self.resting(settings, limits) as shift, shift.listening():
            yield shift

    @asynccontextmanager
    async def resting(self, settings: Settings | None = None, limits: Limits = QUICK) -> AsyncIterator["Shift"]:
        """The bot, not listening yet."""
        settings = settings or self.settings()
        store = await SqlStore.open(settings.database.where, settings.workspace)
        try:
            async with DiscordChat.open(settings, limits) as chat:
                speaker = Speaker(new_key(), store, {"discord": chat}, self.clock, settings, new_key)
                yield Shift(self, chat, Bot(speaker))
        finally:
            await store.close()

    def says(self, who: User, text: str, where: str = "", reply_to: str | None = None) -> str:
        """Somebody says something, at the front desk unless said otherwise."""
        return self.discord.talk.post(who.user_id, where or self.help.channel_id, text, reply_to)

    def writes(self, who: User, text: str) -> str:
        """Somebody writes to the bot."""
        return self.discord.talk.direct(who.user_id, self.app.app_id, text)

    def said(self, where: Channel) -> list[str]:
        """What stands there of ours, its threads included, as it is read, oldest first; no private answers."""
        return [as_read(each) for each in self.ours(where) if not each.only_for]

    def ours(self, where: Channel) -> list[Message]:
        """Our messages there that are not taken back."""
        rooms = [where.channel_id, *(each.channel_id for each in self._threads(where))]
        said = [each for room in rooms for each in self.discord.record.by_apps(room) if not each.deleted]
        return sorted(
            (each for each in said if each.author_id == self.app.app_id), key=lambda each: int(each.message_id)
        )

    def answers(self, who: User) -> list[str]:
        """What only this person was shown, oldest first."""
        return [as_read(each) for each in self.discord.record.by_apps() if each.only_for == who.user_id]

    def direct(self, who: User) -> Channel:
        """The DM of this person and the bot."""
        return self.discord.world.direct(self.app.app_id, who.user_id)

    def _threads(self, where: Channel) -> list[Channel]:
        rooms = self.discord.world.channels.values()
        return [each for each in rooms if each.thread and each.parent_id == where.channel_id]


@dataclass
class Shift:
    """The bot at work in an office."""

    office: Office
    chat: DiscordChat
    bot: Bot

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Connected for as long as this lasts."""
        task = asyncio.create_task(self.chat.listen(self.bot))
        try:
            await self.office.discord.connected(self.office.app.app_id)
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def keeps_up(self) -> None:
        """Everything that happened is heard, and what is due is said."""
        await self.office.discord.heard()
        await settled()
        await self.bot.speak()

    async def presses(self, who: User, message: Message, label: str) -> Interaction:
        """Somebody presses a button."""
        done = await self.office.discord.clicks.press(who.user_id, message.channel_id, message.message_id, label)
        await self.keeps_up()
        return done

    async def commands(self, who: User, line: str, where: Channel | None = None, **options: Any) -> Interaction:
        """Somebody types `/care …`."""
        office, room = self.office, where or self.office.help
        done = await office.discord.clicks.command(
            who.user_id, office.app.app_id, room.channel_id, f"care {line}", options
        )
        await self.keeps_up()
        return done

    async def fills_in(self, who: User, asked: Interaction, fields: Mapping[str, str]) -> Interaction:
        """Somebody fills in the form that was opened for them, and sends it."""
        assert asked.modal_id, asked.answer
        done = await self.office.discord.clicks.submit(who.user_id, asked.modal_id, fields)
        await self.keeps_up()
        return done


async def settled() -> None:
    """Wait until nothing that Discord told is being heard any more."""
    while hearing := [each for each in asyncio.all_tasks() if each.get_name() == HEARING]:
        await asyncio.wait(hearing)


def open_office(discord: Discord, folder: Path) -> Office:
    """A new server; nobody has said anything."""
    world = discord.world
    guild = world.add_guild("Acme").guild_id
    app = world.add_app()
    world.install(app.app_id, guild)
    staff = world.add_role(guild, "staff", Permission.MANAGE_MESSAGES).role_id
    jonas, mira = (world.add_person(guild, name, [staff]) for name in ("jonas", "mira"))
    amina, bo = (world.add_person(guild, name) for name in ("amina", "bo"))
    help_ = world.add_channel(guild, "help")
    forum = world.add_channel(guild, "questions", kind=Kind.FORUM, tags=["bug", "billing", "urgent"])
    backstage = world.add_channel(guild, "backstage", only=[staff, app.app_id])
    return Office(discord, app, guild, jonas, mira, amina, bo, staff, help_, forum, backstage, folder)
