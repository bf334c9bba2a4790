"""Gets an answer back to the one person who asked; nothing depends on it."""

import logging
from collections.abc import Awaitable
from typing import Any

from discord.http import Route

from adapters.discord.api import Api, Json
from adapters.discord.directs import Directs
from adapters.discord.interactions import Asked, Door, Given
from adapters.discord.people import People
from adapters.discord.render import PRIVATE, V2, custom_id, message, modal
from bot.errors import ChatBusy, ChatRefused, UnhurriedError, in_log
from bot.messages import Answer, CustomerWords, Form, Source, StaffWords
from bot.model.people import Profile
from bot.ports import Ears

log = logging.getLogger(__name__)

_SORRY = "I could not write that down just now. Please try again in a moment."
# By these names discord.py knows that answers to one person are not in the way of answers to another.
_CALLBACK = "/interactions/{webhook_id}/{webhook_token}/callback"
_ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
_NOD = "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me"
_DONE, _REFUSED = "\N{WHITE HEAVY CHECK MARK}", "\N{CROSS MARK}"
_SHOW, _WAIT, _OPEN = 4, 5, 9  # types of answer


class Answering:
    """The ways back: at once or after a while, always only to the one who asked."""

    def __init__(self, api: Api, people: People, directs: Directs) -> None:
        self._api, self._people, self._directs = api, people, directs

    async def defer(self, given: Given) -> bool:
        """Tell Discord that an answer comes; from then on there are fifteen minutes for it.

        False when Discord did not take it, and so tells the person that it failed.
        """
        try:
            await self._api.say(_callback(given.door), {"type": _WAIT, "data": {"flags": PRIVATE}})
        except (ChatRefused, ChatBusy) as refused:
            log.warning("a command is left undone, as Discord says that it failed: %s", in_log(refused))
            return False
        except UnhurriedError as unsure:
            log.warning("whether a command waits for its answer is not known: %s", in_log(unsure))
        return True

    async def answer(self, given: Given, answer: Answer) -> None:
        """Show it in place of the waiting."""
        body = message(answer, "", await self._people.spots()) | {"flags": V2}
        door = given.door
        call = self._api.say(Route("PATCH", _ORIGINAL, webhook_id=door.application_id, webhook_token=door.token), body)
        await _attempt(call)

    async def reply(self, answer: Answer, user_id: str, channel_id: str, message_id: str) -> None:
        """Answer something typed: in a DM there, else in the DM of whoever typed it; nobody else can read either.

        Who takes none sees a sign on what they typed: staff whether it was done, others if that says as much.
        """
        body = message(answer, "", await self._people.spots())
        answered = await _attempt(self._directs.say(user_id, body))
        if not answered and message_id and (sign := _sign(answer)):
            at = {"channel_id": channel_id, "message_id": message_id}
            await _attempt(self._api.say(Route("PUT", _NOD, **at, emoji=sign)))

    async def open_form(self, asked: Asked, by: Profile, ears: Ears) -> None:
        """Open the form of a command, or say why there is none."""
        try:
            on = Source(asked.place, asked.message_id) if asked.message_id else None
            form = await ears.form(asked.word, asked.about, by, on)
        except Exception as trouble:
            log.warning("no form: %s", type(trouble).__name__)
            return
        if isinstance(form, Form):
            filled = modal(form, custom_id(asked.word, asked.about, asked.message_id))
            await self._call_back(asked.door, {"type": _OPEN, "data": filled})
        else:
            shown = message(form, "", await self._people.spots()) | {"flags": V2 | PRIVATE}
            await self._call_back(asked.door, {"type": _SHOW, "data": shown})

    async def _call_back(self, door: Door, body: Json) -> None:
        await _attempt(self._api.say(_callback(door), body))


def _callback(door: Door) -> Route:
    return Route("POST", _CALLBACK, webhook_id=door.interaction_id, webhook_token=door.token)


def sorry(by: Profile) -> Answer:
    """What to answer when a command could not be written down."""
    if by.is_staff:
        return StaffWords(title=_SORRY, refused=True)
    return CustomerWords(lines=(_SORRY,), why="Only you can see this.", refused=True)


def _sign(answer: Answer) -> str:
    """What stands for this answer where it cannot be read; nothing when no sign could."""
    if isinstance(answer, StaffWords):
        return _REFUSED if answer.refused else _DONE
    return _DONE if answer.nod else ""


async def _attempt(call: Awaitable[Any]) -> bool:
    """Whether it got through; an answer that is lost is asked for again."""
    try:
        await call
    except UnhurriedError as trouble:
        log.warning("an answer did not get through: %s", in_log(trouble))
        return False
    return True
