"""The matter on a platform of our own, and the real client that speaks there."""

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any, cast

from adapters.discord import chat as discord_chat
from adapters.discord.chat import DiscordChat
from adapters.slack import chat as slack_chat
from adapters.slack.chat import SlackChat
from bot.config import Settings
from bot.flows.speaker import Speaker
from bot.model.people import Profile, Role
from bot.model.places import Person
from bot.ports import Chat, Store
from tests.delivery.builders import Scenery, answered, check_in, matter, root
from tests.delivery.desk import WORKSPACE, note, opened_store

PATIENCE = timedelta(seconds=1)
"""Real, while the time of leases and of settling passes by hand."""
LONG = 60.0
"""Seconds that a fault lasts: longer than anybody waits."""
SETTINGS = "settings.json"

Arming = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Built:
    """Where the matter was asked on a platform, by whom, and what the operator wrote about that platform."""

    at: Scenery
    customer: Person
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SetTime:
    """A clock that stands."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def real(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class ClientDesk:
    """A database, and the client of a platform."""

    store: Store
    chat: Chat
    settings: Settings
    at: datetime

    def speaker(self, name: str = "one", *, chat: object = None, store: object = None) -> Speaker:
        """A process of its own; its chat and its store may be in something's hands."""
        keys = count()
        return Speaker(
            name,
            cast(Store, store or self.store),
            {self.chat.platform: cast(Chat, chat or self.chat)},
            SetTime(self.at),
            self.settings,
            lambda: f"{name}-{next(keys)}",
        )


@asynccontextmanager
async def opened(folder: Path, at: datetime, patience: timedelta = PATIENCE, **more: Any) -> AsyncIterator[ClientDesk]:
    """The desk whose settings are kept in this folder, with some more."""
    settings = Settings(**json.loads((folder / SETTINGS).read_text("utf-8")), **more)
    async with opened_store(folder) as store, _chat(settings, patience) as chat:
        yield ClientDesk(store, chat, settings, at)


@asynccontextmanager
async def _chat(settings: Settings, patience: timedelta) -> AsyncIterator[Chat]:
    hurried = {"pace": timedelta(), "patience": patience}
    if "slack" in settings.platforms:
        async with SlackChat.open(settings, replace(slack_chat.LIMITS, **hurried)) as slack:
            yield slack
    else:
        async with DiscordChat.open(settings, replace(discord_chat.LIMITS, **hurried)) as discord:
            yield discord


async def make(built: Built, folder: Path) -> None:
    """Write down the settings, the matter, and what is to be said about it."""
    at = built.at
    settings = {"workspace": WORKSPACE, "aftercare": {"automatic": True}, "front_desks": [at.front.model_dump()]}
    (folder / SETTINGS).write_text(json.dumps(settings | {at.front.platform: built.settings}), "utf-8")
    agent = Profile(at.agent, "Ana", Role.STAFF, "Europe/Berlin", "en")
    customer = Profile(built.customer, "Mia", Role.CUSTOMER, "Europe/Berlin", "en")
    async with opened_store(folder) as store:
        await note(store, matter(at), agent, customer)
        async with store.begin() as work:
            await work.outbox.plan([root(at), answered(at=at), check_in(at=at)])


def faults(of: Iterable[StrEnum], **given: Any) -> dict[str, Arming]:
    """How to arm each fault, by its name; whoever meets one that ends with “died” is killed in the act.

    What is stored late is counted apart.
    """
    armed = {each.value: each.value for each in of if not each.startswith("late")}
    armed |= {"died": "hang", "stored then died": "stored then hang"}
    return {name: {"fault": fault, "seconds": LONG, **given} for name, fault in armed.items()}
