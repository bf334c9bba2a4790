"""What to do with a delivery that may be on the platform already: look for it, but not too soon."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.deliveries import Delivery, Limits, State

OVERDUE = timedelta(minutes=5)
"""What fell due longer ago is looked for before its first send: a restored backup may have forgotten it."""
MARGIN = timedelta(minutes=1)
"""How much earlier than the first attempt to look: the platform's clock is not ours."""


def look_from(delivery: Delivery, limits: Limits) -> datetime | None:
    """The earliest time a look can be believed; None when it was never sent."""
    if delivery.last_send_at is None:
        return None
    settled = delivery.last_send_at + limits.patience + limits.settle
    return max(settled, delivery.missed_at + limits.second_look) if delivery.missed_at else settled


def first_intent(delivery: Delivery, real: datetime) -> datetime:
    """Since when it could be on the platform, by a clock that may have been set back meanwhile; real time."""
    return min(delivery.first_intent_at or real, real)


def unsaid(intent: Delivery) -> Delivery:
    """An intent of which nothing went out: it waits again, and need not be looked for."""
    return replace(intent, state=State.PENDING, last_send_at=None)


def is_missing(delivery: Delivery, limits: Limits) -> bool:
    """Whether a look that just found nothing is the last one needed."""
    return delivery.missed_at is not None or not limits.second_look


def is_overdue(delivery: Delivery, now: datetime) -> bool:
    """Whether it must be looked for although we know of no attempt."""
    return delivery.first_intent_at is None and now - delivery.due_at > OVERDUE


def looked_since(delivery: Delivery, now: datetime, real: datetime) -> datetime:
    """From when on it could stand on the platform; real time."""
    return (delivery.first_intent_at or real - (now - delivery.due_at)) - MARGIN
