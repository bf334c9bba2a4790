"""A server with the bot in it on simcord, a Discord that others wrote; it stands in for HTTP and for the gateway."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from pydantic import SecretStr
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from adapters.discord import api
from adapters.discord.chat import DiscordChat
from adapters.discord.listening import Gateway
from bot.app import Bot
from bot.config import Database, FrontDesk, Settings
from bot.config import Discord as DiscordSettings
from bot.flows.speaker import Speaker
from bot.wiring import new_key
from storage.store import SqlStore
from tests.contract.discord_world import texts, unmarked
from tests.discord.office import QUICK
from tests.sqlite import with_tables

_HIDDEN, SHOWN = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)


@dataclass
class Town:
    """Jonas holds the staff role, Amina is a member like any other; the bot listens."""

    env: simcord.Env
    guild: GuildHandle
    staff: RoleHandle
    jonas: MemberActor
    amina: MemberActor
    help: ChannelHandle
    forum: ChannelHandle
    backstage: ChannelHandle

    def now(self) -> datetime:
        """See `bot.ports.Clock`."""
        return self.env.now()

    real = now

    def settings(self, folder: Path, **more: Any) -> Settings:
        """What the operator would write."""
        desks = tuple(
            FrontDesk(platform="discord", channel=str(each.id), backstage=str(self.backstage.id))
            for each in (self.help, self.forum)
        )
        tokens = DiscordSettings(bot_token=SecretStr("of simcord"), staff=(str(self.staff.id),), **more)
        return Settings(front_desks=desks, discord=tokens, database=Database(path=with_tables(folder / "unhurried.db")))

    def lets_in(self, role: RoleHandle) -> None:
        """Whoever holds this role can read backstage."""
        overwrite = Overwrite(role.id, OverwriteType.ROLE, allow=SHOWN.pair()[0].value)
        self.env.backend.set_overwrite(self.backstage.id, overwrite)

    def begins_thread(self, message: discord.Message) -> ChannelHandle:
        """Amina begins a thread at a message."""
        below, by = message.channel.id, self.amina.id
        return self._room(self.env.backend.create_thread(below, "export", by, message_id=message.id).id)

    async def posts(self, title: str, text: str) -> ChannelHandle:
        """Amina posts in the forum."""
        backend = self.env.backend
        thread = backend.create_thread(self.forum.id, title, self.amina.id, broadcast=False)
        begins = backend.prepare_message(thread.id, self.amina.id, text)
        begins.id = thread.id
        backend.announce_thread_create(thread)
        backend.commit_message(begins)
        await self.env.settle()
        return self._room(thread.id)

    def roots(self) -> list[discord.Message]:
        """What the bot said backstage, outside the threads."""
        return [each for each in self.backstage.history() if each.type is discord.MessageType.default]

    def whispers(self) -> list[str]:
        """What it said in the threads there, as it is read, one thread after the other."""
        return [read(each) for thread in self.backstage.threads for each in thread.history()]

    def _room(self, channel_id: int) -> ChannelHandle:
        return ChannelHandle(self.env, self.guild, self.env.backend.get_channel(channel_id))


@dataclass
class Day:
    """The bot at work in a town."""

    town: Town
    bot: Bot

    async def keeps_up(self) -> None:
        """Everything that happened is heard, and what is due is said."""
        await self.town.env.settle()
        await self.bot.speak()
        await self.town.env.settle()

    async def root(self) -> str:
        """The only root there is, once the bot has kept up, as it is read."""
        await self.keeps_up()
        [root] = self.town.roots()
        return read(root)

    async def presses(self, who: MemberActor, label: str) -> InteractionResult:
        """Somebody presses a button below the only root."""
        [root] = self.town.roots()
        done = await who.click(root, label=label)
        await self.keeps_up()
        return done


def read(message: discord.Message) -> str:
    """A message as people read it."""
    return unmarked(message.content or "\n".join(texts([each.to_dict() for each in message.components])))


def answer(done: InteractionResult) -> str:
    """What only the person who asked was shown."""
    assert done.response
    assert done.response.ephemeral
    return read(done.response.message)


@asynccontextmanager
async def working(folder: Path, patch: pytest.MonkeyPatch, **more: Any) -> AsyncIterator[Day]:
    """A new town, and the bot listens there; `more` are settings of Discord."""
    first, attached = discord.Client(intents=discord.Intents(guilds=True)), asyncio.Event()
    env = simcord.Env(first)
    await env.start()

    async def log_in(token: str) -> discord.Client:
        return first

    async def start(gateway: Gateway, token: str) -> None:
        await env.restart_bot(gateway)
        attached.set()
        await asyncio.Event().wait()

    patch.setattr(api, "_log_in", log_in)
    patch.setattr(Gateway, "start", start)
    town = _town(env)
    settings = town.settings(folder, **more)
    store = await SqlStore.open(settings.database.where, settings.workspace)
    async with DiscordChat.open(settings, QUICK) as chat:
        bot = Bot(Speaker(new_key(), store, {"discord": chat}, town, settings, new_key))
        listens = asyncio.create_task(chat.listen(bot))
        await attached.wait()
        yield Day(town, bot)
        listens.cancel()
        with suppress(asyncio.CancelledError):
            await listens
    await store.close()
    await env.shutdown()
    env.raise_errors()


def _town(env: simcord.Env) -> Town:
    assert env.bot.user
    guild = env.create_guild("Acme")
    staff = guild.create_role("staff", permissions=discord.Permissions(manage_messages=True))
    return Town(
        env,
        guild,
        staff,
        jonas=guild.add_member(env.create_user("jonas"), roles=[staff]),
        amina=guild.add_member(env.create_user("amina")),
        help=guild.create_text_channel("help"),
        forum=guild.create_forum_channel("questions"),
        backstage=guild.create_text_channel(
            "backstage", overwrites={guild.default_role: _HIDDEN, staff: SHOWN, env.bot.user: SHOWN}
        ),
    )
