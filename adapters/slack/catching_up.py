"""What people said, edited and deleted in Slack while nobody listened."""

import time
from collections.abc import Iterable, Sequence
from datetime import datetime

from adapters.slack.api import Json
from adapters.slack.hearing import Hearing
from adapters.slack.history import History
from adapters.slack.links import is_id_of, time_of
from adapters.slack.translate import deleted, is_said, place_of
from bot.events import Change, Event
from bot.model.conversations import Message
from bot.model.places import Place
from bot.ports import THREADS_BACK

_MOST_THREADS = 200  # with something new in them, asked at once
_MOST_MISSING = 20  # messages that are not where they were, asked for one by one


class CatchingUp:
    """Asks history what was missed. All methods raise as `ask`."""

    def __init__(self, history: History, hearing: Hearing) -> None:
        self._history, self._hearing = history, hearing

    async def missed(self, place: Place, after: datetime) -> Sequence[Event]:
        """See `bot.ports.Chat`."""
        if place.thread_id:
            said = [each async for each in self._history.messages(place, after)]
        else:
            said = await self._with_threads(place, after)
        events = [await self._heard(each, place) for each in said if is_said(each) and time_of(each["ts"]) >= after]
        unique = {event.key: event for event in events if event}  # a reply may stand in the channel too
        return sorted(unique.values(), key=lambda event: event.at)

    async def changes(self, place: Place, kept: Sequence[Message], after: datetime) -> Sequence[Change]:
        """See `bot.ports.Chat`; what is not where it was is asked for by itself before it counts as gone."""
        ours = {each.message_id: each for each in kept if is_id_of(each.message_id, each.at)}
        if not ours:
            return []
        first = min(each.at for each in ours.values())
        if place.thread_id:
            stands = [each async for each in self._history.messages(place, first)]
        else:
            stands = list(await self._history.latest(place, first))
        there = {each["ts"]: each for each in stands if each.get("subtype") != "tombstone"}
        edits = [await self._hearing.edited(each, place) for ts, each in there.items() if ts in ours]
        missing = sorted(ours.keys() - there.keys())[-_MOST_MISSING:]
        gone = [ts for ts in missing if await self._history.is_gone(place, ts)]
        now = f"{time.time():.6f}"
        return [
            *(edit for edit in edits if edit and edit.at >= after),
            *(deleted(ts, ours[ts].place, now) for ts in gone),
        ]

    async def _with_threads(self, place: Place, after: datetime) -> list[Json]:
        """What stands there, and below what stands there."""
        said = list(await self._history.latest(place, after - THREADS_BACK))
        channel = await self._history.channel(place)
        for root in _with_news(said, after):
            said += [each async for each in self._history.replies(channel, root["ts"], after)]
        return said

    async def _heard(self, message: Json, place: Place) -> Event | None:
        where = place if place.is_dm or place.thread_id else place_of(message, place.channel_id, direct=False)
        return await self._hearing.message(message, where)


def _with_news(messages: Iterable[Json], after: datetime) -> Sequence[Json]:
    """Those below which something was said since then, where that was last first."""
    replied = [each for each in messages if each.get("latest_reply") and time_of(each["latest_reply"]) >= after]
    return sorted(replied, key=lambda each: str(each["latest_reply"]), reverse=True)[:_MOST_THREADS]
