"""What is still to be said, and what became of what was."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func

from bot.model.deliveries import AUTOMATIC, UNSENT, Delivery, Kind, State
from bot.model.health import Backlog
from bot.model.places import Place
from storage.columns import among
from storage.mapping import Values, delivery_from, delivery_values
from storage.repositories.backlog import backlog_from, watched
from storage.repositories.claims import c, free, in_flight, next_attempt, pending, ready
from storage.tables import DECIDED, DELIVERY, PACE, UPCOMING, decided
from storage.transaction import Proposed, Transaction

_IN_ORDER = (c.due_at, c.seq)
_NEWEST_FIRST = (c.due_at.desc(), c.seq.desc())

# What a delivery that falls due again forgets. When it was tried is kept: it may stand on the platform, or twice.
_AFRESH: Values = {
    "state": State.PENDING,
    "why": "",
    "attempts": 0,
    "defects": 0,
    "refused": 0,
    "not_before": None,
}

_LET_GO: Values = {"fence": c.fence + 1, "owner": "", "lease_until": None}


class SqlOutbox:
    """`bot.ports.Outbox` in a database."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    async def plan(self, deliveries: Iterable[Delivery]) -> None:
        """Keep these; ignore one whose occasion or key is kept already."""
        for delivery in deliveries:
            await self._in.add(DELIVERY, delivery_values(delivery))

    async def again(self, occasion: str, now: datetime) -> None:
        """Let a delivery that was made (or is being made, or is held) fall due once more; a pending one stays."""
        again = self._in.update(DELIVERY).where(c.occasion == occasion).values(changes=c.changes + 1)
        if not await self._in.change(again.where(c.state.in_(DECIDED)).values(_AFRESH | {"due_at": now})):
            await self._in.change(again.where(in_flight))  # keeps its place in its lane

    async def claim(
        self, owner: str, now: datetime, real: datetime, lease: timedelta, limit: int, pace: Mapping[str, timedelta]
    ) -> Sequence[Delivery]:
        """Take what is due for the length of the lease, oldest first, with a new fence each."""
        await self._in.take_turn("claim")  # so that two who claim at once see each other's slots
        found = ready(self._in.workspace, now, real, pace, limit)
        rows = await self._in.all(
            self._in.update(DELIVERY)
            .where(c.seq.in_(free(found, now, real) if self._in.is_shared else found))
            .values(
                state=case((c.state == State.SENDING, State.SENDING), else_=State.CLAIMED),
                owner=owner,
                fence=c.fence + 1,
                lease_until=real + lease,
            )
            .returning(DELIVERY)
        )
        claimed = _in_order(rows)
        for channel, until in _slots(claimed, real, pace):
            await self.slow_down(channel, until)
        return claimed

    async def save(self, delivery: Delivery) -> bool:
        """Keep what became of a claimed one, if our fence still holds; False and nothing changed if not.

        One that fell due again meanwhile (`changes`) is kept as pending instead of sent.
        """
        ours = self._in.update(DELIVERY).where(c.key == delivery.key, c.fence == delivery.fence, in_flight)
        values = delivery_values(delivery)
        del values["changes"], values["answered"]  # others may have set them since it was claimed
        if delivery.state is State.SENT:
            fell_due_again = ours.where(c.changes > delivery.changes)
            if await self._in.change(fell_due_again, values | _AFRESH):
                return True
        return await self._in.change(ours, values) == 1

    async def slow_down(self, channel: Place, until: datetime) -> None:
        """Nothing is claimed for this channel before then (real time)."""
        slot = {"platform": channel.platform, "channel_id": channel.channel_id, "next_at": until}
        await self._in.put(PACE, slot, _later)

    async def change(self, delivery: Delivery) -> bool:
        """A human's change to one that is pending, claimed or paused; False and nothing changed if it is not.

        Takes over `state`, `why`, `due_at`, `not_before`, `expires_at` and `detail`. The fence grows, so a
        worker that holds it loses it.
        """
        changed = await self._in.change(
            self._in.update(DELIVERY)
            .where(c.key == delivery.key, c.fence == delivery.fence, c.state.in_(UNSENT))
            .values(
                state=State.PENDING if delivery.state is State.CLAIMED else delivery.state,
                why=delivery.why,
                due_at=delivery.due_at,
                not_before=delivery.not_before,
                expires_at=delivery.expires_at,
                detail=dict(delivery.detail),
                **_LET_GO,
            )
        )
        return changed == 1

    async def cancel(self, conversation_id: str, kinds: Iterable[Kind], why: str) -> Sequence[Delivery]:
        """Cancel the unsent ones of these kinds; returns them."""
        return await self._cancel(c.conversation_id == conversation_id, kinds, why)

    async def cancel_for_customer(self, customer_id: str, kinds: Iterable[Kind], why: str) -> Sequence[Delivery]:
        """The same, in all of a customer's conversations."""
        return await self._cancel(c.customer_id == customer_id, kinds, why)

    async def take_back(self, customer_id: str, kinds: Iterable[Kind], but: str) -> None:
        """Let the customer's claimed ones of these kinds be pending again, except one: whoever held them lost them."""
        await self._in.change(
            self._in.update(DELIVERY)
            .where(c.customer_id == customer_id, c.kind.in_(list(kinds)), c.key != but, c.state == State.CLAIMED)
            .values(state=State.PENDING, **_LET_GO)
        )

    async def answer(self, key: str, answered: str) -> None:
        """Keep what the customer answered to this one, whatever its state."""
        await self._in.change(self._in.update(DELIVERY).where(c.key == key).values(answered=answered))

    async def get(self, key: str) -> Delivery | None:
        """The one with this key."""
        row = await self._in.first(self._in.select(DELIVERY).where(c.key == key))
        return delivery_from(row) if row else None

    async def of_conversation(self, conversation_id: str) -> Sequence[Delivery]:
        """All, in the order they fall due; at most the newest 200."""
        rows = await self._in.all(
            self._in.select(DELIVERY).where(c.conversation_id == conversation_id).order_by(*_NEWEST_FIRST).limit(200)
        )
        return [delivery_from(row) for row in reversed(rows)]

    async def contacts(self, customer_id: str, since: datetime) -> Sequence[Delivery]:
        """What went out to this customer automatically, due since then, newest first."""
        rows = await self._in.all(
            self._in.select(DELIVERY)
            .where(c.customer_id == customer_id, c.due_at >= since)
            .where(c.kind.in_(AUTOMATIC), c.state.in_([State.SENDING, State.SENT]))
            .order_by(*_NEWEST_FIRST)
        )
        return [delivery_from(row) for row in rows]

    async def next_due(self, after: datetime) -> datetime | None:
        """The earliest time after this one at which something pending falls due."""
        row = await self._in.first(
            self._in.select(DELIVERY)
            .where(pending, c.due_at > after)
            .with_only_columns(func.min(c.due_at).label("due_at"))
        )
        return row.due_at if row else None

    async def next_attempt(self, now: datetime, real: datetime) -> datetime | None:
        """The earliest real time at which something already due may be tried (again); never before `real`."""
        row = await self._in.first(next_attempt(self._in.workspace, now, real))
        return max(row.at, real) if row and row.at else None

    async def unswept(self, before: datetime, limit: int) -> Sequence[Delivery]:
        """Sent before then (real time) and not yet looked at for twins, oldest first."""
        rows = await self._in.all(
            self._in.select(DELIVERY)
            .where(among(c.state, [State.SENT]), c.swept_at.is_(None), c.sent_at < before)
            .order_by(c.sent_at, c.seq)
            .limit(limit)
        )
        return [delivery_from(row) for row in rows]

    async def swept(self, key: str, at: datetime) -> None:
        """Twins of this one were looked for at this real time."""
        await self._in.change(self._in.update(DELIVERY).where(c.key == key).values(swept_at=at))

    async def upcoming(self, limit: int) -> Sequence[Delivery]:
        """What is not sent yet (pending, claimed, sending, paused, held), in the order it falls due."""
        rows = await self._in.all(
            self._in.select(DELIVERY).where(among(c.state, UPCOMING)).order_by(*_IN_ORDER).limit(limit)
        )
        return [delivery_from(row) for row in rows]

    async def decided(self, limit: int) -> Sequence[Delivery]:
        """What went out, and what did not; the latest due first, without roots that stand as they should."""
        rows = await self._in.all(
            self._in.select(DELIVERY).where(decided(c.kind, c.state)).order_by(*_NEWEST_FIRST).limit(limit)
        )
        return [delivery_from(row) for row in rows]

    async def backlog(self, now: datetime, sending_before: datetime) -> Backlog:
        """What is due and not sent, or paused, held or failed; what is planned for later is not counted.

        `stuck` are those being sent since before then (real time).
        """
        return backlog_from(await self._in.all(watched(self._in.workspace, now, sending_before)))

    async def _cancel(self, whose: ColumnElement[bool], kinds: Iterable[Kind], why: str) -> list[Delivery]:
        rows = await self._in.all(
            self._in.update(DELIVERY)
            .where(whose, c.kind.in_(list(kinds)), c.state.in_(UNSENT))
            .values(state=State.CANCELLED, why=why, **_LET_GO)
            .returning(DELIVERY)
        )
        return _in_order(rows)


def _in_order(rows: Sequence[Row[Any]]) -> list[Delivery]:
    return [delivery_from(row) for row in sorted(rows, key=lambda row: (row.due_at, row.seq))]


def _later(slot: Proposed) -> ColumnElement[bool]:
    return PACE.c.next_at < slot.next_at


def _slots(
    claimed: Iterable[Delivery], real: datetime, pace: Mapping[str, timedelta]
) -> Iterable[tuple[Place, datetime]]:
    """When each channel of these may be written to again."""
    between = {each.channel: pace.get(each.channel.platform, timedelta(0)) for each in claimed}
    return [(channel, real + wait) for channel, wait in between.items() if wait]
