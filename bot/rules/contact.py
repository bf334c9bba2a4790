"""Whether a customer may be contacted automatically: budget, and silence after no answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.config import Aftercare
from bot.model.deliveries import Delivery, Kind

_BUDGET_WINDOWS = (7, 30)


def contact_forbidden(contacts: Sequence[Delivery], now: datetime, care: Aftercare) -> str | None:
    """Why the team's own rules forbid to contact this customer now, in words for staff; None when they may.

    `contacts` are what went out to them within the longest window, newest first. What an agent sent by hand
    spends no budget.
    """
    for days, most in zip(_BUDGET_WINDOWS, (care.contacts_in_7_days, care.contacts_in_30_days), strict=True):
        counted = {_resolution(each) for each in contacts if each.due_at > now - timedelta(days) and _automatic(each)}
        if len(counted) >= most:
            return f"the contact budget is spent: {most} in {days} days"
    silence = timedelta(days=care.silence_after_no_answer_days)
    if any(_unanswered(contact) and contact.due_at > now - silence for contact in contacts):
        return f"the last check-in had no answer: silence for {care.silence_after_no_answer_days} days"
    return None


def longest_window(care: Aftercare) -> timedelta:
    """How far back contacts matter."""
    return timedelta(days=max(*_BUDGET_WINDOWS, care.silence_after_no_answer_days))


def _resolution(contact: Delivery) -> tuple[str, str]:
    return contact.conversation_id, contact.detail.get("resolution", "")


def _automatic(contact: Delivery) -> bool:
    return not contact.detail.get("by_hand")


def _unanswered(contact: Delivery) -> bool:
    return contact.kind is Kind.CHECK_IN and not contact.answered
