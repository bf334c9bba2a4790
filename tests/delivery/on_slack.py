"""The matter in a workspace of our own Slack, and the real client that speaks there."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, cast

from adapters.slack import PLATFORM
from adapters.slack import chat as slack_chat
from adapters.slack.chat import SlackChat
from bot.config import FrontDesk, Settings
from bot.flows.speaker import Speaker
from bot.model.deliveries import Limits
from bot.model.people import Profile, Role
from bot.model.places import Person, Place
from bot.ports import Chat, Store
from tests.delivery.builders import Scenery, answered, check_in, matter, root
from tests.delivery.desk import WORKSPACE, note, opened_store
from tests.slack.loopback import Slack

LIMITS = replace(slack_chat.LIMITS, pace=timedelta(), patience=timedelta(seconds=1))
"""Those of the product, but for real time: that passes by hand."""
SETTINGS = "slack.json"


@dataclass(frozen=True, slots=True)
class SetTime:
    """A clock that stands."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def real(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class SlackDesk:
    """A database, and a client of Slack."""

    store: Store
    chat: SlackChat
    settings: Settings
    at: datetime

    def speaker(self, name: str = "one", *, chat: object = None, store: object = None) -> Speaker:
        """A process of its own; its chat and its store may be in something's hands."""
        keys = count()
        return Speaker(
            name,
            cast(Store, store or self.store),
            {PLATFORM: cast(Chat, chat or self.chat)},
            SetTime(self.at),
            self.settings,
            lambda: f"{name}-{next(keys)}",
        )


@asynccontextmanager
async def opened(folder: Path, at: datetime, limits: Limits = LIMITS) -> AsyncIterator[SlackDesk]:
    """The desk whose settings are kept in this folder."""
    settings = Settings(**json.loads((folder / SETTINGS).read_text("utf-8")))
    async with opened_store(folder) as store, SlackChat.open(settings, limits) as chat:
        yield SlackDesk(store, chat, settings, at)


async def make(slack: Slack, folder: Path) -> None:
    """Put the people and the question into a new workspace, and the matter and what is to be said into the database."""
    world, team = slack.world, slack.world.add_team("Acme").team_id
    app = world.add_app(team)
    ana, mia = (world.add_person(team, name).user_id for name in ("ana", "mia"))
    staff = world.add_group(team, "support", [ana]).group_id
    front = world.add_channel(team, "help", [ana, mia, app.bot_user_id]).channel_id
    backstage = world.add_channel(team, "backstage", [ana, app.bot_user_id], private=True).channel_id
    desk = FrontDesk(platform=PLATFORM, channel=front, backstage=backstage)
    tokens = {"bot_token": app.bot_token, "app_token": app.app_token, "staff": [staff], "api_url": slack.api_url}
    settings: dict[str, Any] = {"workspace": WORKSPACE, "aftercare": {"automatic": True}, "slack": tokens}
    (folder / SETTINGS).write_text(json.dumps({**settings, "front_desks": [desk.model_dump()]}), "utf-8")
    asked = Place(PLATFORM, front, slack.talk.post(mia, front, "The export is empty"))
    at = Scenery(asked, desk, Person(PLATFORM, ana))
    async with opened_store(folder) as store:
        agent = Profile(at.agent, "Ana", Role.STAFF, "Europe/Berlin", "en")
        await note(
            store, matter(at), agent, Profile(Person(PLATFORM, mia), "Mia", Role.CUSTOMER, "Europe/Berlin", "en")
        )
        async with store.begin() as work:
            await work.outbox.plan([root(at), answered(at=at), check_in(at=at)])
