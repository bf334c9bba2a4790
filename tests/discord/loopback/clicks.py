"""What people do with what they see: commands, buttons, selects, modals, context menus.

What Discord's own clients would not let somebody do raises `CannotDo`; the `forge_` ones send it anyway.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tests.discord.loopback import asking, objects, rendered, showing, typed
from tests.discord.loopback.channels import Channel
from tests.discord.loopback.components import Kind as Component
from tests.discord.loopback.interactions import Interaction, Kind, Modal, State
from tests.discord.loopback.messages import Flag, Message
from tests.discord.loopback.people import Json
from tests.discord.loopback.talk import CannotDo

if TYPE_CHECKING:
    from tests.discord.loopback.discord import Discord

CHAT, USER, MESSAGE = 1, 2, 3


class Clicks:
    """People act. All methods take ids; each returns once the app has answered or Discord has lost patience."""

    def __init__(self, discord: "Discord") -> None:
        self._discord = discord
        self._world = discord.world

    async def command(
        self, user: str, app_id: str, channel: str, line: str, options: Mapping[str, Any] | None = None
    ) -> Interaction:
        """Somebody types a command such as `care draft`, with options by name."""
        name, *words = line.removeprefix("/").split()
        room = self._world.channels[channel]
        command = typed.registered(self._world.apps[app_id], room.guild_id, CHAT, name)
        asking.check_may_use(self._world, user, room, command)
        return await self._command(user, app_id, room, command, typed.typed(command, words, options or {}))

    async def forge_command(
        self, user: str, app_id: str, channel: str, line: str, options: Sequence[Json]
    ) -> Interaction:
        """Anybody sends a command with any options, as Discord would write them."""
        name, *_ = line.removeprefix("/").split()
        room = self._world.channels[channel]
        command = typed.registered(self._world.apps[app_id], room.guild_id, CHAT, name)
        return await self._command(user, app_id, room, command, list(options))

    async def _command(self, user: str, app_id: str, room: Channel, command: Json, options: list[Json]) -> Interaction:
        data: Json = {"id": command["id"], "name": command["name"], "type": CHAT, "options": options}
        data["resolved"] = typed.resolved(self._world, room.guild_id, options)
        return await self._ask(user, app_id, room, Kind.COMMAND, data)

    async def on_message(
        self, user: str, app_id: str, channel: str, message: str, name: str, forged: bool = False
    ) -> Interaction:
        """Somebody chooses a command in a message's menu; the app reads that message whatever its intents."""
        room = self._world.channels[channel]
        command = typed.registered(self._world.apps[app_id], room.guild_id, MESSAGE, name)
        if not forged:
            asking.check_may_use(self._world, user, room, command)
            self._seen(user, room, message)
        said = self._world.message(channel, message)
        data: Json = {"id": command["id"], "name": name, "type": MESSAGE, "target_id": message}
        data["resolved"] = {"messages": {message: showing.message(self._world, room, said)}}
        return await self._ask(user, app_id, room, Kind.COMMAND, data)

    async def on_user(
        self, user: str, app_id: str, channel: str, target: str, name: str, forged: bool = False
    ) -> Interaction:
        """Somebody chooses a command in a person's menu."""
        room = self._world.channels[channel]
        command = typed.registered(self._world.apps[app_id], room.guild_id, USER, name)
        if not forged:
            asking.check_may_use(self._world, user, room, command)
        data: Json = {"id": command["id"], "name": name, "type": USER, "target_id": target}
        data["resolved"] = typed.people(self._world, room.guild_id, target)
        return await self._ask(user, app_id, room, Kind.COMMAND, data)

    async def press(self, user: str, channel: str, message: str, button: str) -> Interaction:
        """Somebody presses the button with this label or custom id."""
        said = self._seen(user, self._world.channels[channel], message)
        custom_id = rendered.button(said.now.components, button)["custom_id"]
        return await self.forge_press(user, channel, message, custom_id)

    async def choose(self, user: str, channel: str, message: str, menu: str, values: Sequence[str]) -> Interaction:
        """Somebody chooses in a select, by its custom id or placeholder, options by value or label."""
        said = self._seen(user, self._world.channels[channel], message)
        found = rendered.select(said.now.components, menu)
        values = rendered.chosen(found, list(values))
        return await self.forge_press(user, channel, message, found["custom_id"], found["type"], values)

    async def forge_press(
        self,
        user: str,
        channel: str,
        message: str,
        custom_id: str,
        component: int = Component.BUTTON,
        values: Sequence[str] | None = None,
    ) -> Interaction:
        """Somebody sends a press of any custom id, whether the message shows it, and to them, or not."""
        room, said = self._world.channels[channel], self._world.message(channel, message)
        if said.app_id is None:
            raise CannotDo(f"{message} is no app's message")
        data: Json = {"custom_id": custom_id, "component_type": int(component), "id": 1}
        data |= {"values": list(values)} if values is not None else {}
        return await self._ask(user, said.app_id, room, Kind.COMPONENT, data, said)

    async def submit(self, user: str, modal_id: str, fields: Mapping[str, Any] | None = None) -> Interaction:
        """Somebody fills a modal in, by custom ids or labels, and sends it."""
        modal = self._opened(user, modal_id)
        sent = rendered.filled(modal.body["components"], fields or {})
        modal.closed = True
        done = await self._submit(user, modal, sent)
        modal.closed = done.answered  # what failed can be sent again
        return done

    async def forge_submit(self, user: str, modal_id: str, components: Sequence[Json]) -> Interaction:
        """Somebody sends any values, as if a modal were theirs."""
        return await self._submit(user, self._discord.interactions.modals[modal_id], list(components))

    async def forge_modal(
        self, user: str, app_id: str, channel: str, custom_id: str, components: Sequence[Json]
    ) -> Interaction:
        """Somebody sends a modal that no app ever opened."""
        modal = Modal("", app_id, user, channel, None, {"custom_id": custom_id})
        return await self._submit(user, modal, list(components))

    async def _submit(self, user: str, modal: Modal, components: list[Json]) -> Interaction:
        room = self._world.channels[modal.channel_id]
        source = room.messages[modal.source_id] if modal.source_id else None
        data: Json = {"custom_id": modal.body["custom_id"], "components": components}
        return await self._ask(user, modal.app_id, room, Kind.MODAL, data, source)

    def close(self, user: str, modal_id: str) -> None:
        """Somebody closes a modal without sending it; nobody is told."""
        self._opened(user, modal_id).closed = True

    async def _ask(
        self, user: str, app_id: str, room: Channel, kind: Kind, data: Json, source: Message | None = None
    ) -> Interaction:
        payload = asking.payload(self._world, user, app_id, room) | {"data": data}
        if source:
            payload["message"] = showing.message(self._world, room, source)
        asked = self._discord.interactions.begin(app_id, user, room, kind, payload)
        asked.source_id = source.message_id if source else None
        asked.context_menu = data.get("type") in (USER, MESSAGE)
        told = {"id": asked.interaction_id, "type": int(kind), "user": objects.user(self._world.users[user])}
        asked.by = told | {"authorizing_integration_owners": payload["authorizing_integration_owners"]}
        self._discord.announcer.to_app(app_id, room.guild_id, "INTERACTION_CREATE", payload)
        await self._patiently(asked)
        return asked

    async def _patiently(self, asked: Interaction) -> None:
        try:
            async with asyncio.timeout(self._discord.timing.click):
                await self._world.until(lambda: asked.answered)
        except TimeoutError:
            asked.state = State.FAILED
            self._world.changed()

    def _seen(self, user: str, room: Channel, message: str) -> Message:
        said = room.messages[message]
        if said.deleted or not self._world.reads(room, user):
            raise CannotDo(f"{user} does not see {message} in {room.channel_id}")
        if said.only_for not in (None, user) or Flag.LOADING in said.flags:
            raise CannotDo(f"{message} is shown to somebody else, or says nothing yet")
        return said

    def _opened(self, user: str, modal_id: str) -> Modal:
        modal = self._discord.interactions.modals[modal_id]
        if modal.closed or modal.user_id != user:
            raise CannotDo(f"{modal_id} is not on the screen of {user}")
        return modal
