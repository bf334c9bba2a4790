"""What people do with what they see: commands, buttons, forms, shortcuts, the home tab.

What Slack's own clients would not let somebody do raises `CannotDo` or `NotThere`; the `forge_` ones send it anyway.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.slack.loopback import events
from tests.slack.loopback.channels import Channel
from tests.slack.loopback.forms import find, state, used
from tests.slack.loopback.messages import Message
from tests.slack.loopback.people import App, Json
from tests.slack.loopback.record import Delivery
from tests.slack.loopback.talk import CannotDo
from tests.slack.loopback.views import Opened

if TYPE_CHECKING:
    from tests.slack.loopback.slack import Slack


class Clicks:
    """People act. All methods take ids; each returns once the app has acknowledged or Slack has lost patience."""

    def __init__(self, slack: "Slack") -> None:
        self._slack = slack
        self._world = slack.world

    async def command(self, user: str, app_id: str, channel: str, command: str, text: str = "") -> Delivery:
        """Somebody types a command such as `/care`; only the workspace the app is installed in has it."""
        app, person = self._world.apps[app_id], self._world.people[user]
        if person.team_id != app.team_id or user not in self._world.readers(self._world.channels[channel]):
            raise CannotDo(f"{user} has no such command there")
        return await self.forge_command(user, app_id, channel, command, text)

    async def forge_command(self, user: str, app_id: str, channel: str, command: str, text: str = "") -> Delivery:
        """The same from anybody."""
        app, person, room = self._world.apps[app_id], self._world.people[user], self._world.channels[channel]
        key = self._slack.views.new_response(app, user, channel)
        team = self._world.teams[person.team_id]
        payload = {
            "token": events.VERIFICATION_TOKEN,
            "team_id": team.team_id,
            "team_domain": team.domain,
            "channel_id": channel,
            "channel_name": "directmessage" if room.is_direct else "privategroup" if room.is_private else room.name,
            "user_id": user,
            "user_name": person.name,
            "command": command,
            "text": text,
            "api_app_id": app_id,
            "is_enterprise_install": "false",
            "response_url": self._slack.response_url(key),
            "trigger_id": self._slack.views.new_trigger(app, user),
        }
        delivery = await self._slack.outbound.ask(app, "slash_commands", payload)
        self._slack.answers.acknowledged(key, delivery.answer)
        return delivery

    async def press(self, user: str, channel: str, ts: str, button: str, choice: Any = None) -> Delivery:
        """Somebody presses what has this action id, value or label, or makes a choice there."""
        room, message = self._world.channels[channel], self._seen(user, channel, ts)
        block, element = find(message.now.blocks, button)
        if "url" in element and not element.get("value"):
            raise CannotDo(f"{button} only opens an address")
        action = used(block, element, choice, self._world.new_ts())
        return await self._press(user, room, message, action)

    async def forge_press(
        self, user: str, channel: str, ts: str, action_id: str, value: str, app_id: str = ""
    ) -> Delivery:
        """Somebody sends a press of any value, whether they can see the message or not, or of anybody's message."""
        action: Json = {"action_id": action_id, "block_id": "forged", "type": "button", "value": value}
        action |= {"text": {"type": "plain_text", "text": "x"}, "action_ts": self._world.new_ts()}
        room, message = self._world.channels[channel], self._world.message(channel, ts)
        return await self._press(user, room, message, action, app_id)

    async def _press(self, user: str, room: Channel, message: Message, action: Json, app_id: str = "") -> Delivery:
        app = self._world.apps[app_id or message.app_id or ""]
        container: Json = {"type": "message", "message_ts": message.ts, "channel_id": room.channel_id}
        container["is_ephemeral"] = bool(message.only_for)
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        key = self._slack.views.new_response(app, user, room.channel_id, message.ts)
        payload = self._acting(app, user, "block_actions") | {
            "container": container,
            "channel": {"id": room.channel_id, "name": room.name or "directmessage"},
            "state": {"values": {}},
            "response_url": self._slack.response_url(key),
            "actions": [action],
        }
        if not message.only_for:
            payload["message"] = room.as_root(message)
        return await self._slack.outbound.ask(app, "interactive", payload)

    async def press_in_view(self, user: str, view_id: str, button: str, choice: Any = None) -> Delivery:
        """Somebody presses something in an open form or in a home tab."""
        opened = self._opened(user, view_id)
        block, element = find(opened.view["blocks"], button)
        app = self._world.apps[opened.app_id]
        payload = self._acting(app, user, "block_actions") | {
            "container": {"type": "view", "view_id": view_id},
            "view": opened.view,
            "actions": [used(block, element, choice, self._world.new_ts())],
        }
        return await self._slack.outbound.ask(app, "interactive", payload)

    async def submit(self, user: str, view_id: str, filled: Mapping[str, Any] | None = None) -> Delivery:
        """Somebody fills a form in, by action id or block id, and sends it; the app may close or change it."""
        opened = self._opened(user, view_id)
        return await self._submit(user, opened, state(opened.view["blocks"], filled or {}))

    async def forge_submit(self, user: str, view_id: str, values: Json) -> Delivery:
        """Somebody sends any values, as if a form were theirs."""
        return await self._submit(user, self._slack.views.opened[view_id], {"values": values})

    async def _submit(self, user: str, opened: Opened, filled: Json) -> Delivery:
        app = self._world.apps[opened.app_id]
        view = {**opened.view, "state": filled}
        payload = self._acting(app, user, "view_submission") | {"view": view, "response_urls": []}
        delivery = await self._slack.outbound.ask(app, "interactive", payload)
        if delivery.acked:
            self._slack.views.submitted(app, opened, delivery.answer)
        return delivery

    async def close(self, user: str, view_id: str) -> None:
        """Somebody closes a form without sending it; the app hears of it only if it asked to."""
        opened = self._opened(user, view_id)
        opened.closed = True
        if opened.view["notify_on_close"]:
            app = self._world.apps[opened.app_id]
            payload = self._acting(app, user, "view_closed") | {"view": opened.view, "is_cleared": False}
            await self._slack.outbound.ask(app, "interactive", payload)

    async def message_shortcut(self, user: str, app_id: str, channel: str, ts: str, callback_id: str) -> Delivery:
        """Somebody chooses a shortcut in a message's menu; people of other workspaces have none."""
        app, person = self._world.apps[app_id], self._world.people[user]
        if person.team_id != app.team_id:
            raise CannotDo(f"{user} has no shortcuts of this app")
        room, message = self._world.channels[channel], self._seen(user, channel, ts)
        key = self._slack.views.new_response(app, user, channel, ts)
        payload = self._choosing(app, user, "message_action") | {
            "callback_id": callback_id,
            "action_ts": self._world.new_ts(),
            "message_ts": ts,
            "channel": {"id": channel, "name": room.name or "directmessage"},
            "message": room.as_root(message),
            "response_url": self._slack.response_url(key),
        }
        return await self._slack.outbound.ask(app, "interactive", payload)

    async def shortcut(self, user: str, app_id: str, callback_id: str) -> Delivery:
        """Somebody chooses a shortcut that is about no message."""
        app, person = self._world.apps[app_id], self._world.people[user]
        if person.team_id != app.team_id:
            raise CannotDo(f"{user} has no shortcuts of this app")
        payload = self._choosing(app, user, "shortcut")
        payload |= {"callback_id": callback_id, "action_ts": self._world.new_ts()}
        return await self._slack.outbound.ask(app, "interactive", payload)

    def open_home(self, user: str, app_id: str, tab: str = "home") -> Delivery:
        """Somebody looks at the app's `home` or `messages`."""
        app, person = self._world.apps[app_id], self._world.people[user]
        home = self._slack.views.homes.get((app_id, user))
        direct = self._world.direct(app.bot_user_id, user)
        event = events.home_opened(person, direct, tab, home.view if home else None, self._world.new_ts())
        return self._slack.outbound.event(app, events.envelope(self._world, app, event))

    def _choosing(self, app: App, user: str, kind: str) -> Json:
        """What a shortcut says about who chose it: all but the app."""
        return {name: value for name, value in self._acting(app, user, kind).items() if name != "api_app_id"}

    def _acting(self, app: App, user: str, kind: str) -> Json:
        person = self._world.people[user]
        acting = events.acting(person, self._world.teams[person.team_id])
        trigger = self._slack.views.new_trigger(app, user)
        return {"type": kind, "api_app_id": app.app_id, "trigger_id": trigger, **acting}

    def _seen(self, user: str, channel: str, ts: str) -> Message:
        message = self._world.message(channel, ts)
        if message.deleted or user not in self._world.readers(self._world.channels[channel]):
            raise CannotDo(f"{user} does not see {ts} in {channel}")
        if message.only_for not in (None, user):
            raise CannotDo(f"{ts} is shown to somebody else")
        return message

    def _opened(self, user: str, view_id: str) -> Opened:
        opened = self._slack.views.opened[view_id]
        if opened.closed or opened.user_id != user:
            raise CannotDo(f"{view_id} is not on the screen of {user}")
        return opened
