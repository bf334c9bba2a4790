"""Which conversation a customer's message belongs to, and whether it opens one."""

from datetime import datetime, timedelta

from bot.config import FrontDesk
from bot.events import MessagePosted
from bot.language.requests import asks
from bot.model.conversations import Conversation

JOINS_WITHIN = timedelta(minutes=30)


def joins(latest: Conversation | None, at: datetime) -> bool:
    """Whether a customer's next message in a flat channel goes on with what they said last."""
    return latest is not None and at - latest.customer_last_at <= JOINS_WITHIN


def opens(event: MessagePosted, desk: FrontDesk, *, to_customer: bool) -> bool:
    """Whether a customer's message that belongs to no conversation begins one.

    Words visibly meant for another customer never do: customers help each other.
    """
    if event.place.is_dm or event.begins_thread:
        return True
    if to_customer or desk.opens == "by_hand":
        return False
    return desk.opens == "every" or asks(event.text)
