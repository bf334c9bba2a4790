"""Storing, changing and deleting messages, whoever's they are, and telling the apps that must know."""

from dataclasses import dataclass, field

from tests.slack.loopback import events
from tests.slack.loopback.channels import Channel
from tests.slack.loopback.messages import Message, Version
from tests.slack.loopback.outbound import Outbound
from tests.slack.loopback.people import Json
from tests.slack.loopback.world import World


@dataclass(kw_only=True)
class Draft:
    """A message that is not stored yet."""

    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    broadcast: bool = False
    app_id: str | None = None
    bot_id: str | None = None
    subtype: str | None = None
    username: str | None = None
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    client_msg_id: str | None = None
    only_for: str | None = None
    unfurls: bool = True
    names_live: bool = False


class Posting:
    """The one way in which messages come, change and go."""

    def __init__(self, world: World, outbound: Outbound) -> None:
        self._world = world
        self._outbound = outbound

    def store(self, channel: Channel, draft: Draft) -> Message:
        """Store a message and tell it. One for a thread that is not there lands in the channel, for all to see."""
        thread = draft.thread_ts if channel.can_be_root(draft.thread_ts) else None
        readers = {draft.only_for} if draft.only_for else self._world.readers(channel)
        message = Message(
            ts=self._world.new_ts(),
            channel_id=channel.channel_id,
            user=draft.user,
            team_id=self._world.people[draft.user].team_id,
            versions=[Version(draft.text, draft.blocks, draft.attachments, readers)],
            thread_ts=thread,
            bot_id=draft.bot_id,
            app_id=draft.app_id,
            subtype=draft.subtype or ("thread_broadcast" if draft.broadcast and thread else None),
            username=draft.username,
            metadata=draft.metadata,
            files=draft.files,
            client_msg_id=draft.client_msg_id,
            only_for=draft.only_for,
            broadcast=draft.broadcast,
            unfurls=draft.unfurls,
            names_live=draft.names_live,
        )
        channel.add(message)
        if not message.only_for:
            self.tell(channel, message)
        self._world.changed()
        return message

    def tell(self, channel: Channel, message: Message) -> None:
        """Tell every app in the channel; one that is named in it is told that as well."""
        for app in self._world.apps_in(channel):
            event = events.said(self._world, app, channel, message)
            self._outbound.event(app, events.envelope(self._world, app, event, channel))
            named = f"<@{app.bot_user_id}>" in message.now.text and message.user != app.bot_user_id
            if named and not channel.is_direct and not message.subtype:
                event = events.mentioned(self._world, app, channel, message)
                self._outbound.event(app, events.envelope(self._world, app, event, channel))

    def change(self, channel: Channel, message: Message, text: str, blocks: list[Json], attachments: list[Json]) -> str:
        """Give a message a new text and blocks; returns the ts of the change."""
        before, at = message.as_json(), self._world.new_ts()
        readers = {message.only_for} if message.only_for else self._world.readers(channel)
        channel.change(message, text, blocks, attachments, readers)
        message.edited_ts = at
        if not message.only_for:
            self._announce(channel, events.edited(channel, message, before, at))
        self._world.changed()
        return at

    def delete(self, channel: Channel, message: Message) -> str:
        """Delete a message; with replies below it a tombstone stays. Returns the ts of the deletion."""
        before, at = message.as_json(), self._world.new_ts()
        message.deleted = True
        message.tombstone = bool(channel.replies(message.ts)) and not message.thread_ts
        if message.tombstone:
            self._announce(channel, events.edited(channel, message, before, at))
        elif not message.only_for:
            self._announce(channel, events.deleted(channel, before, at))
        self._world.changed()
        return at

    def _announce(self, channel: Channel, event: Json) -> None:
        for app in self._world.apps_in(channel):
            self._outbound.event(app, events.envelope(self._world, app, event, channel))
