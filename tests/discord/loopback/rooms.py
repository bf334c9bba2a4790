"""Who is where and who may what, and how that changes while bots look on."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.discord.loopback import objects
from tests.discord.loopback.announcer import Announcer
from tests.discord.loopback.channels import Channel, Kind, Overwrite
from tests.discord.loopback.guilds import Role
from tests.discord.loopback.intents import Intent
from tests.discord.loopback.people import Json
from tests.discord.loopback.threads import Threads
from tests.discord.loopback.world import BOTS, World


class Rooms:
    """Every method takes ids, and tells the bots it concerns."""

    def __init__(self, world: World, threads: Threads, announcer: Announcer) -> None:
        self._world = world
        self._threads = threads
        self._announcer = announcer

    def install(self, app_id: str, guild_id: str, permissions: int = BOTS) -> Role:
        """Somebody adds an app to a guild."""
        role = self._world.install(app_id, guild_id, permissions)
        guild = self._world.guilds[guild_id]
        self._announcer.to_app(app_id, guild_id, "GUILD_CREATE", objects.guild_created(self._world, guild, app_id))
        return role

    def uninstall(self, app_id: str, guild_id: str) -> None:
        """Somebody removes an app from a guild."""
        self._announcer.to_app(app_id, guild_id, "GUILD_DELETE", {"id": guild_id})
        self._gone(app_id, guild_id)

    def join(self, user: str, guild_id: str, roles: Sequence[str] = (), nick: str | None = None) -> None:
        """Somebody comes into a guild."""
        member = self._world.add_member(guild_id, user, roles, nick)
        told = objects.member(self._world, member) | {"guild_id": guild_id}
        self._announcer.in_guild(guild_id, "GUILD_MEMBER_ADD", told, Intent.MEMBERS)

    def leave(self, user: str, guild_id: str) -> None:
        """Somebody leaves a guild, or is removed."""
        told: Json = {"guild_id": guild_id, "user": objects.user(self._world.users[user])}
        self._gone(user, guild_id)
        self._announcer.in_guild(guild_id, "GUILD_MEMBER_REMOVE", told, Intent.MEMBERS)

    def change_member(
        self, user: str, guild_id: str, roles: Sequence[str] | None = None, nick: str | None = None
    ) -> None:
        """Somebody has other roles or another nick; what is not named stays."""
        member = self._world.guilds[guild_id].members[user]
        with self._widening(guild_id):
            member.roles = list(member.roles if roles is None else roles)
            member.nick = nick or member.nick
        told = objects.member(self._world, member) | {"guild_id": guild_id}
        if user in self._world.apps:
            self._announcer.to_app(user, guild_id, "GUILD_MEMBER_UPDATE", told)
        else:
            self._announcer.in_guild(guild_id, "GUILD_MEMBER_UPDATE", told, Intent.MEMBERS)

    def change_role(self, guild_id: str, role_id: str, **changes: Any) -> None:
        """A role, @everyone too, has other permissions or another name."""
        role = self._world.guilds[guild_id].roles[role_id]
        with self._widening(guild_id):
            for name, value in changes.items():
                setattr(role, name, value)
        told: Json = {"guild_id": guild_id, "role": objects.role(role)}
        self._announcer.in_guild(guild_id, "GUILD_ROLE_UPDATE", told)

    def add_role(self, guild_id: str, name: str, permissions: int = 0, mentionable: bool = False) -> Role:
        """Somebody makes a role."""
        role = self._world.add_role(guild_id, name, permissions, mentionable)
        told: Json = {"guild_id": guild_id, "role": objects.role(role)}
        self._announcer.in_guild(guild_id, "GUILD_ROLE_CREATE", told)
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
        """Somebody makes a channel."""
        room = self._world.add_channel(guild_id, name, kind, only, parent_id, topic, tags)
        self._announcer.channel(room, "CHANNEL_CREATE")
        return room

    def delete_channel(self, channel: str) -> None:
        """Somebody deletes a channel or a thread, and all that stands in it."""
        room = self._world.channels[channel]
        told: Json = {"id": channel, "guild_id": room.guild_id, "type": int(room.kind), "parent_id": room.parent_id}
        if room.thread:
            self._announcer.each_reader(room, "THREAD_DELETE", lambda viewer: told, Intent.GUILDS)
        else:
            self._announcer.channel(room, "CHANNEL_DELETE")
            for thread in self._world.of_guild(room.guild_id or "", threads=True):
                thread.deleted = thread.deleted or thread.parent_id == channel
        room.deleted = True
        self._world.changed()

    def overwrite(self, channel: str, target: str, allow: int = 0, deny: int = 0) -> None:
        """Somebody says what a role or a member may do in a channel."""
        room = self._world.channels[channel]
        is_member = target not in self._world.guilds[room.guild_id or ""].roles
        own = Overwrite(target, is_member, int(allow), int(deny))
        self.overwritten(room, room.overwrites | {target: own})

    def overwritten(self, room: Channel, overwrites: dict[str, Overwrite]) -> None:
        """A channel says this about roles and members from now on."""
        with self._widening(room.guild_id or ""):
            room.overwrites = overwrites
            self.changed(room)

    def changed(self, room: Channel) -> None:
        """Tell that a channel is not what it was."""
        self._announcer.channel(room, "CHANNEL_UPDATE")

    def archive(self, thread: str, locked: bool = False) -> None:
        """Somebody archives a thread, or closes it for good."""
        room = self._world.channels[thread]
        if locked:
            self._threads.change(room, archived=True, locked=True)
        else:
            self._threads.change(room, archived=True)

    def wake(self, thread: str) -> None:
        """Somebody opens a thread again, and unlocks it."""
        self._threads.change(self._world.channels[thread], archived=False, locked=False)

    def lock(self, thread: str, locked: bool = True) -> None:
        """Somebody locks a thread, or unlocks it."""
        self._threads.change(self._world.channels[thread], locked=locked)

    def tag(self, thread: str, tags: Sequence[str]) -> None:
        """Somebody gives a forum's post these tags, by their names."""
        room = self._world.channels[thread]
        known = {tag.name: tag.tag_id for tag in self._world.home(room).available_tags}
        self._threads.change(room, tags=[known[each] for each in tags])

    def rename(self, channel: str, name: str) -> None:
        """Somebody gives a channel or a thread another name."""
        room = self._world.channels[channel]
        if room.thread:
            self._threads.change(room, name)
        else:
            room.name = name
            self.changed(room)

    def leave_thread(self, user: str, thread: str) -> None:
        """Somebody follows a thread no longer, or is removed from it."""
        self._threads.leave(self._world.channels[thread], user)

    @contextmanager
    def _widening(self, guild_id: str) -> Iterator[None]:
        """Whoever can read more afterwards can read what stands there; bots are told the threads they did not see."""
        rooms = self._world.of_guild(guild_id)
        before = {room.channel_id: self._world.readers(room) for room in rooms}
        yield
        self._world.widen(guild_id)
        for room in rooms:
            for app_id in (self._world.readers(room) - before[room.channel_id]) & self._world.apps.keys():
                self._announcer.to_app(app_id, guild_id, "THREAD_LIST_SYNC", self._threads_of(room, app_id))

    def _threads_of(self, room: Channel, app_id: str) -> Json:
        threads = [
            each
            for each in self._world.of_guild(room.guild_id or "", threads=True)
            if each.parent_id == room.channel_id and each.thread and not each.thread.archived
            if app_id in self._world.readers(each)
        ]
        joined = [each for each in threads if each.thread and app_id in each.thread.members]
        told: Json = {"guild_id": room.guild_id, "channel_ids": [room.channel_id]}
        told["threads"] = [objects.channel(self._world, each, app_id) for each in threads]
        return told | {"members": [objects.thread_member(each, app_id) for each in joined]}

    def _gone(self, user: str, guild_id: str) -> None:
        del self._world.guilds[guild_id].members[user]
        for thread in self._world.of_guild(guild_id, threads=True):
            if thread.thread:
                thread.thread.members.pop(user, None)
        self._world.changed()
