"""Slack as a chat platform: says things, changes them, takes them back, and finds them again."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from adapters.slack import PLATFORM
from adapters.slack.answering import Answering
from adapters.slack.api import PATIENCE, Api, ask, say
from adapters.slack.catching_up import CatchingUp
from adapters.slack.hearing import Hearing
from adapters.slack.history import History
from adapters.slack.links import time_of
from adapters.slack.listening import listen
from adapters.slack.people import People
from adapters.slack.readers import Gate
from adapters.slack.render import Words, blocks, fallback
from bot.config import Settings, Slack
from bot.errors import ChatRefused, UnhurriedError, in_log
from bot.events import Change, Event
from bot.messages import Answer, CustomerWords, StaffWords
from bot.model.conversations import Message
from bot.model.deliveries import Limits
from bot.model.people import Profile
from bot.model.places import Audience, CustomerPlace, Person, Place, Readers, Shown
from bot.ports import Ears
from bot.rules.audience import StaffPlace

log = logging.getLogger(__name__)

LIMITS = Limits(
    pace=timedelta(seconds=1),
    patience=PATIENCE,
    settle=timedelta(seconds=30),
    second_look=timedelta(seconds=10),
)
"""One message a second a channel is what Slack asks for. How long its history lags behind is not known."""
_EVENT = "unhurried"  # the kind of our metadata
_GONE = frozenset({"message_not_found", "channel_not_found", "thread_not_found"})


class SlackChat:
    """`bot.ports.Chat` in one workspace."""

    platform = PLATFORM
    limits = LIMITS

    def __init__(self, api: Api, settings: Settings, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._api = api
        self._slack: Slack = settings.slack
        self._people = People(api, settings.slack.staff)
        self._gate = Gate(api, self._people)
        self._history = History(api)
        self._answering = Answering(api, self._people)
        self._hearing = Hearing(self._people, self._gate, self._answering, settings)
        self._catching_up = CatchingUp(self._history, self._hearing)

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: Settings, limits: Limits = LIMITS) -> AsyncIterator["SlackChat"]:
        """One session serves everything; it is closed at the end."""
        timeout = aiohttp.ClientTimeout(total=PATIENCE.total_seconds())
        async with aiohttp.ClientSession(timeout=timeout) as session:
            token = settings.slack.bot_token.get_secret_value()
            yield cls(Api(session, token, settings.slack.api_url), settings, limits)

    async def listen(self, ears: Ears) -> None:
        """Stay connected and hand over what happens, until cancelled; acknowledge only what was heard."""
        try:
            await listen(self._api, self._slack, self._hearing, ears, self._connected)
        finally:
            self._connected(False)

    async def whisper(self, place: StaffPlace, words: StaffWords, key: str) -> Shown:
        """Say something to staff; `ChatRefused` where anybody else can read."""
        await self._only_staff(place.place)
        return await self._say(place.place, words, key)

    async def tell(self, place: CustomerPlace, words: CustomerWords, key: str) -> Shown:
        """Say something to a customer; `ChatRefused` when there is no such place."""
        if place.place.thread_id:
            await self._stands(place.place)
        return await self._say(place.place, words, key)

    async def update(self, shown: Shown, words: Words) -> None:
        """Change what stands there; `ChatRefused` when it is gone, or was shown to another audience."""
        if shown.audience is not _audience(words):
            raise ChatRefused("these words are for another audience than the ones they would replace")
        if shown.audience is Audience.STAFF:
            await self._only_staff(shown.place)
        channel, shown_as = await self._history.channel(shown.place), await self._rendered(words)
        await say(self._api.write.chat_update(channel=channel, ts=shown.message_id, **shown_as))

    async def withdraw(self, shown: Shown) -> None:
        """Take back what we said, gone or not."""
        channel = await self._history.channel(shown.place)
        await say(self._api.write.chat_delete(channel=channel, ts=shown.message_id), fine=_GONE)

    async def find(self, place: Place, key: str, since: datetime) -> Sequence[Shown]:
        """What of ours stands in exactly this place with this key since then (real time), oldest first."""
        us = await self._people.us()
        found = []
        async for message in self._history.messages(place, since, include_all_metadata=True):
            metadata = message.get("metadata") or {}
            is_ours = message.get("user") == us.user_id or message.get("bot_id") == us.bot_id
            payload = metadata.get("event_payload") or {}
            if is_ours and metadata.get("event_type") == _EVENT and payload.get("key") == key:
                audience = Audience(payload["audience"])
                found.append(Shown(place, message["ts"], audience))
        return sorted(found, key=lambda shown: time_of(shown.message_id))

    async def answer(self, to: Person, place: Place, message_id: str, answer: Answer) -> None:
        """In a channel to them alone, if they are looking; in their DM as a message."""
        try:
            channel = await self._history.channel(place)
        except UnhurriedError as trouble:
            log.warning("an answer did not get through: %s", in_log(trouble))
            return
        await self._answering.privately(answer, channel, to.user_id, place.thread_id)

    async def missed(self, place: Place, after: datetime) -> Sequence[Event]:
        """What people said there at that time or later, oldest first; of a channel, also in its threads."""
        return await self._catching_up.missed(place, after)

    async def directs(self) -> Sequence[Place]:
        """The direct messages with us that began last, at most 100."""
        return await self._history.directs()

    async def changes(self, place: Place, kept: Sequence[Message], after: datetime) -> Sequence[Change]:
        """What of this was edited since then, and what is gone."""
        return await self._catching_up.changes(place, kept, after)

    async def readers(self, place: Place) -> Readers:
        """Who can read there; unknown when Slack cannot say."""
        return await self._gate.readers(place)

    async def profile(self, person: Person) -> Profile:
        """Name, role, zone and locale; the role is unknown when Slack cannot say."""
        return await self._people.profile(person)

    def _connected(self, stands: bool) -> None:
        """Only while we hear of changes can we trust what we knew a moment ago."""
        self._gate.known.forget()
        self._gate.known.hears_changes = stands

    async def _only_staff(self, place: Place) -> None:
        match await self._gate.readers(place):
            case Readers.OTHERS_TOO:
                raise ChatRefused("others than staff can read there")
            case Readers.UNKNOWN:
                raise ChatRefused("it cannot be found out who can read there")
            case Readers.STAFF_ONLY:
                pass

    async def _say(self, place: Place, words: Words, key: str) -> Shown:
        channel, shown_as = await self._history.channel(place), await self._rendered(words)
        audience = _audience(words)
        metadata = {"event_type": _EVENT, "event_payload": {"key": key, "audience": audience.value}}
        said = await say(
            self._api.write.chat_postMessage(
                channel=channel,
                thread_ts=place.thread_id,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
                **shown_as,
            )
        )
        return Shown(place, said["ts"], audience)

    async def _rendered(self, words: Words) -> dict[str, Any]:
        home = (await self._people.us()).home if isinstance(words, StaffWords) else ""
        return {"text": fallback(words), "blocks": blocks(words, home), "parse": "none", "link_names": False}

    async def _stands(self, thread: Place) -> None:
        """Slack does not say what becomes of a reply to a message that is gone: nothing is replied to one."""
        channel = await self._history.channel(thread)
        assert thread.thread_id
        await ask(self._api.read.conversations_replies(channel=channel, ts=thread.thread_id, limit=1))


def _audience(words: Words) -> Audience:
    return Audience.STAFF if isinstance(words, StaffWords) else Audience.CUSTOMER
