"""Brings in what was said before the bot was there: a file of messages, in batches; nothing is planned."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from bot.config import Settings
from bot.errors import BadHistory, StoreAway, Unreadable
from bot.events import MessagePosted
from bot.model.conversations import Conversation
from bot.model.imports import Imported
from bot.ports import NewKey, Store, Work
from bot.rules.history import Known, first_of, judge, spot_of
from bot.rules.history_lines import LONGEST_LINE, TimeOrder, read_line
from bot.rules.history_repeats import Repeats
from bot.texts.imports import NOT_ONE, refusal

BATCH = 1_000
"""So many lines are kept together, or not at all."""
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
        BadHistory: some lines are bad, and we are not to go on without them, or all are; nothing was brought in.
        StoreAway: the database cannot be used now; the batches before are kept.
    """
    imported, good = Imported(), 0
    for batch in _batches(file, settings, now, advance, imported, leave_out):
        good += len(batch)
        await asyncio.sleep(0)
    if imported.bad and not (leave_out and good):
        raise BadHistory(NOT_ONE if leave_out else refusal(imported))
    changed_since = Imported()
    for batch in _batches(file, settings, now, advance, changed_since):
        if changed_since.bad > imported.bad:
            raise BadHistory("The file changed while it was read. Run the import again.")
        try:
            async with store.begin() as work:
                await _bring_in(batch, work, settings, new_key, imported)
        except StoreAway as away:
            raise StoreAway(f"{away} What was brought in before is kept; then run the import again.") from away
    return imported


def _batches(
    file: BinaryIO,
    settings: Settings,
    now: datetime,
    advance: Callable[[int], None],
    into: Imported,
    leave_out: Callable[[str], None] | None = None,
) -> Iterator[list[MessagePosted]]:
    """The good lines; the bad ones are counted and named."""
    batch: list[MessagePosted] = []
    order, repeats, number, size = TimeOrder(), Repeats(), 0, 0
    file.seek(0)
    for number, raw in enumerate(_lines(file), start=1):
        size += len(raw)
        if not raw.isspace():
            try:
                said = read_line(raw, settings, now)
                order.check(said)
                repeats.check(said)
                batch.append(said)
            except Unreadable as why:
                complaint = f"line {number:,}: {why}"
                into.complain(complaint)
                if leave_out:
                    leave_out(complaint)
        if number % BATCH == 0 or size >= _BATCH_BYTES:
            yield batch
            advance(size)
            batch, size = [], 0
    yield batch
    advance(size)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Each line; of one that is too long only so much that this can be seen."""
    while raw := file.readline(LONGEST_LINE + 1):
        yield raw.removeprefix(_BYTE_ORDER_MARK)
        while len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            raw = file.readline(LONGEST_LINE + 1)


async def _bring_in(
    lines: Sequence[MessagePosted], work: Work, settings: Settings, new_key: NewKey, imported: Imported
) -> None:
    kept = await work.past.spots(map(spot_of, lines))
    new = [said for said in lines if spot_of(said) not in kept]
    imported.there_already += len(lines) - len(new)
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
    imported.there_already += len(new) - len(history.messages) - history.left_alone


async def _known(lines: Sequence[MessagePosted], work: Work) -> Known:
    """What is kept of these lines' people, threads and DMs, and the conversations that could go on."""
    past, by = work.past, max(said.at for said in lines)
    people = {said.author.person for said in lines} | {said.addressed_to for said in lines if said.addressed_to}
    customers = await past.customers(people)
    firsts = await past.spots({first_of(said.place) for said in lines if said.place.thread_id})
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
