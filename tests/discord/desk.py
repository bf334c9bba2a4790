"""A guild of ours with a bot in it that speaks through discord.py, for tests of our own Discord."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import discord
from discord import Intents, app_commands

from tests.discord.loopback import Discord
from tests.discord.loopback.channels import Channel
from tests.discord.loopback.guilds import Guild, Role
from tests.discord.loopback.people import App, User


class Bot(discord.Client):
    """A bot that notes what it is told."""

    def __init__(self, intents: Intents) -> None:
        super().__init__(intents=intents, guild_ready_timeout=0.01, max_ratelimit_timeout=30)
        self.tree = app_commands.CommandTree(self)
        self.seen: list[tuple[str, Any]] = []

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        self.seen.append((event, args))
        super().dispatch(event, *args, **kwargs)

    def heard(self, event: str) -> list[Any]:
        """What came with events of this name."""
        return [args[0] if args else None for name, args in self.seen if name == event]


@dataclass
class Desk:
    """Ada helps and is staff, Bo asks; both read #help, only staff and the bot read #backstage."""

    discord: Discord
    app: App
    guild: Guild
    staff: Role
    ada: User
    bo: User
    help: Channel
    backstage: Channel
    forum: Channel

    @asynccontextmanager
    async def bot(self, intents: Intents | None = None) -> AsyncIterator[Bot]:
        """A bot that is connected and ready."""
        bot = Bot(intents or Intents.all())
        await bot.login(self.app.token)
        task = asyncio.create_task(bot.connect())
        ready = asyncio.create_task(bot.wait_until_ready())
        try:
            await asyncio.wait({ready, task}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
            yield bot
        finally:
            ready.cancel()
            await bot.close()
            with suppress(discord.DiscordException):
                await task

    def said(self, channel: Channel) -> list[str]:
        """What the bot has said there, as it stands now."""
        return [each.now.content for each in self.discord.record.by_apps(channel.channel_id) if not each.deleted]


def open_desk(discord_: Discord) -> Desk:
    """A new guild; nobody has said anything."""
    world = discord_.world
    guild = world.add_guild("Acme")
    app = world.add_app()
    bots = world.install(app.app_id, guild.guild_id)
    staff = world.add_role(guild.guild_id, "staff")
    ada = world.add_person(guild.guild_id, "ada", [staff.role_id])
    bo = world.add_person(guild.guild_id, "bo")
    help_ = world.add_channel(guild.guild_id, "help")
    backstage = world.add_channel(guild.guild_id, "backstage", only=[staff.role_id, bots.role_id])
    forum = world.add_channel(guild.guild_id, "questions", kind=15, tags=["bug", "billing"])
    return Desk(discord_, app, guild, staff, ada, bo, help_, backstage, forum)
