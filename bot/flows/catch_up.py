"""Hears what was said while nobody listened, on platforms that keep nothing for those who are away."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.errors import ChatRefused
from bot.events import Event
from bot.flows.speaker import Speaker
from bot.model.places import Place

log = logging.getLogger(__name__)

OVERLAP = timedelta(minutes=2)
"""What was said so shortly before we were cut off may not have been heard; what was is not heard twice."""
LONGEST = timedelta(days=14)
"""Nobody wants an answer to what was asked longer ago than that (real time)."""
_MOST_PLACES = 200  # threads and DMs

Hear = Callable[[Event], Awaitable[object]]


async def catch_up(platform: str, hear: Hear, speaker: Speaker) -> int:
    """Hear what was missed, channels first; returns how much was asked again.

    At the very first start nothing was missed: what was said before us is history, to be imported.
    Raises what asking or hearing raises; then the next time begins from the same moment.
    """
    since = await _heard_until(platform, speaker)
    if since is None:
        return 0
    since = max(since - OVERLAP, speaker.clock.real() - LONGEST)
    channels = [Place(platform, desk.channel) for desk in speaker.settings.front_desks if desk.platform == platform]
    count = sum([await _listen_back(place, since, hear, speaker) for place in channels])
    async with speaker.store.begin(alone=False) as work:
        going_on = await work.conversations.places(platform, since - LONGEST, _MOST_PLACES)
    return count + sum([await _listen_back(place, since, hear, speaker) for place in going_on])


async def keep_up(platform: str, speaker: Speaker) -> None:
    """Note that everything until now has been heard."""
    async with speaker.store.begin(alone=False) as work:
        await work.keep(_name(platform), speaker.clock.real().isoformat())


async def _heard_until(platform: str, speaker: Speaker) -> datetime | None:
    async with speaker.store.begin(alone=False) as work:
        noted = await work.remembered(_name(platform))
    return datetime.fromisoformat(noted) if noted else None


async def _listen_back(place: Place, since: datetime, hear: Hear, speaker: Speaker) -> int:
    try:
        missed = await speaker.chats[place.platform].missed(place, since)
    except ChatRefused as refused:
        log.warning("cannot ask what was said in a place: %s", refused)
        return 0
    for event in missed:
        await hear(event)
    return len(missed)


def _name(platform: str) -> str:
    return f"heard {platform}"
