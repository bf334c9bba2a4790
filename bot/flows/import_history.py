"""Brings in what was said before the bot was there: a file of messages, in batches; nothing is planned."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

from bot.config import Settings
from bot.errors import BadHistory, StoreAway, Unreadable
from bot.events import MessagePosted
from bot.flows.history_repeats import Repeats
from bot.model.conversations import Conversation
from bot.model.imports import Imported
from bot.ports import NewKey, Store, Work
from bot.rules.history import Known, Spot, first_of, judge, spot_of
from bot.rules.history_ids import check_that_it_is, said_otherwise
from bot.rules.history_lines import LONGEST_LINE, TimeOrder, read_line
from bot.texts.imports import NOT_ONE, refusal, stop

BATCH = 1_000
"""So many lines are kept together, or not at all."""
_GIVE_WAY = 0.05  # seconds between two batches, for a bot that runs meanwhile to write down what it hears
_BATCH_BYTES = 4 * 1024 * 1024  # long lines make shorter batches
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


async def import_history(
    file: BinaryIO,
    store: Store,
    settings: Settings,
    now: datetime,
    new_key: NewKey,
    advance: Callable[[int], None],
    *,
    leave_out: Callable[[str], None] | None,
) -> Imported:
    """Read the file twice: to see whether every line is good, then to bring it in, in batches.

    A line that is there already changes nothing. `advance` is told how many bytes were read, twice the file's in all.
    `leave_out` is told of each bad line, and why, and we go on without it; None keeps everything out because of one.

    Raises:
        BadHistory: some lines are bad, and we are not to go on without them, or all are; nothing was brought in. Or
            the file, or what is kept, changed meanwhile; the batches before are kept.
        StoreAway: the database cannot be used now; the batches before are kept.
    """
    seen = await _look_through(file, store, settings, now, advance, leave_out)
    if seen.bad and not leave_out:
        raise BadHistory(refusal(seen))
    imported, changed_since = Imported(bad=seen.bad, complaints=seen.complaints), Imported()
    for batch in _batches(file, settings, now, advance, changed_since):
        if changed_since.bad > seen.bad:
            raise BadHistory("The file changed while it was read. Run the import again.")
        try:
            async with store.begin() as work:
                new = await _new(batch, work, imported, leave_out)
                if imported.bad and not leave_out:
                    raise BadHistory(stop(imported))
                await _bring_in(new, work, settings, new_key, imported)
            await asyncio.sleep(_GIVE_WAY)
        except StoreAway as away:
            raise StoreAway(f"{away} What was brought in before is kept; then run the import again.") from away
    if imported.bad and not (imported.messages or imported.there_already or imported.left_alone):
        raise BadHistory(NOT_ONE)
    return imported


async def _look_through(
    file: BinaryIO,
    store: Store,
    settings: Settings,
    now: datetime,
    advance: Callable[[int], None],
    leave_out: Callable[[str], None] | None,
) -> Imported:
    """Which lines are bad; where one keeps everything out, also those under the id of another message that is kept."""
    seen = Imported()
    for batch in _batches(file, settings, now, advance, seen, leave_out):
        if leave_out:
            await asyncio.sleep(0)
        else:
            async with store.begin(alone=False, lasting=False) as work:
                await _new(batch, work, seen, leave_out)
    return seen


def _batches(
    file: BinaryIO,
    settings: Settings,
    now: datetime,
    advance: Callable[[int], None],
    into: Imported,
    leave_out: Callable[[str], None] | None = None,
) -> Iterator[Mapping[int, MessagePosted]]:
    """The good lines by their numbers; the bad ones are counted and named."""

    def once() -> dict[int, MessagePosted]:
        for number in repeats.other(batch):
            _complain(number, said_otherwise(batch.pop(number)), into, leave_out)
        return batch

    batch: dict[int, MessagePosted] = {}
    order, size = TimeOrder(), 0
    file.seek(0)
    with Repeats() as repeats:
        for number, raw in enumerate(_lines(file), start=1):
            size += len(raw)
            if not raw.isspace():
                try:
                    said = read_line(raw, settings, now)
                    order.check(number, said)
                    batch[number] = said
                except Unreadable as why:
                    _complain(number, why, into, leave_out)
            if number % BATCH == 0 or size >= _BATCH_BYTES:
                yield once()
                advance(size)
                batch, size = {}, 0
        yield once()
        advance(size)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Each line; of one that is too long only so much that this can be seen."""
    while raw := file.readline(LONGEST_LINE + 1):
        yield raw.removeprefix(_BYTE_ORDER_MARK)
        while len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            raw = file.readline(LONGEST_LINE + 1)


def _complain(number: int, why: Unreadable, into: Imported, leave_out: Callable[[str], None] | None) -> None:
    complaint = f"line {number:,}: {why}"
    into.complain(complaint)
    if leave_out:
        leave_out(complaint)


async def _new(
    batch: Mapping[int, MessagePosted], work: Work, imported: Imported, leave_out: Callable[[str], None] | None
) -> Sequence[MessagePosted]:
    """The lines that are not kept yet, each message once."""
    kept = await work.past.messages(map(spot_of, batch.values()))
    new: dict[Spot, MessagePosted] = {}
    for number, said in batch.items():
        spot = spot_of(said)
        if spot in kept:
            try:
                check_that_it_is(said, kept[spot])
            except Unreadable as why:
                _complain(number, why, imported, leave_out)
                continue
        if spot in kept or new.setdefault(spot, said) is not said:
            imported.there_already += 1
    return list(new.values())


async def _bring_in(
    new: Sequence[MessagePosted], work: Work, settings: Settings, new_key: NewKey, imported: Imported
) -> None:
    if not new:
        return
    known = await _known(new, work)
    if len(new) > 1 and _overlaps(known.conversations, new):
        half = len(new) // 2
        await _bring_in(new[:half], work, settings, new_key, imported)
        await _bring_in(new[half:], work, settings, new_key, imported)
        return
    history = judge(new, known, settings, new_key)
    await work.past.add(history)
    imported.messages += len(history.messages)
    imported.conversations += len(history.new_conversations)
    imported.customers += history.new_customers
    imported.left_alone += history.left_alone


async def _known(lines: Sequence[MessagePosted], work: Work) -> Known:
    """What is kept of these lines' people, threads and DMs, and the conversations that could go on."""
    past, by = work.past, max(said.at for said in lines)
    people = {said.author.person for said in lines} | {said.addressed_to for said in lines if said.addressed_to}
    customers = await past.customers(people)
    begun = await past.messages({first_of(said.place) for said in lines if said.place.thread_id})
    firsts = {spot: message.conversation_id for spot, message in begun.items()}
    apart = {said.place for said in lines if said.place.is_dm or said.place.thread_id}
    return Known(
        firsts=firsts,
        profiles=await past.profiles(people),
        customers=customers,
        conversations=[
            *await past.conversations({first for first in firsts.values() if first}),
            *[
                latest
                for channel in dict.fromkeys(said.place.channel for said in lines)
                for latest in await past.latest_of({customer.id for customer in customers.values()}, channel, by)
            ],
            *await past.at(apart, by),  # last: where one lives, the newest counts
        ],
    )


def _overlaps(conversations: Sequence[Conversation], lines: Sequence[MessagePosted]) -> bool:
    """Whether some began among these lines: which one went on then depends on the line."""
    began = {said.place.channel: said.at for said in reversed(lines)}
    return any(each.opened_at > began.get(each.place.channel, each.opened_at) for each in conversations)
