"""Says what is due: claim it, judge it again, pass the gate, write down the intent, speak, mark it."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from bot.errors import UnhurriedError
from bot.flows.consequences import WITH_EFFECT, take_effect
from bot.flows.recover import recover
from bot.flows.send import Intent, intend, leave_for_later, say
from bot.flows.settle import settle
from bot.flows.situations import situation_of
from bot.flows.speaker import Speaker
from bot.model.deliveries import Delivery, State
from bot.model.places import Place
from bot.rules.backoff import MOST_DEFECTS, wait_after, wait_before
from bot.rules.judging import judge
from bot.rules.verdicts import Cancel, Expire, Pause, Postpone, Tell, Verdict, Whisper

log = logging.getLogger(__name__)

_LOOK_AGAIN = 1.0  # seconds


class Spoken(NamedTuple):
    """How often something was taken up, and how long there is nothing to say now; None while nothing is planned."""

    taken: int
    rest: timedelta | None


async def speak(speaker: Speaker) -> Spoken:
    """Say everything that is due and may be tried now.

    At most `delivering.batch` are under way at once. More are claimed when half of them are done, as claiming costs, or
    after a second: those that hang are not to hold up the others. When more than half hang, their channels rest.
    """
    most, taken = speaker.settings.delivering.batch, 0
    under_way: dict[asyncio.Task[None], Delivery] = {}
    try:
        while True:
            room = most - len(under_way)
            claimed = await _claim(room, speaker) if room else ()
            taken += len(claimed)
            under_way |= {asyncio.create_task(_deliver(delivery, speaker)): delivery for delivery in claimed}
            was_idle = not under_way
            if under_way:
                under_way = await _go_on(under_way, most // 2, speaker)
            if not under_way and len(claimed) < room:
                rest = await _rest(speaker)
                if was_idle or rest is None or rest > timedelta(0):
                    return Spoken(taken, rest)
    finally:
        for task in under_way:
            task.cancel()
        if under_way:
            await asyncio.wait(under_way)


async def _go_on(
    under_way: dict[asyncio.Task[None], Delivery], enough: int, speaker: Speaker
) -> dict[asyncio.Task[None], Delivery]:
    """Wait until some are done; returns those left. The channels of more than enough that hang rest."""
    left = {task: under_way[task] for task in await _some_done(set(under_way), enough)}
    if len(left) > enough:
        await _slow_down({delivery.channel for delivery in left.values()}, speaker)
    return left


async def _some_done(under_way: set[asyncio.Task[None]], enough: int) -> set[asyncio.Task[None]]:
    """Wait for at least one, and until no more than so many are left, but for a second at most; returns those left."""
    done: set[asyncio.Task[None]] = set()
    with suppress(TimeoutError):
        async with asyncio.timeout(_LOOK_AGAIN):
            while not done or len(under_way) > enough:
                done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
    return under_way


async def _slow_down(channels: Iterable[Place], speaker: Speaker) -> None:
    """Nothing is claimed for these channels until we have looked again."""
    async with speaker.store.begin(alone=False) as work:
        for channel in channels:
            await work.outbox.slow_down(channel, speaker.clock.real() + timedelta(seconds=2 * _LOOK_AGAIN))


async def _claim(most: int, speaker: Speaker) -> Sequence[Delivery]:
    """A claim need not last: one that is lost never got as far as the intent."""
    async with speaker.store.begin(alone=False, lasting=False) as work:
        return await work.outbox.claim(
            f"{speaker.name}/{speaker.new_key()}",
            speaker.clock.now(),
            speaker.clock.real(),
            speaker.lease,
            most,
            {platform: chat.limits.pace for platform, chat in speaker.chats.items()},
        )


async def _rest(speaker: Speaker) -> timedelta | None:
    """How long it is until something falls due, or what is due may be tried (again)."""
    now, real = speaker.clock.now(), speaker.clock.real()
    async with speaker.store.begin(alone=False, lasting=False) as work:
        due, attempt = await work.outbox.next_due(now), await work.outbox.next_attempt(now, real)
    waits = [due - now] if due else []
    waits += [attempt - real] if attempt else []
    return min(waits, default=None)


async def _deliver(delivery: Delivery, speaker: Speaker) -> None:
    try:
        await _attempt(delivery, speaker)
    except Exception as trouble:  # nothing can be written down: its lease ends, and then it is looked for
        log.error("delivery %s is left to its lease: %s", delivery.key, type(trouble).__name__)


async def _attempt(delivery: Delivery, speaker: Speaker) -> None:
    try:
        intent = await _prepare(delivery, speaker)
    except (UnhurriedError, OSError) as trouble:
        why = str(trouble) if isinstance(trouble, UnhurriedError) else f"the platform: {type(trouble).__name__}"
        later = replace(delivery, attempts=delivery.attempts + 1, why=why)
        await leave_for_later(later, wait_after(trouble, later.attempts), speaker)
    except Exception as defect:  # whatever it is, this one must not be lost and the others must go on
        log.error("delivery %s met a defect: %s", delivery.key, type(defect).__name__)
        await _survive(delivery, defect, speaker)
    else:
        if intent is not None:
            await say(intent, speaker)


async def _prepare(delivery: Delivery, speaker: Speaker) -> Intent | None:
    """All that comes before the first word: nothing has gone out while this runs."""
    if not await recover(delivery, speaker):
        return None
    verdict = await _decide(delivery, speaker)
    if isinstance(verdict, Whisper | Tell):
        return await intend(delivery, verdict, speaker)
    return None


async def _decide(delivery: Delivery, speaker: Speaker) -> Verdict:
    """Today's verdict; one that is not to speak is written down in the same transaction."""
    now = speaker.clock.now()
    async with speaker.store.begin(lasting=delivery.kind in WITH_EFFECT) as work:
        situation = await situation_of(delivery, work, speaker.settings, now)
        verdict = judge(situation) if situation else Cancel("what it was about is gone")
        if situation:
            await take_effect(situation, verdict, work, speaker)
        match verdict:
            case Cancel(why):
                await settle(replace(delivery, state=State.CANCELLED, why=why), work, speaker)
            case Expire(why):
                await settle(replace(delivery, state=State.EXPIRED, why=why), work, speaker)
            case Pause(why):
                await settle(replace(delivery, state=State.PAUSED, why=why), work, speaker)
            case Postpone(until, why):
                await settle(replace(delivery, state=State.PENDING, due_at=until, why=why), work, speaker)
            case Whisper() | Tell():
                pass
    return verdict


async def _survive(delivery: Delivery, defect: Exception, speaker: Speaker) -> None:
    """A defect of ours: try again a few times, then let a human see it."""
    why = f"a defect in Unhurried ({type(defect).__name__})"
    known = replace(delivery, defects=delivery.defects + 1, why=why)
    if known.defects < MOST_DEFECTS:
        await leave_for_later(known, wait_before(known.defects), speaker)
        return
    over = State.HELD if delivery.state is State.SENDING else State.FAILED
    async with speaker.store.begin() as work:
        await settle(replace(known, state=over), work, speaker)
