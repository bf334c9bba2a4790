"""Speaks to a platform: through the gate, never without a written intent, never for longer than the lease."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import ChatBusy, ChatRefused, ChatTakenBack, UnhurriedError
from bot.flows.settle import settle
from bot.flows.speaker import Speaker
from bot.messages import CustomerWords, StaffWords
from bot.model.deliveries import AUTOMATIC, Delivery, Kind, State
from bot.model.places import Audience, CustomerPlace, Place, Readers, Shown
from bot.ports import Chat, Work
from bot.rules.audience import StaffPlace, staff_place
from bot.rules.backoff import MOST_UNKNOWN, wait_before
from bot.rules.recovery import first_intent, is_overdue, looked_since, unsaid
from bot.rules.verdicts import Tell, Whisper
from bot.rules.whispering import put_off

log = logging.getLogger(__name__)

UNKNOWN = "it cannot be found out who can read there"
NOWHERE = "there is no place left that only staff can read"


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to be said, where, and the delivery as it was written down for it.

    Whoever looks for it later counts on the call having ended by `until` (real time).
    """

    delivery: Delivery
    place: StaffPlace | CustomerPlace
    words: StaffWords | CustomerWords
    until: datetime


async def intend(delivery: Delivery, verdict: Whisper | Tell, speaker: Speaker) -> Intent | None:
    """Find the first place that will do and write the intent down; None when there is nothing (more) to say."""
    place = await _place_for(delivery, verdict, speaker)
    if place is None:
        await _hold(delivery, speaker)
        return None
    later = put_off(delivery, verdict, place.place, speaker.clock.now()) if isinstance(verdict, Whisper) else None
    if later:
        async with speaker.store.begin() as work:
            await settle(later, work, speaker)
        return None
    overdue = delivery.shown is None and is_overdue(delivery, speaker.clock.now())
    try:
        if overdue and await _stands_already(delivery, place.place, speaker):
            return None
    except ChatRefused as refused:
        await _go_elsewhere(delivery, refused, speaker)
        return None
    real = speaker.clock.real()
    until = real + speaker.chat(place.place).limits.patience
    intended = await _write_down(delivery, place.place, real, speaker)
    return Intent(intended, place, verdict.words, until) if intended else None


async def _hold(delivery: Delivery, speaker: Speaker) -> None:
    why = delivery.why if delivery.refused else NOWHERE
    if why == NOWHERE and delivery.audience is Audience.STAFF and not delivery.changes:  # and not each time again
        log.warning("a %s is held, look at who can read backstage: delivery %s", delivery.kind, delivery.key)
    async with speaker.store.begin() as work:
        await settle(replace(delivery, state=State.HELD, why=why), work, speaker)


async def _place_for(
    delivery: Delivery, verdict: Whisper | Tell, speaker: Speaker
) -> StaffPlace | CustomerPlace | None:
    if isinstance(verdict, Tell):
        return CustomerPlace(verdict.place, verdict.to) if verdict.place else None
    places = (delivery.shown.place,) if delivery.shown else verdict.places
    unknown = False
    for place in places[delivery.refused :]:
        readers = await _readers(place, speaker)
        if vetted := staff_place(place, readers):
            return vetted
        unknown |= readers is Readers.UNKNOWN
    if unknown and delivery.attempts < MOST_UNKNOWN:
        if not (delivery.attempts or delivery.changes):
            log.warning("a %s has to wait: %s (delivery %s)", delivery.kind, UNKNOWN, delivery.key)
        raise UnhurriedError(UNKNOWN)
    return None


async def _readers(place: Place, speaker: Speaker) -> Readers:
    try:
        async with speaker.patience(place):
            return await speaker.chat(place).readers(place)
    except TimeoutError:
        return Readers.UNKNOWN


async def _stands_already(delivery: Delivery, place: Place, speaker: Speaker) -> bool:
    since = looked_since(delivery, speaker.clock.now(), speaker.clock.real())
    async with speaker.patience(place):
        found = await speaker.chat(place).find(place, delivery.key, since)
    if found:
        await mark_sent(replace(delivery, first_intent_at=since), found[0], speaker)
    return bool(found)


