"""How a conversation moves between its states: one table, total."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.errors import Unreadable
from bot.model.conversations import Conversation, Status, Turn


class Move(StrEnum):
    """What can happen to a conversation."""

    CUSTOMER_WROTE = "the customer wrote"
    AGENT_WROTE = "an agent wrote"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    SNOOZE = "snooze"
    WAKE = "wake"
    DISMISS = "not a conversation"
    MERGE = "merge"


_OPEN, _SNOOZED, _RESOLVED = Status.OPEN, Status.SNOOZED, Status.RESOLVED
_GONE = (Status.DISMISSED, Status.MERGED)

AFTER: dict[tuple[Status, Move], Status | None] = {
    (_OPEN, Move.CUSTOMER_WROTE): _OPEN,
    (_OPEN, Move.AGENT_WROTE): _OPEN,
    (_OPEN, Move.RESOLVE): _RESOLVED,
    (_OPEN, Move.REOPEN): None,
    (_OPEN, Move.SNOOZE): _SNOOZED,
    (_OPEN, Move.WAKE): None,
    (_OPEN, Move.DISMISS): Status.DISMISSED,
    (_OPEN, Move.MERGE): Status.MERGED,
    (_SNOOZED, Move.CUSTOMER_WROTE): _SNOOZED,  # whether it wakes, its snooze says
    (_SNOOZED, Move.AGENT_WROTE): _SNOOZED,
    (_SNOOZED, Move.RESOLVE): _RESOLVED,
    (_SNOOZED, Move.REOPEN): _OPEN,
    (_SNOOZED, Move.SNOOZE): _SNOOZED,
    (_SNOOZED, Move.WAKE): _OPEN,
    (_SNOOZED, Move.DISMISS): Status.DISMISSED,
    (_SNOOZED, Move.MERGE): Status.MERGED,
    (_RESOLVED, Move.CUSTOMER_WROTE): _RESOLVED,
    (_RESOLVED, Move.AGENT_WROTE): _RESOLVED,
    (_RESOLVED, Move.RESOLVE): None,
    (_RESOLVED, Move.REOPEN): _OPEN,
    (_RESOLVED, Move.SNOOZE): None,
    (_RESOLVED, Move.WAKE): None,
    (_RESOLVED, Move.DISMISS): Status.DISMISSED,
    (_RESOLVED, Move.MERGE): Status.MERGED,
    **{(gone, move): None for gone in _GONE for move in Move},
}
"""The state after a move; None where the move makes no sense."""


def move(conversation: Conversation, what: Move, at: datetime) -> Conversation:
    """The conversation after something happened to it.

    Raises:
        Unreadable: the move makes no sense in its state; the message says why.
    """
    status = AFTER[conversation.status, what]
    if status is None:
        raise Unreadable(_refusal(conversation.status, what))
    moved = replace(conversation, status=status)
    if status is not Status.SNOOZED:
        moved = replace(moved, snoozed_until=None, snooze_keeps=False)
    match what:
        case Move.CUSTOMER_WROTE:
            return replace(moved, turn=Turn.AGENT, last_at=at, customer_last_at=at)
        case Move.AGENT_WROTE:
            return replace(moved, turn=Turn.CUSTOMER, last_at=at)
        case Move.RESOLVE:
            return replace(moved, resolved_at=at, resolutions=conversation.resolutions + 1)
        case Move.REOPEN:
            return replace(moved, turn=Turn.AGENT)
        case Move.DISMISS | Move.MERGE | Move.SNOOZE | Move.WAKE:
            return moved


def has_slept_enough(conversation: Conversation, now: datetime) -> bool:
    """Whether it is snoozed until a time that has come."""
    until = conversation.snoozed_until
    return conversation.status is Status.SNOOZED and until is not None and until <= now


def _refusal(status: Status, what: Move) -> str:
    if status in _GONE:
        return "This conversation is no longer there: it was merged or said to be none. Nothing was changed."
    return f"This conversation is {status} already. Nothing was changed."
