"""Gets an answer back to the one person who asked, by the door they came in through; nothing depends on it."""

import logging
from collections.abc import Awaitable, Mapping
from typing import Any

from adapters.slack import PLATFORM
from adapters.slack.api import Api, say
from adapters.slack.forms import home_page, modal, shown
from adapters.slack.interactions import Asked, Given, private_metadata
from adapters.slack.links import time_of
from adapters.slack.people import People
from adapters.slack.render import Json, blocks, fallback
from bot.errors import UnhurriedError, in_log
from bot.events import CommandGiven
from bot.messages import Answer, Form, Source
from bot.model.people import Profile
from bot.model.places import Place
from bot.ports import Ears

log = logging.getLogger(__name__)

_AS_IT_IS: dict[str, Any] = {"parse": "none", "link_names": False}


class Answering:
    """The ways back: the acknowledgement itself, a message only they see, a modal, their home page."""

    def __init__(self, api: Api, people: People) -> None:
        self._api, self._people = api, people

    def to(self, given: Given, answer: Answer) -> tuple[Json | None, Awaitable[None] | None]:
        """What to acknowledge with, and what to do after that."""
        match given.door.kind:
            case "slash":
                return {"response_type": "ephemeral", **self._shown(answer)}, None
            case "form" if answer.refused:
                return {"response_action": "push", "view": shown(answer, self._home)}, None
            case "form":
                return {"response_action": "update", "view": shown(answer, self._home)}, None
            case "button" if given.door.channel_id:
                door = given.door
                return None, self.privately(answer, door.channel_id, given.user_id, door.thread_ts)
        return None, self._open(given.door.trigger_id, shown(answer, self._home))

    async def privately(self, answer: Answer, channel_id: str, user_id: str, thread_ts: str | None) -> None:
        """Show it where they asked, to them alone; in their DM with us nobody else can read anyway."""
        if channel_id.startswith("D"):
            call = self._api.write.chat_postMessage(
                channel=channel_id, unfurl_links=False, unfurl_media=False, **_AS_IT_IS, **self._shown(answer)
            )
        else:
            call = self._api.write.chat_postEphemeral(
                channel=channel_id, user=user_id, thread_ts=thread_ts, **_AS_IT_IS, **self._shown(answer)
            )
        await _attempt(say(call))

    async def open_form(self, asked: Asked, by: Profile, ears: Ears) -> None:
        """Open the form of a command, or say why there is none."""
        try:
            on = Source(asked.about.place, asked.about.message_id) if asked.about.message_id else None
            form = await ears.form(asked.about.word, asked.about.about, by, on)
        except Exception as trouble:
            log.warning("no form: %s", type(trouble).__name__)
            return
        view = modal(form, private_metadata(asked.about)) if isinstance(form, Form) else shown(form, self._home)
        await self._open(asked.door.trigger_id, view)

    async def open_home(self, event: Mapping[str, Any], ears: Ears) -> None:
        """Show somebody their own page."""
        if event.get("tab", "home") != "home":
            return
        by = await self._people.heard_from(event["user"])
        key = f"{PLATFORM}:home:{event['user']}:{event['event_ts']}"
        place = Place(PLATFORM, f"@{event['user']}")
        opened = CommandGiven(key=key, at=time_of(event["event_ts"]), by=by, place=place, word="home")
        answer = await ears.hear(opened)
        if answer:
            view = home_page(answer, self._home)
            await _attempt(say(self._api.write.views_publish(user_id=event["user"], view=view)))

    async def _open(self, trigger_id: str, view: Json) -> None:
        await _attempt(say(self._api.write.views_open(trigger_id=trigger_id, view=view)))

    def _shown(self, answer: Answer) -> dict[str, Any]:
        return {"text": fallback(answer), "blocks": blocks(answer, self._home)}

    @property
    def _home(self) -> str:
        return self._people.home


async def _attempt(call: Awaitable[Any]) -> None:
    """An answer that is lost is asked for again."""
    try:
        await call
    except UnhurriedError as trouble:
        log.warning("an answer did not get through: %s", in_log(trouble))
