"""Keeps what could not be heard because of a defect of ours, and lets another version try."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.errors import NotAllowed, StoreAway, Unreadable
from bot.event_json import from_json, to_json
from bot.events import Event
from bot.flows.speaker import Speaker
from bot.model.unheard import UnheardEvent

log = logging.getLogger(__name__)

_AT_ONCE = 100

Hear = Callable[[Event], Awaitable[object]]


async def keep_unheard(event: Event, defect: Exception, version: str, speaker: Speaker) -> bool:
    """Whether it is kept, and so can be acknowledged."""
    log.error("event %s cannot be heard", event.key, exc_info=defect)
    try:
        kept = UnheardEvent(
            key=event.key, event=to_json(event), at=speaker.clock.real(), version=version, defect=type(defect).__name__
        )
        async with speaker.store.begin() as work:
            await work.unheard.save(kept)
    except Exception as trouble:
        log.error("event %s cannot be kept either", event.key, exc_info=trouble)
        return False
    return True


async def hear_again(hear: Hear, version: str, speaker: Speaker) -> int:
    """Hear, once each and oldest first, what other versions could not; returns how many were heard."""
    heard = 0
    while kept := await _of_other_versions(version, speaker):
        heard += sum([await _hear_one(each, hear, version, speaker) for each in kept])
    return heard


async def _of_other_versions(version: str, speaker: Speaker) -> list[UnheardEvent]:
    async with speaker.store.begin() as work:
        return list(await work.unheard.of_other_versions(version, _AT_ONCE))


async def _hear_one(kept: UnheardEvent, hear: Hear, version: str, speaker: Speaker) -> bool:
    try:
        await hear(from_json(kept.event))
    except StoreAway:
        raise
    except (NotAllowed, Unreadable):
        log.info("event %s was declined", kept.key)
    except Exception as defect:  # it stays kept for a later version
        log.error("event %s cannot be heard either now", kept.key, exc_info=defect)
        async with speaker.store.begin() as work:
            await work.unheard.save(replace(kept, version=version, defect=type(defect).__name__))
        return False
    async with speaker.store.begin() as work:
        await work.unheard.forget(kept.key)
    return True
