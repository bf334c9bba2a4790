"""What is still to be said, and what became of what was."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement

from bot.model.deliveries import Delivery, Kind, State
from bot.model.health import Backlog
from bot.model.places import Person, Place
from storage.mapping import Row, Values, delivery_from, delivery_values, progress_values
from storage.repositories import deliveries as made
from storage.repositories.agenda import AGENDA
from storage.repositories.backlog import WATCHED_NOW, backlog_from
from storage.repositories.claims import NEXT_ATTEMPT, claiming
from storage.statements import Proposed
from storage.tables import DELIVERY, PACE
from storage.transaction import Transaction


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
        if not await self._in.change(made.AGAIN, again=occasion, now=now):
            await self._in.change(made.AGAIN_AFTERWARDS, again=occasion)

    async def claim(
        self, owner: str, now: datetime, real: datetime, lease: timedelta, limit: int, pace: Mapping[str, timedelta]
    ) -> Sequence[Delivery]:
        """Take what is due for the length of the lease, oldest first, with a new fence each."""
        await self._in.take_turn("claim")  # so that two who claim at once see each other's slots
        paced = tuple(sorted(platform for platform, between in pace.items() if between > timedelta(0)))
        taken = claiming(paced, self._in.is_shared)
        until = real + lease
        claimed = _in_order(await self._in.all(taken, now=now, real=real, limit=limit, new_owner=owner, until=until))
        for channel, until in _slots(claimed, real, pace):
            await self.slow_down(channel, until)
        return claimed

    async def save(self, delivery: Delivery) -> bool:
        """Keep what became of a claimed one, if our fence still holds; False and nothing changed if not.

        One that fell due again meanwhile (`changes`) is kept as pending instead of sent.
        """
        ours: Values = {"this": delivery.key, "by": delivery.owner, "ours": delivery.fence}
        values = progress_values(delivery)
        if delivery.state is not State.SENT:
            return await self._in.change(made.SAVE, values, **ours) == 1
        ours["known"] = delivery.changes
        return await self._in.change(made.SAVE_UNCHANGED, values, **ours) == 1 or (
            await self._in.change(made.SAVE_CHANGED, values | made.AFRESH, **ours) == 1
        )

    async def slow_down(self, channel: Place, until: datetime) -> None:
        """Nothing is claimed for this channel before then (real time)."""
        slot = {"platform": channel.platform, "channel_id": channel.channel_id, "next_at": until}
        await self._in.put(PACE, slot, _later)

    async def change(self, delivery: Delivery) -> bool:
        """A human's change to one that is pending, claimed or paused; False and nothing changed if it is not.

        Takes over `state`, `why`, `due_at`, `not_before`, `expires_at` and `detail`. The fence grows, so a
        worker that holds it loses it.
        """
        values = {
            "state": State.PENDING if delivery.state is State.CLAIMED else delivery.state,
            "why": delivery.why,
            "due_at": delivery.due_at,
            "not_before": delivery.not_before,
            "expires_at": delivery.expires_at,
            "detail": dict(delivery.detail),
        }
        return await self._in.change(made.CHANGE, values, this=delivery.key, ours=delivery.fence) == 1

    async def cancel(self, conversation_id: str, kinds: Iterable[Kind], why: str) -> Sequence[Delivery]:
        """Cancel the unsent ones of these kinds; returns them."""
        return await self._cancel(made.IN_CONVERSATION, conversation_id, kinds, why)

    async def cancel_for_customer(self, customer_id: str, kinds: Iterable[Kind], why: str) -> Sequence[Delivery]:
        """The same of what is to go to a customer, in all of their conversations."""
        return await self._cancel(made.OF_CUSTOMER, customer_id, kinds, why)

    async def take_back(self, customer_id: str, kinds: Iterable[Kind], but: str) -> None:
        """Let the customer's claimed ones of these kinds be pending again, except one: whoever held them lost them."""
        await self._in.change(made.taking_back(tuple(kinds)), whose=customer_id, but=but)

    async def answer(self, key: str, answered: str) -> None:
        """Keep what the customer answered to this one, whatever its state."""
        await self._in.change(made.ANSWER, this=key, answer=answered)

    async def get(self, key: str) -> Delivery | None:
        """The one with this key."""
        row = await self._in.first(made.BY_KEY, this=key)
        return delivery_from(row) if row else None

    async def of_conversation(self, conversation_id: str) -> Sequence[Delivery]:
        """All, in the order they fall due; at most the newest 200."""
        rows = await self._in.all(made.OF_CONVERSATION, conversation_id=conversation_id)
        return [delivery_from(row) for row in reversed(rows)]

    async def contacts(self, customer_id: str, since: datetime) -> Sequence[Delivery]:
        """What went out to this customer automatically, due since then, newest first."""
        rows = await self._in.all(made.CONTACTS, customer_id=customer_id, since=since)
        return [delivery_from(row) for row in rows]

    async def agenda(self, agent: Person, until: datetime, limit: int) -> Sequence[Delivery]:
        """The unsent reminders this agent is to get, and what their customers are to get before then."""
        rows = await self._in.all(AGENDA, platform=agent.platform, user_id=agent.user_id, until=until, limit=limit)
        return [delivery_from(row) for row in rows]

    async def next_due(self, after: datetime) -> datetime | None:
        """The earliest time after this one at which something pending falls due."""
        row = await self._in.first(made.NEXT_DUE, after=after)
        return row.due_at if row else None

    async def next_attempt(self, now: datetime, real: datetime) -> datetime | None:
        """The earliest real time at which something already due may be tried (again); never before `real`."""
        row = await self._in.first(NEXT_ATTEMPT, now=now, real=real)
        return max(row.at, real) if row and row.at else None

    async def unswept(self, platform: str, before: datetime, limit: int) -> Sequence[Delivery]:
        """Sent on this platform before then (real time) and not yet looked at for twins, oldest first."""
        rows = await self._in.all(made.UNSWEPT, platform=platform, before=before, limit=limit)
        return [delivery_from(row) for row in rows]

    async def swept(self, key: str, at: datetime) -> None:
        """Twins of this one were looked for at this real time."""
        await self._in.change(made.SWEPT, this=key, real=at)

    async def held(self, kind: Kind, why: str, limit: int) -> Sequence[Delivery]:
        """Those of this kind that are held for this reason, the longest due first."""
        rows = await self._in.all(made.HELD, kind=kind, reason=why, limit=limit)
        return [delivery_from(row) for row in rows]

    async def upcoming(self, limit: int) -> Sequence[Delivery]:
        """What is not sent yet (pending, claimed, sending, paused, held), in the order it falls due."""
        rows = await self._in.all(made.NOT_SENT_YET, limit=limit)
        return [delivery_from(row) for row in rows]

    async def decided(self, limit: int) -> Sequence[Delivery]:
        """What went out, and what did not; the latest due first, without roots that stand as they should."""
        rows = await self._in.all(made.LATEST_DECIDED, limit=limit)
        return [delivery_from(row) for row in rows]

    async def backlog(self, now: datetime, sending_before: datetime) -> Backlog:
        """What is due and not sent, or paused, held or failed; what is planned for later is not counted.

        `stuck` are those being sent since before then (real time).
        """
        return backlog_from(await self._in.all(WATCHED_NOW, now=now, sending_before=sending_before))

    async def _cancel(self, of: ColumnElement[bool], whose: str, kinds: Iterable[Kind], why: str) -> list[Delivery]:
        if not (some := tuple(kinds)):
            return []
        return _in_order(await self._in.all(made.cancelling(of, some), whose=whose, reason=why))


def _in_order(rows: Sequence[Row]) -> list[Delivery]:
    return [delivery_from(row) for row in sorted(rows, key=lambda row: (row.due_at, row.seq))]


def _later(slot: Proposed) -> ColumnElement[bool]:
    return PACE.c.next_at < slot.next_at


def _slots(
    claimed: Iterable[Delivery], real: datetime, pace: Mapping[str, timedelta]
) -> Iterable[tuple[Place, datetime]]:
    """When each channel of these may be written to again."""
    between = {each.channel: pace.get(each.channel.platform, timedelta(0)) for each in claimed}
    return [(channel, real + wait) for channel, wait in between.items() if wait]