async def _write_down(delivery: Delivery, place: Place, real: datetime, speaker: Speaker) -> Delivery | None:
    """From here on it may be on the platform; None when the lease was lost."""
    intended = replace(
        delivery,
        state=State.SENDING,
        place=place,
        first_intent_at=first_intent(delivery, real),
        last_send_at=real,
        lease_until=real + speaker.lease,
        missed_at=None,
        attempts=delivery.attempts + 1,
    )
    automatic = delivery.kind in AUTOMATIC
    async with speaker.store.begin(alone=automatic) as work:
        if not await work.outbox.save(intended):
            return None
        if automatic:  # it counts in the budget now, also of one that was judged a moment ago
            await work.outbox.take_back(delivery.customer_id, AUTOMATIC, but=delivery.key)
    return intended


async def say(intent: Intent, speaker: Speaker) -> None:
    """Speak and mark. Whatever fails on the way leaves the delivery `sending`: it is looked for, not said again."""
    delivery, chat = intent.delivery, speaker.chat(intent.place.place)
    time_left = intent.until - speaker.clock.real()
    if not timedelta(0) < time_left <= chat.limits.patience:  # something kept us, or set the clock back
        await leave_for_later(unsaid(delivery), timedelta(0), speaker)
        return
    try:
        async with asyncio.timeout(time_left.total_seconds()):
            shown = await _call(chat, intent)
    except ChatBusy as busy:
        await _wait_as_told(intent, busy, speaker)
    except ChatRefused as refused:
        await _go_elsewhere(unsaid(delivery), refused, speaker)
    except ChatTakenBack as gone:
        await mark_sent(delivery, None, speaker, str(gone))
    except Exception as unsure:  # ChatUnsure, a timeout, a defect of the adapter: it may have gone out
        log.warning("delivery %s may have gone out: %s", delivery.key, type(unsure).__name__)
        pause = max(chat.limits.patience + chat.limits.settle, wait_before(delivery.attempts))
        since = first_intent(delivery, speaker.clock.real())
        await leave_for_later(replace(delivery, first_intent_at=since), pause, speaker)
    else:
        await mark_sent(delivery, shown, speaker)


async def _go_elsewhere(delivery: Delivery, refused: ChatRefused, speaker: Speaker) -> None:
    """The next place comes at once."""
    refusal = replace(delivery, refused=delivery.refused + 1, why=str(refused))
    await leave_for_later(refusal, timedelta(0), speaker)


async def _wait_as_told(intent: Intent, busy: ChatBusy, speaker: Speaker) -> None:
    """Neither the channel that was busy nor the one whose turn this was is claimed for before then."""
    async with speaker.store.begin(alone=False) as work:
        for channel in {intent.place.place.channel, intent.delivery.channel}:
            await work.outbox.slow_down(channel, speaker.clock.real() + busy.retry_after)
    await leave_for_later(unsaid(intent.delivery), busy.retry_after, speaker)


async def _call(chat: Chat, intent: Intent) -> Shown:
    shown = intent.delivery.shown
    match intent.place, intent.words:
        case (StaffPlace(), StaffWords()) | (CustomerPlace(), CustomerWords()) if shown is not None:
            await chat.update(shown, intent.words)
            return shown
        case StaffPlace() as place, StaffWords() as words:
            return await chat.whisper(place, words, intent.delivery.key)
        case CustomerPlace() as place, CustomerWords() as words:
            return await chat.tell(place, words, intent.delivery.key)
        case _:
            raise ChatRefused("words for one audience never go to the place of another")


async def mark_sent(delivery: Delivery, shown: Shown | None, speaker: Speaker, why: str = "") -> None:
    """It stands on the platform, or stood there and is gone; a root's thread is where whispers go from now on.

    That need not last: what is written down as being sent is looked for, and found.
    """
    async with speaker.store.begin(lasting=False) as work:
        sent = replace(delivery, state=State.SENT, shown=shown, why=why, lease_until=None, sent_at=speaker.clock.real())
        if await settle(sent, work, speaker) and delivery.kind is Kind.ROOT and shown:
            await _keep_thread(delivery, shown, work)


async def leave_for_later(delivery: Delivery, pause: timedelta, speaker: Speaker) -> None:
    """Try again after the pause (real time); what may be on the platform stays `sending` until then."""
    until = speaker.clock.real() + pause
    if delivery.state is State.SENDING:
        later = replace(delivery, lease_until=until)
    else:
        later = replace(delivery, state=State.PENDING, not_before=until, lease_until=None)
    async with speaker.store.begin(alone=False) as work:
        await work.outbox.save(later)


async def _keep_thread(delivery: Delivery, shown: Shown, work: Work) -> None:
    conversation = await work.conversations.get(delivery.conversation_id)
    if conversation and conversation.backstage is None:
        await work.conversations.save(replace(conversation, backstage=shown.thread))
