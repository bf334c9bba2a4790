"""What the gateway tells us: translated, handed over, and answered."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from adapters.discord import PLATFORM, translate
from adapters.discord.answering import Answering, sorry
from adapters.discord.api import Api
from adapters.discord.channels import Channels
from adapters.discord.directs import Directs
from adapters.discord.interactions import Asked, Given, read_interaction
from adapters.discord.people import People
from adapters.discord.readers import Gate
from bot.commands import BY_WORD, read_command
from bot.config import Settings
from bot.errors import UnhurriedError
from bot.events import Event, MessageEdited
from bot.in_turn import Turns, hear
from bot.model.people import Profile
from bot.model.places import Place
from bot.ports import Ears

log = logging.getLogger(__name__)

_CHANGES = (
    "CHANNEL_",
    "GUILD_ROLE_",
    "GUILD_MEMBER_",
    "GUILD_CREATE",
    "GUILD_DELETE",
)

_LAST_WORDS = 5.0  # seconds to tell somebody that what they did was not heard

Json = Mapping[str, Any]


class Hearing:
    """Everything the gateway tells one bot."""

    def __init__(
        self, api: Api, people: People, gate: Gate, directs: Directs, answering: Answering, settings: Settings
    ) -> None:
        self._people, self._gate, self._directs, self._answering = people, gate, directs, answering
        desks = [desk for desk in settings.front_desks if desk.platform == PLATFORM]
        self._backstage = frozenset(desk.backstage for desk in desks)
        self._channels = Channels(api, self._backstage | {desk.channel for desk in desks})
        self._turns = Turns()

    async def take_in(self, kind: str, what: Json, ears: Ears) -> None:
        """One thing that the gateway tells. Raises when it could not be heard."""
        match kind:
            case "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE":
                async with self._turns.of(str(what["channel_id"])):
                    await self._message(kind, what, ears)
            case "MESSAGE_DELETE_BULK":  # a moderator took back many at once
                for each in what["ids"]:
                    await self.take_in("MESSAGE_DELETE", {**what, "id": each}, ears)
            case "THREAD_DELETE" if await self._channels.is_post(what):  # its first message has the post's own number
                await self.take_in("MESSAGE_DELETE", {"id": what["id"], "channel_id": what["id"]}, ears)
            case "INTERACTION_CREATE":
                await self._interaction(what, ears)
            case "THREAD_CREATE" | "THREAD_UPDATE" | "CHANNEL_CREATE":
                self._channels.remember(what)
            case "GUILD_MEMBER_REMOVE":
                self._changed(kind, what)
                await self._left(what["user"], str(what["guild_id"]), ears)
            case "CHANNEL_UPDATE":
                self._channels.remember(what)
                self._changed(kind, what)
            case _:
                self._changed(kind, what)

    def _changed(self, kind: str, what: Json) -> None:
        if kind == "GUILD_CREATE":
            for channel in (*what.get("channels", ()), *what.get("threads", ())):
                self._channels.remember(channel)
        if kind.startswith(_CHANGES):
            self._gate.known.forget()
            if "user" in what:
                self._people.forget(str(what["user"]["id"]))

    async def message(self, message: Json, place: Place) -> Event | None:
        """What somebody said there, as it is heard. Raises when it cannot be found out who that was."""
        author = await self._author(message, place)
        us = await self._people.us()
        told = translate.told_us(message, us)
        if told is None and place.is_dm and author.is_staff:
            told = translate.words_of(message)
        if told is not None:
            word, rest = read_command(told) or ("", "")
            if word and (author.is_staff or not rest):  # “help, my export fails” is a question
                field = BY_WORD[word].rest
                return translate.typed(message, place, author, word, {field: rest} if field and rest else {})
            if author.is_staff and (place.is_dm or place.channel_id in self._backstage):
                return translate.typed(message, place, author, told or "help", {})
        opening = None if author.is_staff else await self._channels.opening(message, place)
        return translate.posted(message, place, author, us, opening)

    async def edited(self, message: Json, place: Place) -> MessageEdited | None:
        """How somebody changed what they had said there; None when they did not."""
        return translate.edited(message, place, await self._people.us(), await self._channels.opening(message, place))

    async def _message(self, kind: str, message: Json, ears: Ears) -> None:
        place = await self._channels.place(message)
        if place is None:
            return
        if kind == "MESSAGE_DELETE":
            await hear(translate.deleted(str(message["id"]), place, datetime.now(UTC)), ears)
            return
        if not translate.is_said(message):
            return
        if place.is_dm:
            self._directs.wrote(str(message["author"]["id"]), str(message["channel_id"]))
        hears = self.edited if kind == "MESSAGE_UPDATE" else self.message
        event = await hears(message, place)
        answer = await hear(event, ears) if event else None
        if answer:
            await self._answering.reply(
                answer, str(message["author"]["id"]), str(message["channel_id"]), str(message["id"])
            )

    async def _author(self, message: Json, place: Place) -> Profile:
        member = message.get("member")
        if member is not None:
            return self._people.told(message["author"], member, str(message.get("guild_id", "")))
        known = self._people.told(message["author"], None)
        found = await self._people.profile(known.person, anew=place.is_dm, channel_id=place.channel_id)
        return found if found.name != known.person.user_id else known

    async def _left(self, user: Json, guild_id: str, ears: Ears) -> None:
        """Whether they are in another server of ours may not be found out: it is judged again when something is due."""
        event = translate.left(user, datetime.now(UTC))
        try:
            is_gone = await self._people.have_left(event.person, known=guild_id)
        except UnhurriedError:
            return
        if is_gone and not user.get("bot"):
            await hear(event, ears)

    async def _interaction(self, what: Json, ears: Ears) -> None:
        read = read_interaction(what)
        if read is None:
            return
        if isinstance(read, Asked):
            await self._answering.open_form(read, await self._who_asks(what, ears), ears)
        elif await self._answering.defer(read):
            await self._give(read, what, ears)

    async def _give(self, given: Given, what: Json, ears: Ears) -> None:
        """Discord never tells of it again: when it cannot be heard, also because we stop, they are told."""
        try:
            answer = await hear(given.command(await self._who_asks(what, ears)), ears)
        except (Exception, asyncio.CancelledError) as trouble:
            log.error("a command was not heard (%s)", type(trouble).__name__)
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORDS):
                    await self._answering.answer(given, sorry(self._seen(what)))
            if isinstance(trouble, asyncio.CancelledError):
                raise
            return
        if answer:
            await self._answering.answer(given, answer)

    async def _who_asks(self, what: Json, ears: Ears) -> Profile:
        seen = self._seen(what)
        by = seen if what.get("member") else await self._people.profile(seen.person, anew=True)
        if by.is_staff:
            await self._pointed_at(what, ears)
        return by

    def _seen(self, what: Json) -> Profile:
        """Who it is, as far as we are told."""
        member = what.get("member")
        return self._people.told((member or {}).get("user") or what["user"], member, str(what.get("guild_id", "")))

    async def _pointed_at(self, what: Json, ears: Ears) -> None:
        """The message whose menu was opened: Discord shows its words, also when it shows us no others."""
        for message in ((what["data"].get("resolved") or {}).get("messages") or {}).values():
            async with self._turns.of(str(message["channel_id"])):
                await self._message("MESSAGE_CREATE", message, ears)
