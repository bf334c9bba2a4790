"""Finds out whether a delivery that may have gone out did."""

from dataclasses import replace

from bot.errors import ChatRefused
from bot.flows.send import leave_for_later, mark_sent
from bot.flows.settle import settle
from bot.flows.speaker import Speaker
from bot.model.deliveries import Delivery, State
from bot.rules.recovery import is_missing, look_from, looked_since


async def recover(delivery: Delivery, speaker: Speaker) -> bool:
    """Whether it certainly did not go out, and so may be judged and said."""
    if delivery.shown is not None or delivery.place is None:
        return True
    chat, real = speaker.chat(delivery.place), speaker.clock.real()
    earliest = look_from(delivery, chat.limits)
    if earliest is None:
        return True
    if earliest > real:
        await leave_for_later(delivery, earliest - real, speaker)
        return False
    try:
        async with speaker.patience(delivery.place):
            found = await chat.find(delivery.place, delivery.key, looked_since(delivery, speaker.clock.now(), real))
    except ChatRefused as refused:
        async with speaker.store.begin() as work:
            why = f"it may have gone out, and cannot be looked for: {refused}"
            await settle(replace(delivery, state=State.HELD, why=why), work, speaker)
        return False
    if found:
        await mark_sent(delivery, found[0], speaker)
        return False
    if is_missing(delivery, chat.limits):
        return True
    await leave_for_later(replace(delivery, missed_at=real), chat.limits.second_look, speaker)
    return False
