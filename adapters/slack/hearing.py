"""What Slack tells us: translated, handed over, and answered. Only what was heard is acknowledged."""

import logging
from collections import deque
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Any

from adapters.slack import PLATFORM, translate
from adapters.slack.answering import Answering
from adapters.slack.gestures import Gestures
from adapters.slack.interactions import Asked, Given, read_interaction
from adapters.slack.people import People
from adapters.slack.readers import Gate
from bot.commands import BY_WORD, read_command
from bot.config import Settings
from bot.events import Event, MessageEdited
from bot.in_turn import Turns, hear
from bot.model.places import Person, Place
from bot.ports import Ears

log = logging.getLogger(__name__)

_CONVERTED = frozenset({"channel_convert_to_public", "channel_convert_to_private"})
_OTHER_ID = "Slack calls the channel %s %s from now on: write that into config.toml and start again"
_MOST_NAMES = 10  # of people mentioned in one message
_MOST_REFUSED = 200  # answers remembered that said why nothing was changed

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """What to acknowledge with, what to do after that, and whether there is something that will not be told."""

    payload: Json | None = None
    then: Awaitable[None] | None = None
    is_gap: bool = False


class Hearing:
    """Everything Slack tells one app."""

    def __init__(self, people: People, gate: Gate, answering: Answering, settings: Settings) -> None:
        self._people, self._gate, self._answering = people, gate, answering
        desks = [desk for desk in settings.front_desks if desk.platform == PLATFORM]
        self._backstage = frozenset(desk.backstage for desk in desks)
        self._channels = self._backstage | {desk.channel for desk in desks}
        self._turns, self._gestures = Turns(), Gestures()
        self._refused: deque[str] = deque(maxlen=_MOST_REFUSED)

    async def take_in(self, body: Json, ears: Ears) -> Heard:
        """One thing that Slack tells. Raises when it could not be heard: then it must not be acknowledged."""
        if body.get("type") == "event_callback":
            return await self._event(body["event"], ears)
        return await self._interaction(body, ears)

    async def message(self, message: Json, place: Place) -> Event | None:
        """What somebody said there, as it is heard. Raises when it cannot be found out who that was."""
        if self._gestures.is_twin(message, place.channel_id):
            return None
        author = await self._people.heard_from(message["user"])
        us, names = (await self._people.us()).user_id, await self._names(message)
        told = translate.told_us(message, us, names)
        if told is None and place.is_dm and author.is_staff:
            told = translate.words_of(message, names)
        if told is not None:
            word, rest = read_command(told) or ("", "")
            if word and (author.is_staff or not rest):  # “help, my export fails” is a question
                field = BY_WORD[word].rest
                return translate.typed(message, place, author, word, {field: rest} if field and rest else {})
            if author.is_staff and (place.is_dm or place.channel_id in self._backstage):
                return translate.typed(message, place, author, told or "help", {})
        return translate.posted(message, place, author, names, us)

    async def edited(self, message: Json, place: Place) -> MessageEdited | None:
        """How somebody changed what they had said there; None when they did not."""
        if not message.get("edited"):
            return None
        us = (await self._people.us()).user_id
        return translate.edited(message, place, await self._names(message), us)

    async def _event(self, event: Json, ears: Ears) -> Heard:
        match event.get("type"):
            case "message" | "app_mention":
                return await self._message(event, ears)
            case "app_home_opened":
                return Heard(then=self._answering.open_home(event, ears))
            case "user_change":
                self._people.forget(event["user"]["id"])
                self._gate.known.forget()
            case "subteam_members_changed" | "subteam_updated":
                self._people.forget_staff()
                self._gate.known.forget()
            case "tokens_revoked" | "app_uninstalled":
                log.error("Slack took my access away (%s): install the app again", event["type"])
            case "channel_left" | "group_left":
                return self._removed_from(event["channel"])
            case kind:
                self._gate.known.forget()  # somebody joined, or a channel was shared or got another id
                log.info("Slack tells of a change: %s", kind)
                if event.get("old_channel_id") in self._channels:
                    log.error(_OTHER_ID, event["old_channel_id"], event.get("new_channel_id"))
        return Heard()

    def _removed_from(self, channel_id: str) -> Heard:
        """What is said there is asked for once we are back."""
        self._gate.known.forget()
        if channel_id in self._channels:
            log.error("I was removed from the channel %s and hear nothing there: invite me again", channel_id)
        return Heard(is_gap=channel_id in self._channels)

    async def _message(self, event: Json, ears: Ears) -> Heard:
        is_direct = event.get("channel_type") == "im"
        if not is_direct and event["channel"] not in self._channels:
            return Heard()
        if event.get("subtype") in _CONVERTED:
            self._gate.known.forget()
        async with self._turns.of(event["channel"]):
            heard = await self._translated(event, is_direct)
            answer = await hear(heard, ears) if heard else None
        if answer is None or heard is None or (answer.refused and self._is_refused_before(heard.key)):
            return Heard()
        return Heard(then=self._answering.privately(answer, event["channel"], _user(event), event.get("thread_ts")))

    def _is_refused_before(self, key: str) -> bool:
        """Slack tells a mention of us twice, and what changed nothing is not written down as heard."""
        before = key in self._refused
        self._refused.append(key)
        return before

    async def _translated(self, event: Json, is_direct: bool) -> Event | None:
        match event.get("subtype", ""):
            case "message_changed" if (event.get("message") or {}).get("subtype") != "tombstone":
                message = event["message"]
                if not translate.is_said(message):
                    return None
                return await self.edited(message, translate.place_of(message, event["channel"], is_direct))
            case "message_deleted" | "message_changed":  # of one with replies below it a tombstone is left
                gone = event.get("previous_message") or {}
                if not translate.is_said(gone):
                    return None
                place = translate.place_of(gone, event["channel"], is_direct)
                return translate.deleted(gone["ts"], place, event.get("event_ts") or event["ts"])
            case _:
                if not translate.is_said(event):
                    return None
                return await self.message(event, translate.place_of(event, event["channel"], is_direct))

    async def _interaction(self, body: Json, ears: Ears) -> Heard:
        read = read_interaction(body)
        if read is None:
            return Heard()
        by = await self._people.heard_from(read.user_id)
        if isinstance(read, Asked):
            return Heard(then=self._answering.open_form(read, by, ears))
        answer = await hear(read.command(by), ears)
        return self._answered(read, answer)

    def _answered(self, given: Given, answer: Any) -> Heard:
        if answer is None:
            return Heard()
        payload, then = self._answering.to(given, answer)
        return Heard(payload, then)

    async def _names(self, message: Json) -> dict[str, str]:
        """How those are called whom a message mentions; who cannot be asked now keeps their id."""
        names = {}
        for user_id in sorted(translate.mentioned(message))[:_MOST_NAMES]:
            names[user_id] = (await self._people.profile(Person(PLATFORM, user_id))).name
        return names


def _user(event: Json) -> str:
    return str(event.get("user") or (event.get("message") or {}).get("user") or "")
