"""What is to be said, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.model.deliveries import Delivery, Kind
from bot.model.health import Backlog
from bot.model.places import Person, Place


class Outbox(Protocol):
    """What is still to be said, and what became of what was."""

    async def plan(self, deliveries: Iterable[Delivery]) -> None:
        """Keep these; ignore one whose occasion or key is kept already."""

    async def again(self, occasion: str, now: datetime) -> None:
        """Let a delivery that is made, being made or held fall due once more; one pending stays as it is."""

    async def claim(
        self,
        owner: str,
        now: datetime,
        real: datetime,
        lease: timedelta,
        limit: int,
        pace: Mapping[str, timedelta],
    ) -> Sequence[Delivery]:
        """Take what is due for the length of the lease, oldest first, with a new fence each.

        `owner` is another one each time: a claim that is lost with its transaction is not taken for the next one.

        Takes pending ones that are due (and whose `not_before` has come) and claimed or sending ones whose
        lease has ended; of a lane only the first; of a channel only one each `pace[platform]`.
        A sending one stays sending, so that its new owner looks for it first.
        """

    async def save(self, delivery: Delivery) -> bool:
        """Keep what became of a claimed one, if our claim still holds; False and nothing changed if not.

        One that fell due again meanwhile (`changes`) is kept as pending instead of sent.
        """

    async def slow_down(self, channel: Place, until: datetime) -> None:
        """Nothing is claimed for this channel before then (real time)."""

    async def change(self, delivery: Delivery) -> bool:
        """A human's change to one that is pending, claimed or paused; a worker that holds it loses it."""

    async def cancel(self, conversation_id: str, kinds: Iterable[Kind], why: str) -> Sequence[Delivery]:
        """Cancel the unsent ones of these kinds; returns them."""

    async def cancel_for_customer(self, customer_id: str, kinds: Iterable[Kind], why: str) -> Sequence[Delivery]:
        """The same of what is to go to a customer, in all of their conversations."""

    async def take_back(self, customer_id: str, kinds: Iterable[Kind], but: str) -> None:
        """Let the customer's claimed ones of these kinds be pending again, except one: whoever held them lost them."""

    async def answer(self, key: str, answered: str) -> None:
        """Keep what the customer answered to this one, whatever its state."""

    async def get(self, key: str) -> Delivery | None: ...
    async def of_conversation(self, conversation_id: str) -> Sequence[Delivery]:
        """All, in the order they fall due; at most the newest 200."""

    async def contacts(self, customer_id: str, since: datetime) -> Sequence[Delivery]:
        """What went out to this customer automatically, due since then, newest first."""

    async def agenda(self, agent: Person, until: datetime, limit: int) -> Sequence[Delivery]:
        """The unsent reminders this agent is to get, and what their conversations' customers are to get before then.

        In the order it falls due.
        """

    async def next_due(self, after: datetime) -> datetime | None:
        """The earliest time after this one at which something pending falls due."""

    async def next_attempt(self, now: datetime, real: datetime) -> datetime | None:
        """The earliest real time at which something already due may be tried (again)."""

    async def unswept(self, platform: str, before: datetime, limit: int) -> Sequence[Delivery]:
        """Sent on this platform before then (real time) and not yet looked at for twins."""

    async def swept(self, key: str, at: datetime) -> None: ...
    async def held(self, kind: Kind, why: str, limit: int) -> Sequence[Delivery]:
        """Those of this kind that are held for this reason, the longest due first."""

    async def upcoming(self, limit: int) -> Sequence[Delivery]:
        """What is not sent yet (pending, claimed, sending, paused, held), in the order it falls due."""

    async def decided(self, limit: int) -> Sequence[Delivery]:
        """What went out, and what did not (cancelled, expired, held, failed); the latest due first.

        A root that stands as it should is left out: it is shown, not said.
        """

    async def backlog(self, now: datetime, sending_before: datetime) -> Backlog:
        """What is due and not sent, or paused, held or failed; what is planned for later is not counted.

        `stuck` are those being sent since before then (real time).
        """
