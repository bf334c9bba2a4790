"""All that this Discord holds, and how it is set up: apps, people, guilds, roles, channels, messages."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from tests.discord.loopback import permissions
from tests.discord.loopback.audience import readers, reads
from tests.discord.loopback.channels import Channel, Kind, Overwrite, Tag
from tests.discord.loopback.guilds import Guild, Member, Role
from tests.discord.loopback.intents import Intent
from tests.discord.loopback.messages import Message
from tests.discord.loopback.people import App, User
from tests.discord.loopback.permissions import Permission

Found = TypeVar("Found")

EPOCH = 1_420_070_400_000  # the first millisecond of snowflakes
BOTS = permissions.MEMBERS | Permission.MANAGE_THREADS  # what a bot is given unless said otherwise


class World:
    """The facts, set up without a word to anybody. Unknown ids raise `KeyError`."""

    def __init__(self) -> None:
        self.apps: dict[str, App] = {}
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.watchers: list[Callable[[], None]] = []  # told of every change
        self.history_lag = 0.0  # seconds until history shows a new message
        self._last_id = 0

    def new_id(self) -> str:
        """An id that tells the time and is higher than every one before."""
        self._last_id = max((time.time_ns() // 10**6 - EPOCH) << 22, self._last_id + 1)
        return str(self._last_id)

    def now(self) -> str:
        """The time as Discord writes it."""
        return datetime.now(UTC).isoformat()

    def changed(self) -> None:
        """Tell those who wait for something."""
        for watcher in self.watchers:
            watcher()

    async def until(self, look: Callable[[], Found]) -> Found:
        """Look after every change until there is something."""
        changed = asyncio.Event()
        self.watchers.append(changed.set)
        try:
            while not (found := look()):
                await changed.wait()
                changed.clear()
            return found
        finally:
            self.watchers.remove(changed.set)

    def add_user(
        self,
        name: str,
        global_name: str | None = None,
        is_bot: bool = False,
        takes_dms: bool = True,
        locale: str = "en-US",
    ) -> User:
        """Somebody new, in no guild yet."""
        user = User(self.new_id(), name, global_name or name.title(), is_bot, takes_dms, locale)
        return self.users.setdefault(user.user_id, user)

    def add_app(self, name: str = "unhurried", privileged: int = Intent.PRIVILEGED) -> App:
        """A new app with its bot, in no guild yet; `privileged` says which intents its owner switched on."""
        bot, owner = self.add_user(name, is_bot=True), self.add_user(f"{name}-owner")
        app = App(bot.user_id, name, f"token.{bot.user_id}.loopback", owner.user_id, Intent(privileged))
        return self.apps.setdefault(app.app_id, app)

    def add_guild(self, name: str, owner_id: str = "", everyone: int = permissions.MEMBERS) -> Guild:
        """A new guild without channels; somebody new owns it if nobody is named."""
        guild = Guild(self.new_id(), name, owner_id or self.add_user(f"{name.lower()}-owner").user_id)
        guild.roles[guild.guild_id] = Role(guild.guild_id, "@everyone", int(everyone), 0)
        self.guilds[guild.guild_id] = guild
        self.add_member(guild.guild_id, guild.owner_id)
        return guild

    def add_role(self, guild_id: str, name: str, permissions: int = 0, mentionable: bool = False) -> Role:
        """A new role, above all others."""
        guild = self.guilds[guild_id]
        role = Role(self.new_id(), name, int(permissions), len(guild.roles), mentionable)
        return guild.roles.setdefault(role.role_id, role)

    def add_member(self, guild_id: str, user_id: str, roles: Sequence[str] = (), nick: str | None = None) -> Member:
        """Somebody is in a guild."""
        member = Member(self.users[user_id].user_id, self.now(), nick, list(roles))
        self.guilds[guild_id].members[user_id] = member
        self.widen(guild_id)
        return member

    def add_person(self, guild_id: str, name: str, roles: Sequence[str] = (), nick: str | None = None) -> User:
        """Somebody new is in a guild."""
        user = self.add_user(name)
        self.add_member(guild_id, user.user_id, roles, nick)
        return user

    def install(self, app_id: str, guild_id: str, permissions: int = BOTS) -> Role:
        """An app's bot is in a guild, with a role of its own; returns the role."""
        role = self.add_role(guild_id, self.apps[app_id].name, permissions)
        role.bot_id = app_id
        self.add_member(guild_id, app_id, [role.role_id])
        return role

    def add_channel(
        self,
        guild_id: str,
        name: str,
        kind: Kind | int = Kind.TEXT,
        only: Sequence[str] | None = None,
        parent_id: str | None = None,
        topic: str | None = None,
        tags: Sequence[str] = (),
    ) -> Channel:
        """A new channel; with `only`, for these roles and members and nobody else. A forum has tags."""
        guild = self.guilds[guild_id]
        channel = Channel(channel_id=self.new_id(), kind=Kind(kind), guild_id=guild_id, name=name, parent_id=parent_id)
        channel.topic, channel.position = topic, len(self.of_guild(guild_id))
        channel.available_tags = [Tag(self.new_id(), each) for each in tags]
        if parent_id:
            channel.overwrites = dict(self.channels[parent_id].overwrites)
        if only is not None:
            view = int(Permission.VIEW_CHANNEL)
            channel.overwrites = {guild_id: Overwrite(guild_id, is_member=False, deny=view)}
            channel.overwrites |= {each: Overwrite(each, each not in guild.roles, allow=view) for each in only}
        return self.channels.setdefault(channel.channel_id, channel)

    def direct(self, one: str, other: str) -> Channel:
        """The DM of these two; it is opened when there is none."""
        for channel in self.channels.values():
            if channel.kind is Kind.DM and set(channel.recipients) == {one, other}:
                return channel
        people = [self.users[one].user_id, self.users[other].user_id]
        direct = Channel(channel_id=self.new_id(), kind=Kind.DM, recipients=people)
        return self.channels.setdefault(direct.channel_id, direct)

    def of_guild(self, guild_id: str, threads: bool = False) -> list[Channel]:
        """Its channels, or its threads."""
        mine = (each for each in self.channels.values() if each.guild_id == guild_id and not each.deleted)
        return [each for each in mine if (each.thread is not None) == threads]

    def guild_of(self, channel: Channel) -> Guild | None:
        """The guild it is in; nothing for a DM."""
        return self.guilds[channel.guild_id] if channel.guild_id else None

    def home(self, channel: Channel) -> Channel:
        """A thread's parent; any other channel itself."""
        return self.channels[channel.parent_id] if channel.thread and channel.parent_id else channel

    def readers(self, channel: Channel) -> set[str]:
        """Who can read a channel now; nobody once it is deleted."""
        if channel.deleted:
            return set()
        return readers(self.guild_of(channel), channel, self.home(channel) if channel.thread else None)

    def reads(self, channel: Channel, user_id: str) -> bool:
        """Whether somebody can read a channel now."""
        parent = self.home(channel) if channel.thread else None
        return not channel.deleted and reads(self.guild_of(channel), channel, parent, user_id)

    def held(self, channel: Channel, user_id: str) -> Permission:
        """What somebody may do there."""
        guild = self.guild_of(channel)
        if guild is None:
            return permissions.ALL if user_id in channel.recipients else Permission.NONE
        return permissions.in_channel(guild, self.home(channel), user_id)

    def widen(self, guild_id: str) -> None:
        """After a change of who can read: they can read what stands there already."""
        for channel in self.channels.values():
            if channel.guild_id == guild_id:
                channel.admit(self.readers(channel))

    def message(self, channel_id: str, message_id: str) -> Message:
        """One message, deleted ones too."""
        return self.channels[channel_id].messages[message_id]

    def share_a_guild(self, one: str, other: str) -> bool:
        """Whether two have a guild in common."""
        return any(one in guild.members and other in guild.members for guild in self.guilds.values())
