"""What people say: messages, edits, deletions, files; and what other programs say."""

import uuid

from tests.slack.loopback import events
from tests.slack.loopback.channels import Channel
from tests.slack.loopback.composer import rich, typed
from tests.slack.loopback.messages import Message
from tests.slack.loopback.outbound import Outbound
from tests.slack.loopback.people import Json
from tests.slack.loopback.posting import Draft, Posting
from tests.slack.loopback.world import World


class CannotDo(Exception):
    """Slack's own clients would not let this person do it; the message says why."""


class Talk:
    """People talk. Every method takes ids and returns the message's ts."""

    def __init__(self, world: World, posting: Posting, outbound: Outbound) -> None:
        self._world = world
        self._posting = posting
        self._outbound = outbound

    def post(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        raw: bool = False,
        files: int = 0,
        client_msg_id: str = "",
    ) -> str:
        """Somebody says something; `@name` names a person. With `raw` the text is stored as it is given.

        Two with one `client_msg_id` are one gesture that Slack stored twice.
        """
        room = self._writable(user, channel)
        stored = text if raw else typed(text, self._world.people.values())
        draft = Draft(user=user, text=stored, thread_ts=thread_ts, client_msg_id=client_msg_id or str(uuid.uuid4()))
        draft.blocks = rich(text, self._world.new_id("b")) if text else []
        if files:
            draft.subtype, draft.files = "file_share", [self._file(user, number) for number in range(files)]
        return self._posting.store(room, draft).ts

    def direct(self, user: str, app_id: str, text: str, thread_ts: str | None = None) -> str:
        """Somebody writes to an app's bot."""
        channel = self._world.direct(self._world.apps[app_id].bot_user_id, user)
        return self.post(user, channel.channel_id, text, thread_ts)

    def edit(self, user: str, channel: str, ts: str, text: str) -> str:
        """Somebody changes what they said; returns the ts of the change."""
        message = self._own(user, channel, ts)
        stored = typed(text, self._world.people.values())
        room = self._world.channels[channel]
        return self._posting.change(room, message, stored, rich(text, self._world.new_id("b")), [])

    def delete(self, user: str, channel: str, ts: str) -> str:
        """Somebody takes back what they said; returns the ts of the deletion."""
        message = self._own(user, channel, ts)
        return self._posting.delete(self._world.channels[channel], message)

    def other_app_says(self, channel: str, text: str, username: str = "deploys", thread_ts: str | None = None) -> str:
        """An incoming webhook of another program says something."""
        room = self._world.channels[channel]
        bot = next((each for each in self._world.people.values() if each.name == username), None)
        bot = bot or self._world.add_person(room.team_id, username, is_bot=True)
        draft = Draft(user=bot.user_id, text=text, thread_ts=thread_ts, subtype="bot_message", username=username)
        draft.bot_id = f"B{bot.user_id[1:]}"
        return self._posting.store(room, draft).ts

    def deliver_again(self, channel: str, ts: str, same_event: bool = False, team_id: str = "") -> int:
        """Tell a message once more: with the same event id, or with a new one, for the same or another side.

        Returns how many apps were told.
        """
        room, message = self._world.channels[channel], self._world.message(channel, ts)
        apps = self._world.apps_in(room)
        for app in apps:
            event = events.said(self._world, app, room, message)
            payload = events.envelope(self._world, app, event, room, team_id)
            if same_event and (told := self._told(app.app_id, channel, ts)):
                payload = told
            self._outbound.event(app, payload)
        return len(apps)

    def _told(self, app_id: str, channel: str, ts: str) -> Json | None:
        for delivery in self._outbound.told(app_id):
            event = delivery.payload.get("event", {})
            if (event.get("type"), event.get("channel"), event.get("ts")) == ("message", channel, ts):
                return delivery.payload
        return None

    def _writable(self, user: str, channel: str) -> Channel:
        room = self._world.channels[channel]
        if user not in room.members or room.archived:
            raise CannotDo(f"{user} is not in {channel}, or it is archived")
        return room

    def _own(self, user: str, channel: str, ts: str) -> Message:
        message = self._world.message(channel, ts)
        if message.user != user or message.deleted:
            raise CannotDo(f"{ts} in {channel} is not a message of {user}")
        return message

    def _file(self, user: str, number: int) -> Json:
        file_id = self._world.new_id("F")
        name = f"screenshot-{number + 1}.png"
        told = {"id": file_id, "name": name, "title": name, "mimetype": "image/png", "filetype": "png", "user": user}
        return {**told, "size": 1234, "mode": "hosted", "url_private": f"https://files.loopback.invalid/{file_id}"}
