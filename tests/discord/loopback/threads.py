"""Threads: begun from a message, by themselves or as a forum's post; archived and locked."""

from collections.abc import Sequence
from typing import Any

from tests.discord.loopback.announcer import Announcer
from tests.discord.loopback.channels import Channel, Kind, Thread
from tests.discord.loopback.intents import Intent
from tests.discord.loopback.messages import Flag, Message, Type
from tests.discord.loopback.people import Json
from tests.discord.loopback.posting import Draft, Posting
from tests.discord.loopback.world import World


class Threads:
    """What apps and people do with threads, once it is clear that they may."""

    def __init__(self, world: World, posting: Posting, announcer: Announcer) -> None:
        self._world = world
        self._posting = posting
        self._announcer = announcer

    def from_message(self, room: Channel, said: Message, name: str, owner: str, auto_archive: int = 1440) -> Channel:
        """A thread with the message's own id; the message says so."""
        kind = Kind.ANNOUNCEMENT_THREAD if room.kind is Kind.ANNOUNCEMENT else Kind.PUBLIC_THREAD
        thread = self._begin(room, name, kind, owner, auto_archive, said.message_id)
        said.flags |= Flag.HAS_THREAD
        self._announcer.message(room, said, "MESSAGE_UPDATE")
        reference = {"type": 0, "guild_id": room.guild_id, "channel_id": room.channel_id, "message_id": said.message_id}
        self._posting.store(thread, Draft(author_id=owner, type=Type.THREAD_STARTER, reference=reference))
        self._posting.follow(thread, [said.author_id])
        return thread

    def alone(
        self,
        room: Channel,
        name: str,
        owner: str,
        private: bool = False,
        invitable: bool = True,
        auto_archive: int = 1440,
    ) -> Channel:
        """A thread that hangs on no message; whoever reads the channel reads of a public one."""
        kind = Kind.PRIVATE_THREAD if private else Kind.PUBLIC_THREAD
        thread = self._begin(room, name, kind, owner, auto_archive, invitable=invitable)
        if not private:
            reference = {"type": 0, "guild_id": room.guild_id, "channel_id": thread.channel_id}
            created = Draft(author_id=owner, type=Type.THREAD_CREATED, content=name, reference=reference)
            created.allowed = {"parse": []}
            self._posting.store(room, created)
        return thread

    def post(
        self, forum: Channel, name: str, owner: str, first: Draft, tags: Sequence[str] = (), auto_archive: int = 1440
    ) -> tuple[Channel, Message]:
        """A forum's post: a thread whose first message has its id."""
        thread = self._begin(forum, name, Kind.PUBLIC_THREAD, owner, auto_archive, tags=tags)
        return thread, self._posting.store(thread, first, thread.channel_id)

    def change(self, thread: Channel, name: str | None = None, **changes: Any) -> None:
        """Archive or lock a thread, wake or unlock it, give it another name or other tags."""
        assert thread.thread
        if name is not None:
            thread.name = name
        if changes.get("archived") not in (None, thread.thread.archived):
            thread.thread.archived_at = self._world.now()
        for what, value in changes.items():
            setattr(thread.thread, what, value)
        self._announcer.channel(thread, "THREAD_UPDATE")

    def leave(self, thread: Channel, user_id: str) -> None:
        """Somebody follows a thread no longer; of a private one they read no more."""
        assert thread.thread
        if user_id not in thread.thread.members:
            return
        told: Json = {"id": thread.channel_id, "guild_id": thread.guild_id, "removed_member_ids": [user_id]}
        told["member_count"] = len(thread.thread.members) - 1
        self._announcer.each_reader(thread, "THREAD_MEMBERS_UPDATE", lambda viewer: told, Intent.GUILDS)
        del thread.thread.members[user_id]
        self._world.changed()

    def _begin(
        self,
        room: Channel,
        name: str,
        kind: Kind,
        owner: str,
        auto_archive: int,
        thread_id: str = "",
        invitable: bool = True,
        tags: Sequence[str] = (),
    ) -> Channel:
        now = self._world.now()
        facts = Thread(owner, {owner: now}, archived_at=now, created_at=now, auto_archive=auto_archive)
        facts.invitable, facts.tags = invitable, list(tags)
        thread = Channel(
            channel_id=thread_id or self._world.new_id(),
            kind=kind,
            guild_id=room.guild_id,
            name=name,
            parent_id=room.channel_id,
            thread=facts,
        )
        self._world.channels[thread.channel_id] = thread
        self._announcer.channel(thread, "THREAD_CREATE", newly_created=True)
        return thread
