"""Tries once more to open the backstage threads that could not be opened: a customer may not be left unheard."""

from bot.flows.send import NOWHERE
from bot.flows.speaker import Speaker
from bot.model.deliveries import Kind

_AT_ONCE = 5


async def open_again(speaker: Speaker) -> int:
    """Let roots fall due once more that are held because others than staff could read; returns how many.

    Whoever should not have been backstage may have left, or the channel may have been put right.
    """
    async with speaker.store.begin() as work:
        held = await work.outbox.held(Kind.ROOT, NOWHERE, _AT_ONCE)
        for delivery in held:
            await work.outbox.again(delivery.occasion, speaker.clock.now())
    return len(held)
