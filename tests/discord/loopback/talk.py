"""What people say: messages, replies, edits, deletions, threads, forum posts, DMs; and what other programs say."""

from collections.abc import Sequence

from tests.discord.loopback import showing
from tests.discord.loopback.announcer import Announcer
from tests.discord.loopback.channels import Channel, Kind
from tests.discord.loopback.forms import MOST_CONTENT
from tests.discord.loopback.messages import Flag, Message
from tests.discord.loopback.people import Json
from tests.discord.loopback.permissions import Permission
from tests.discord.loopback.posting import Draft, Posting
from tests.discord.loopback.threads import Threads
from tests.discord.loopback.world import World


class CannotDo(Exception):
    """Discord's own clients would not let this person do it; the message says why."""


class Talk:
    """People talk. Every method takes ids and returns the message's id, or the thread's."""

    def __init__(self, world: World, posting: Posting, threads: Threads, announcer: Announcer) -> None:
        self._world = world
        self._announcer = announcer
        self._posting = posting
        self._threads = threads

    def post(
        self,
        user: str,
        channel: str,
        text: str,
        reply_to: str | None = None,
        files: Sequence[str] = (),
        stickers: Sequence[str] = (),
    ) -> str:
        """Somebody says something; `<@id>` names a person. Files and stickers have names only."""
        room = self._writable(user, channel)
        draft = self._draft(user, text, reply_to, files)
        draft.stickers = [{"id": self._world.new_id(), "name": name, "format_type": 1} for name in stickers]
        return self._posting.store(room, draft).message_id

    def forward(self, user: str, channel: str, message: str, to: str) -> str:
        """Somebody forwards a message that they can read into another channel."""
        room, said = self._readable(user, channel), self._world.message(channel, message)
        draft = self._draft(user, "", None)
        draft.reference = {"type": 1, "channel_id": channel, "message_id": message}
        draft.reference |= {"guild_id": room.guild_id} if room.guild_id else {}
        draft.snapshots = [showing.forwarded(self._world, room, said)]
        return self._posting.store(self._writable(user, to), draft).message_id

    def direct(self, user: str, app_id: str, text: str, reply_to: str | None = None) -> str:
        """Somebody writes to an app's bot, which they share a guild with."""
        if not self._world.share_a_guild(user, app_id):
            raise CannotDo(f"{user} shares no guild with {app_id}")
        return self.post(user, self._world.direct(app_id, user).channel_id, text, reply_to)

    def edit(self, user: str, channel: str, message: str, text: str) -> str:
        """Somebody changes what they said."""
        said, room = self._own(user, channel, message), self._world.channels[channel]
        if room.thread and room.thread.archived:
            raise CannotDo(f"{channel} is archived")
        draft = self._draft(user, text, said.reply_to)
        draft.attachments, draft.flags = said.attachments, said.flags
        return self._posting.change(room, said, draft).message_id

    def delete(self, user: str, channel: str, message: str) -> str:
        """Somebody takes back what they said, or a moderator what anybody said."""
        room, said = self._world.channels[channel], self._world.message(channel, message)
        moderates = room.guild_id and Permission.MANAGE_MESSAGES in self._world.held(room, user)
        if not moderates or said.deleted:
            said = self._own(user, channel, message)
        self._posting.delete(room, said)
        return message

    def dismiss(self, user: str, channel: str, message: str) -> str:
        """Somebody puts away what only they were shown; the app is not told."""
        said = self._world.message(channel, message)
        if said.only_for != user:
            raise CannotDo(f"{message} is not shown to {user} alone")
        said.deleted = True
        return message

    def begin_thread(self, user: str, channel: str, message: str | None, name: str, private: bool = False) -> str:
        """Somebody begins a thread from a message, or from none; returns the thread's id."""
        need = Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
        room = self._readable(user, channel, need)
        if message is None:
            return self._threads.alone(room, name, user, private).channel_id
        if message in self._world.channels:
            raise CannotDo(f"{message} has a thread already")
        return self._threads.from_message(room, self._world.message(channel, message), name, user).channel_id

    def forum_post(
        self, user: str, forum: str, name: str, text: str, tags: Sequence[str] = (), files: Sequence[str] = ()
    ) -> str:
        """Somebody posts in a forum, with tags by their names; returns the id of the post and of its first message."""
        room = self._readable(user, forum, Permission.SEND_MESSAGES)
        known = {tag.name: tag.tag_id for tag in room.available_tags}
        draft = self._draft(user, text, None, files)
        return self._threads.post(room, name, user, draft, [known[each] for each in tags])[0].channel_id

    def webhook_says(self, channel: str, text: str, username: str = "deploys") -> str:
        """An incoming webhook of another program says something."""
        number = self._world.new_id()
        draft = Draft(author_id=number, content=text, webhook_id=number, webhook_name=username, allowed={"parse": []})
        return self._posting.store(self._world.channels[channel], draft).message_id

    def deliver_again(self, channel: str, message: str) -> str:
        """Tell bots of a message once more, as if it were new."""
        self._announcer.message(self._world.channels[channel], self._world.message(channel, message), "MESSAGE_CREATE")
        return message

    def _draft(self, user: str, text: str, reply_to: str | None, files: Sequence[str] = ()) -> Draft:
        if len(text) > MOST_CONTENT:
            raise CannotDo(f"a message has at most {MOST_CONTENT} characters")
        attachments = [self._file(name) for name in files]
        return Draft(author_id=user, content=text, reply_to=reply_to, attachments=attachments, flags=Flag.NONE)

    def _file(self, name: str) -> Json:
        number = self._world.new_id()
        url = f"https://cdn.loopback.invalid/{number}/{name}"
        return {"id": number, "filename": name, "size": 1234, "url": url, "proxy_url": url}

    def _readable(self, user: str, channel: str, *needed: Permission) -> Channel:
        room = self._world.channels[channel]
        if not self._world.reads(room, user):
            raise CannotDo(f"{user} does not see {channel}")
        held = self._world.held(room, user)
        if any(each not in held for each in needed):
            raise CannotDo(f"{user} may not do this in {channel}")
        return room

    def _writable(self, user: str, channel: str) -> Channel:
        room = self._world.channels[channel]
        self._readable(user, channel, Permission.SEND_MESSAGES_IN_THREADS if room.thread else Permission.SEND_MESSAGES)
        if room.kind in (Kind.FORUM, Kind.CATEGORY):
            raise CannotDo(f"{channel} takes no messages")
        moderates = Permission.MANAGE_THREADS in self._world.held(room, user)
        if room.thread and room.thread.locked and not moderates:
            raise CannotDo(f"{channel} is locked")
        return room

    def _own(self, user: str, channel: str, message: str) -> Message:
        said = self._world.message(channel, message)
        if said.author_id != user or said.deleted:
            raise CannotDo(f"{message} in {channel} is not a message of {user}")
        return said
