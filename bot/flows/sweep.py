"""Looks once, a while after it was sent, whether a message stands twice; takes the twin back and tells."""

import asyncio
import logging
from datetime import timedelta

from bot.errors import ChatBusy, ChatUnsure
from bot.flows.speaker import Speaker
from bot.model.deliveries import Delivery
from bot.rules import plans
from bot.rules.recovery import MARGIN

log = logging.getLogger(__name__)

AFTER = timedelta(minutes=5)
AT_ONCE = 50
"""So many are loaded together; they are looked at one after the other."""
MOST_UNTOLD = 3
"""Of so many together a platform would not tell: then it is not asked for the others."""


async def sweep(speaker: Speaker) -> int:
    """Looks for twins of what was sent more than five minutes ago (real time); returns how many were removed.

    On each platform by itself: none waits for another that cannot be asked.
    """
    swept = await asyncio.gather(
        *(_sweep_platform(platform, speaker) for platform in speaker.chats), return_exceptions=True
    )
    for trouble in swept:
        if isinstance(trouble, BaseException):
            raise trouble
    return sum(each for each in swept if isinstance(each, int))


async def _sweep_platform(platform: str, speaker: Speaker) -> int:
    """Goes on until nothing is left, or until the platform would not tell: then it is to rest."""
    removed = untold = 0
    while not untold:
        async with speaker.store.begin(alone=False) as work:
            sent = await work.outbox.unswept(platform, speaker.clock.real() - AFTER, AT_ONCE)
        for delivery in sent:
            twins = await _sweep_one(delivery, speaker)
            removed += twins or 0
            untold += twins is None
            if untold == MOST_UNTOLD:
                break
        if len(sent) < AT_ONCE:
            break
    return removed


async def _sweep_one(delivery: Delivery, speaker: Speaker) -> int | None:
    """How many twins were taken back; None when the platform would not tell now."""
    twins = 0
    try:
        twins = await _take_back_twins(delivery, speaker)
    except (ChatBusy, ChatUnsure, OSError) as trouble:
        log.warning("delivery %s is swept later: %s", delivery.key, type(trouble).__name__)
        return None
    except Exception as trouble:  # it never can be, and must not keep the others from being swept
        log.error("delivery %s cannot be swept: %s", delivery.key, type(trouble).__name__)
    await _note(delivery, twins, speaker)
    return twins


async def _take_back_twins(delivery: Delivery, speaker: Speaker) -> int:
    if delivery.shown is None or delivery.first_intent_at is None:
        return 0
    stands = delivery.shown
    async with speaker.patience(stands.place):
        found = await speaker.chat(stands.place).find(stands.place, delivery.key, delivery.first_intent_at - MARGIN)
    twins = [shown for shown in found if shown.message_id != stands.message_id]
    for twin in twins:
        async with speaker.patience(twin.place):
            await speaker.chat(twin.place).withdraw(twin)
    return len(twins)


async def _note(delivery: Delivery, twins: int, speaker: Speaker) -> None:
    async with speaker.store.begin() as work:
        await work.outbox.swept(delivery.key, speaker.clock.real())
        conversation = await work.conversations.get(delivery.conversation_id) if twins else None
        desk = speaker.settings.front_desk(conversation.place) if conversation else None
        if conversation and desk:
            log.warning("delivery %s stood %d times; the twins were taken back", delivery.key, twins + 1)
            key, now = speaker.new_key(), speaker.clock.now()
            await work.outbox.plan([plans.notice(delivery, conversation, desk, key, now, conversation.agent)])
