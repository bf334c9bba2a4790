"""Slack for the contract: our own Slack on loopback, and the real clients that speak to it."""

import asyncio
import html
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from adapters.slack.chat import SlackChat
from adapters.slack.manifest import manifest
from bot.config import FrontDesk, Settings
from bot.config import Slack as SlackSettings
from bot.model.places import Person, Place
from tests.contract.chats import ChatWorld, Trouble
from tests.slack.loopback import Fault, Slack, Timing, running
from tests.slack.loopback.messages import Message
from tests.slack.loopback.people import App

_FAULTS = {
    Trouble.BUSY: Fault.BUSY,
    Trouble.REFUSED: Fault.NAMED,
    Trouble.DROPPED: Fault.DROPPED,
    Trouble.STORED_THEN_DROPPED: Fault.STORED_THEN_DROPPED,
    Trouble.HANG: Fault.HANG,
    Trouble.STORED_THEN_HANG: Fault.STORED_THEN_HANG,
}


class SlackWorld:
    """A workspace whose front desk is shared with another one, of which nobody knows the stranger."""

    def __init__(self, slack: Slack, app: App) -> None:
        self._slack, self._app = slack, app
        self._tasks: set[asyncio.Task[Any]] = set()
        app.scopes = set(manifest()["oauth_config"]["scopes"]["bot"])
        world, team = slack.world, app.team_id
        people = [world.add_person(team, name).user_id for name in ("jonas", "mira", "amina", "bo")]
        elsewhere = world.add_team("Elsewhere")
        self.agent, self.colleague, self.customer, self.other_customer = (Person("slack", each) for each in people)
        self.stranger = Person("slack", world.add_person(elsewhere.team_id, "stranger").user_id)
        self.staff = world.add_group(team, "support", people[:2])
        desk = world.add_channel(team, "help", [*people, app.bot_user_id])
        desk.connected.append(elsewhere.team_id)
        backstage = world.add_channel(team, "backstage", [*people[:2], app.bot_user_id], private=True)
        self.front_desk, self.backstage = Place("slack", desk.channel_id), Place("slack", backstage.channel_id)
        self.nowhere = Place("slack", "C0NOWHERE")
        self._chat: SlackChat | None = None

    @property
    def chat(self) -> SlackChat:
        """What is tested."""
        assert self._chat
        return self._chat

    @asynccontextmanager
    async def connected(self) -> AsyncIterator["SlackWorld"]:
        """With a bot in it."""
        desk = FrontDesk(platform="slack", channel=self.front_desk.channel_id, backstage=self.backstage.channel_id)
        tokens = SlackSettings(
            bot_token=SecretStr(self._app.bot_token),
            app_token=SecretStr(self._app.app_token),
            staff=(self.staff.group_id,),
            api_url=self._slack.api_url,
        )
        async with SlackChat.open(Settings(front_desks=(desk,), slack=tokens)) as self._chat:
            yield self
        for task in self._tasks:
            task.cancel()

    async def says(self, by: Person, place: Place, text: str) -> str:
        return self._slack.talk.post(by.user_id, self._channel(place), text, place.thread_id)

    async def edits(self, by: Person, place: Place, message_id: str, text: str) -> None:
        self._slack.talk.edit(by.user_id, self._channel(place), message_id, text)

    async def takes_back(self, by: Person, place: Place, message_id: str) -> None:
        self._slack.talk.delete(by.user_id, self._channel(place), message_id)

    async def begins_thread(self, by: Person, text: str) -> Place:
        return Place("slack", self.front_desk.channel_id, await self.says(by, self.front_desk, text))

    async def gives(self, by: Person, place: Place, word: str) -> None:
        """Slack knows commands only while somebody listens."""
        task = asyncio.create_task(self._gives(by, place, word))
        self._tasks.add(task)

    async def lets_in(self, person: Person) -> None:
        self._slack.rooms.join(person.user_id, self.backstage.channel_id)

    async def seen_by(self, person: Person) -> Sequence[str]:
        return [
            as_read(message)
            for message in self._slack.record.messages()
            if not message.deleted and person.user_id in message.now.readers
        ]

    async def goes_wrong(self, trouble: Trouble) -> None:
        self._slack.faults.arm(_FAULTS[trouble], seconds=30, error="restricted_action")

    async def _gives(self, by: Person, place: Place, word: str) -> None:
        await self._slack.connected(self._app.app_id)
        await self._slack.clicks.command(by.user_id, self._app.app_id, self._channel(place), "/care", word)

    def _channel(self, place: Place) -> str:
        if not place.is_dm:
            return place.channel_id
        return self._slack.world.direct(self._app.bot_user_id, place.channel_id.removeprefix("@")).channel_id


def as_read(message: Message) -> str:
    """What stands there for people: what its blocks say, else its text."""
    if not message.now.blocks:
        return html.unescape(message.now.text)
    return "\n".join("".join(_texts(block)) for block in message.now.blocks)


def _texts(block: Any) -> Iterator[str]:
    """Every text in it, in order."""
    if isinstance(block, list):
        for each in block:
            yield from _texts(each)
    elif isinstance(block, dict):
        if isinstance(block.get("text"), str):
            yield block["text"]
        elif "text" in block:
            yield from _texts(block["text"])
        yield from _texts(block.get("elements", []))


@asynccontextmanager
async def slack(folder: Path) -> AsyncIterator[ChatWorld]:
    """A new workspace."""
    traffic = folder / "traffic.jsonl"
    async with running(Timing(patience=5, in_order=True), traffic) as slack:
        app = slack.world.add_app(slack.world.add_team("Acme").team_id)
        async with SlackWorld(slack, app).connected() as world:
            yield world
