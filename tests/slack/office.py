"""A workspace of ours with the bot in it: real clients, our own Slack, a database in a file; for stories."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from adapters.slack.chat import SlackChat
from bot.app import Bot
from bot.config import Database, FrontDesk, Settings
from bot.config import Slack as SlackSettings
from bot.flows.speaker import Speaker
from bot.model.deliveries import Limits
from bot.wiring import new_key
from storage.store import SqlStore
from tests.contract.slack_world import as_read
from tests.slack.loopback import Slack
from tests.slack.loopback.channels import Channel
from tests.slack.loopback.messages import Message
from tests.slack.loopback.people import App, Person
from tests.slack.loopback.record import Delivery
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
    """Jonas and Mira help at the front desk, Amina and Bo ask there; Gil is a guest, Sten of another workspace."""

    slack: Slack
    app: App
    jonas: Person
    mira: Person
    amina: Person
    bo: Person
    gil: Person
    sten: Person
    staff_id: str
    help: Channel
    backstage: Channel
    folder: Path
    clock: MovedTime = field(default_factory=MovedTime)

    def settings(self, **more: Any) -> Settings:
        """What the operator would write."""
        desk = FrontDesk(platform="slack", channel=self.help.channel_id, backstage=self.backstage.channel_id)
        slack = SlackSettings(
            bot_token=SecretStr(self.app.bot_token),
            app_token=SecretStr(self.app.app_token),
            signing_secret=SecretStr(self.app.signing_secret),
            staff=(self.staff_id,),
            api_url=self.slack.api_url,
            **more,
        )
        return Settings(
            front_desks=(desk,), slack=slack, database=Database(path=with_tables(self.folder / "unhurried.db"))
        )

    @asynccontextmanager
    async def bot(self, settings: Settings | None = None, limits: Limits = QUICK) -> AsyncIterator["Shift"]:
        """The bot, not listening yet."""
        settings = settings or self.settings()
        store = await SqlStore.open(settings.database.where, settings.workspace)
        try:
            async with SlackChat.open(settings, limits) as chat:
                speaker = Speaker(new_key(), store, {"slack": chat}, self.clock, settings, new_key)
                yield Shift(self, chat, Bot(speaker))
        finally:
            await store.close()

    @asynccontextmanager
    async def working(self, settings: Settings | None = None) -> AsyncIterator["Shift"]:
        """The bot, listening."""
        async with self.bot(settings) as shift, shift.listening():
            yield shift

    def says(self, who: Person, text: str, thread: str | None = None, where: Channel | None = None) -> str:
        """Somebody says something, at the front desk unless said otherwise."""
        return self.slack.talk.post(who.user_id, (where or self.help).channel_id, text, thread)

    def writes(self, who: Person, text: str) -> str:
        """Somebody writes to the bot."""
        return self.slack.talk.direct(who.user_id, self.app.app_id, text)

    def said(self, where: Channel) -> list[str]:
        """What stands there of ours, as it is read, oldest first; not what only one person sees."""
        return [as_read(each) for each in self.ours(where) if not each.only_for]

    def ours(self, where: Channel) -> list[Message]:
        """Our messages there that are not taken back."""
        return [each for each in self.slack.record.by_apps(where.channel_id) if not each.deleted]

    def answers(self, who: Person) -> list[str]:
        """What only this person was shown, oldest first: private messages in channels."""
        return [as_read(each) for each in self.slack.record.by_apps() if each.only_for == who.user_id]

    def direct(self, who: Person) -> Channel:
        """The DM of this person and the bot."""
        return self.slack.world.direct(self.app.bot_user_id, who.user_id)


@dataclass
class Shift:
    """The bot at work in an office."""

    office: Office
    chat: SlackChat
    bot: Bot

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Connected for as long as this lasts."""
        task = asyncio.create_task(self.chat.listen(self.bot))
        try:
            await self.office.slack.connected(self.office.app.app_id)
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def keeps_up(self) -> None:
        """Everything that happened is heard, and what is due is said."""
        await self.office.slack.settled()
        await self.bot.speak()

    async def time_passes(self, by: timedelta) -> None:
        """What falls due on the way is said."""
        self.office.clock.shift += by
        await self.bot.speak()

    async def presses(self, who: Person, where: Channel, ts: str, label: str) -> Delivery:
        """Somebody presses a button."""
        delivery = await self.office.slack.clicks.press(who.user_id, where.channel_id, ts, label)
        await self.keeps_up()
        return delivery

    async def commands(self, who: Person, text: str, where: Channel | None = None) -> Delivery:
        """Somebody types `/care …`."""
        office = self.office
        channel = (where or office.help).channel_id
        delivery = await office.slack.clicks.command(who.user_id, office.app.app_id, channel, "/care", text)
        await self.keeps_up()
        return delivery

    async def fills_in(self, who: Person, fields: Mapping[str, str]) -> Delivery:
        """Somebody fills in the form that was opened for them last, and sends it."""
        slack = self.office.slack
        open_ = await slack.until(
            lambda: [key for key, each in slack.views.opened.items() if each.user_id == who.user_id and not each.closed]
        )
        delivery = await slack.clicks.submit(who.user_id, open_[-1], fields)
        await self.keeps_up()
        return delivery


def open_office(slack: Slack, folder: Path) -> Office:
    """A new workspace; nobody has said anything."""
    world = slack.world
    team = world.add_team("Acme").team_id
    app = world.add_app(team)
    jonas, mira, amina, bo = (world.add_person(team, name) for name in ("jonas", "mira", "amina", "bo"))
    gil = world.add_person(team, "gil", is_restricted=True)
    elsewhere = world.add_team("Elsewhere").team_id
    sten = world.add_person(elsewhere, "sten")
    staff = world.add_group(team, "support", [jonas.user_id, mira.user_id])
    everybody = [each.user_id for each in (jonas, mira, amina, bo, gil, sten)]
    help_ = world.add_channel(team, "help", [*everybody, app.bot_user_id])
    help_.connected.append(elsewhere)
    backstage = world.add_channel(team, "backstage", [jonas.user_id, mira.user_id, app.bot_user_id], private=True)
    return Office(slack, app, jonas, mira, amina, bo, gil, sten, staff.group_id, help_, backstage, folder)
