"""Messages come to be, change and go: stored with who can read them, and told to bots."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.discord.loopback.announcer import Announcer
from tests.discord.loopback.channels import Channel
from tests.discord.loopback.intents import Intent
from tests.discord.loopback.mentions import pings
from tests.discord.loopback.messages import Flag, Message, Type, Version
from tests.discord.loopback.objects import channel as channel_object
from tests.discord.loopback.objects import thread_member
from tests.discord.loopback.people import Json
from tests.discord.loopback.world import World


@dataclass(slots=True, kw_only=True)
class Draft:
    """A message that is about to stand somewhere."""

    author_id: str
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    stickers: list[Json] = field(default_factory=list)
    snapshots: list[Json] = field(default_factory=list)
    allowed: Json | None = None  # allowed_mentions
    flags: Flag = Flag.NONE
    type: Type = Type.DEFAULT
    reply_to: str | None = None
    app_id: str | None = None
    webhook_id: str | None = None
    webhook_name: str | None = None
    nonce: str | int | None = None
    interaction: Json | None = None
    only_for: str | None = None
    reference: Json | None = None


class Posting:
    """What stands where."""

    def __init__(self, world: World, announcer: Announcer) -> None:
        self._world = world
        self._announcer = announcer
        self.born: dict[str, float] = {}  # when each message came to be, on the monotonic clock
        self.by_nonce: dict[tuple[str, str], Message] = {}  # the last one that an app gave this nonce

    def store(self, room: Channel, draft: Draft, message_id: str = "") -> Message:
        """A message stands there from now on; under an id of its own unless one is given."""
        self._wake(room)
        message = Message(
            message_id=message_id or self._world.new_id(),
            channel_id=room.channel_id,
            guild_id=room.guild_id,
            author_id=draft.author_id,
            at=self._world.now(),
            versions=[self._version(room, draft)],
            type=Type.REPLY if draft.reply_to and draft.type is Type.DEFAULT else draft.type,
            flags=draft.flags,
            app_id=draft.app_id,
            webhook_id=draft.webhook_id,
            webhook_name=draft.webhook_name,
            reply_to=draft.reply_to,
            reference=draft.reference or self._reference(room, draft.reply_to),
            interaction=draft.interaction,
            nonce=draft.nonce,
            attachments=draft.attachments,
            stickers=draft.stickers,
            snapshots=draft.snapshots,
            only_for=draft.only_for,
        )
        room.messages[message.message_id] = message
        self.born[message.message_id] = time.monotonic()
        if draft.app_id and draft.nonce is not None:
            self.by_nonce[draft.app_id, str(draft.nonce)] = message
        if room.thread and not draft.only_for:
            room.thread.total_sent += 1
            self.follow(room, [draft.author_id, *message.now.pings.users])
        self._announcer.message(room, message, "MESSAGE_CREATE", nonce=True)
        return message

    def change(self, room: Channel, message: Message, draft: Draft) -> Message:
        """A message says something else from now on."""
        message.versions.append(self._version(room, draft))
        message.flags, message.attachments = draft.flags, draft.attachments
        message.edited_at = self._world.now()
        if room.thread and not message.only_for:
            self.follow(room, message.now.pings.users)
        self._announcer.message(room, message, "MESSAGE_UPDATE")
        self._world.changed()
        return message

    def delete(self, room: Channel, message: Message) -> None:
        """A message is gone; whoever read it has read it."""
        message.deleted = True
        self._announcer.deleted(room, message)
        self._world.changed()

    def follow(self, room: Channel, users: list[str]) -> None:
        """These follow a thread from now on; into a private one they are let in, and can read what stands there."""
        guild = self._world.guild_of(room)
        if room.thread is None or guild is None:
            return
        new = [each for each in dict.fromkeys(users) if each in guild.members and each not in room.thread.members]
        if not new:
            return
        before = self._world.readers(room)
        room.thread.members |= dict.fromkeys(new, self._world.now())
        now = self._world.readers(room)
        room.admit(now)
        for app_id in (now - before) & self._world.apps.keys():
            told = channel_object(self._world, room, app_id) | {"newly_created": False}
            self._announcer.to_app(app_id, guild.guild_id, "THREAD_CREATE", told)
        self._announcer.each_reader(room, "THREAD_MEMBERS_UPDATE", self._followed(room, new), Intent.GUILDS)

    def _followed(self, room: Channel, new: list[str]) -> Callable[[str], Json]:
        assert room.thread
        told: Json = {"id": room.channel_id, "guild_id": room.guild_id, "member_count": len(room.thread.members)}
        told["added_members"] = [thread_member(room, each) | {"presence": None} for each in new]
        return lambda viewer: told

    def _wake(self, room: Channel) -> None:
        if room.thread and room.thread.archived:
            room.thread.archived, room.thread.archived_at = False, self._world.now()
            self._announcer.channel(room, "THREAD_UPDATE")

    def _version(self, room: Channel, draft: Draft) -> Version:
        replied = room.messages[draft.reply_to].author_id if draft.reply_to else None
        named = pings(self._world, room, draft.author_id, draft.content, draft.components, draft.allowed, replied)
        readers = {draft.only_for} if draft.only_for else self._world.readers(room)
        return Version(draft.content, draft.embeds, draft.components, named, readers)

    def _reference(self, room: Channel, reply_to: str | None) -> Json | None:
        if reply_to is None:
            return None
        told: Json = {"type": 0, "channel_id": room.channel_id, "message_id": reply_to}
        return told | ({"guild_id": room.guild_id} if room.guild_id else {})
