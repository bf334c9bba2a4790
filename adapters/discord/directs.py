"""Direct messages: opened sparingly, since Discord takes who opens many for a spammer; never to those who refuse."""

import time
from collections import deque
from datetime import timedelta
from typing import Any

from discord.http import Route

from adapters.discord.api import Api, Json, TakesNoDirects
from bot.errors import ChatBusy

_MOST_OPENED, _WITHIN = 20, 600.0  # DMs opened by this process to say something; seconds
_REFUSED_FOR = 86_400.0  # seconds, unless they write to us before
_MOST_KEPT = 10_000  # people


class Directs:
    """The DMs of our people. All methods raise as `Api.say`; while Discord wants none opened, they are `ChatBusy`."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._channels: dict[str, str] = {}
        self._refused: dict[str, tuple[float, str]] = {}
        self._opened: deque[float] = deque(maxlen=_MOST_OPENED)
        self._shut_until = 0.0

    async def channel(self, user_id: str) -> str:
        """What Discord calls the DM with this person."""
        if user_id not in self._channels:
            self._wait_for(self._shut_until)
            try:
                opened = await self._api.say(Route("POST", "/users/@me/channels"), {"recipient_id": user_id})
            except ChatBusy as busy:
                self._shut_until = time.monotonic() + busy.retry_after.total_seconds()
                raise
            self._keep(user_id, str(opened["id"]))
        return self._channels[user_id]

    async def say(self, user_id: str, body: Json) -> Any:
        """Write to this person; refused at once when they refused lately."""
        until, why = self._refused.get(user_id, (0.0, ""))
        if until > time.monotonic():
            raise TakesNoDirects(why)
        try:
            if user_id not in self._channels:
                self._count()
            at = await self.channel(user_id)
            return await self._api.say(Route("POST", "/channels/{channel_id}/messages", channel_id=at), body)
        except TakesNoDirects as no:
            self._refused[user_id] = (time.monotonic() + _REFUSED_FOR, str(no))
            raise

    def wrote(self, user_id: str, channel_id: str) -> None:
        """This person wrote to us there: they take messages from us."""
        self._refused.pop(user_id, None)
        self._keep(user_id, channel_id)

    def _keep(self, user_id: str, channel_id: str) -> None:
        if len(self._channels) >= _MOST_KEPT:
            self._channels.clear()
            self._refused.clear()
        self._channels[user_id] = channel_id

    def _count(self) -> None:
        if len(self._opened) == _MOST_OPENED:
            self._wait_for(self._opened[0] + _WITHIN)
        self._opened.append(time.monotonic())

    def _wait_for(self, moment: float) -> None:
        if (wait := moment - time.monotonic()) > 0:
            raise ChatBusy(timedelta(seconds=wait))
