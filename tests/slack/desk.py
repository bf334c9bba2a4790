"""A small workspace in our own Slack, with a bot that unmodified slack_bolt and slack_sdk run."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.loopback import Slack
from tests.slack.loopback.channels import Channel
from tests.slack.loopback.messages import Message
from tests.slack.loopback.people import App, Json, Person


@dataclass
class Desk:
    """Ada works here, Bo asks at the help channel, the bot listens."""

    slack: Slack
    app: App
    ada: Person
    bo: Person
    help: Channel
    client: AsyncWebClient  # without any retries
    bolt: AsyncApp
    heard: list[Json] = field(default_factory=list)  # every event, as slack_bolt hands it out

    async def says(self, text: str, thread_ts: str | None = None) -> Message:
        """The bot says something in the help channel."""
        answer = await self.client.chat_postMessage(channel=self.help.channel_id, text=text, thread_ts=thread_ts)
        return self.help.messages[answer["ts"]]

    @asynccontextmanager
    async def connected(self, sockets: int = 1) -> AsyncIterator[None]:
        """Hold so many sockets open."""
        handlers = [AsyncSocketModeHandler(self.bolt, self.app.app_token) for _ in range(sockets)]
        try:
            for handler in handlers:
                await handler.connect_async()
            await self.slack.connected(self.app.app_id, sockets)
            yield
        finally:
            for handler in handlers:
                await handler.close_async()


def open_desk(slack: Slack) -> Desk:
    """A new workspace with everybody in it; nothing is connected yet."""
    team = slack.world.add_team("Acme")
    app = slack.world.add_app(team.team_id)
    ada = slack.world.add_person(team.team_id, "ada", locale="de-DE")
    bo = slack.world.add_person(team.team_id, "bo", tz="Asia/Tokyo")
    room = slack.world.add_channel(team.team_id, "help", [ada.user_id, bo.user_id, app.bot_user_id])
    client = AsyncWebClient(token=app.bot_token, base_url=slack.api_url, retry_handlers=[])
    bolt = AsyncApp(client=client, signing_secret=app.signing_secret)
    desk = Desk(slack, app, ada, bo, room, client, bolt)

    @bolt.middleware
    async def hear(body: Json, next: Callable[[], Awaitable[None]]) -> None:
        desk.heard.append(body)
        await next()

    for kind in ("message", "app_mention", "member_joined_channel", "channel_shared", "app_home_opened"):
        bolt.event(kind)(_nothing_more)
    return desk


async def _nothing_more(event: Json) -> None:
    """What is heard was noted."""
