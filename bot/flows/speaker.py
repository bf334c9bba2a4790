"""One process that speaks, and what it needs for that."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.config import Settings
from bot.model.places import Place
from bot.ports import Chat, Clock, NewKey, Store


@dataclass(frozen=True, slots=True)
class Speaker:
    """`name` is this process's own among all processes on the database."""

    name: str
    store: Store
    chats: Mapping[str, Chat]
    clock: Clock
    settings: Settings
    new_key: NewKey

    @property
    def lease(self) -> timedelta:
        """How long a claim lasts; real time."""
        return timedelta(seconds=self.settings.delivering.lease)

    def chat(self, place: Place) -> Chat:
        """The chat this place is on."""
        return self.chats[place.platform]

    def patience(self, place: Place) -> asyncio.Timeout:
        """As long as one call about this place may take."""
        return asyncio.timeout(self.chat(place).limits.patience.total_seconds())
