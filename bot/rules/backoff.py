"""How long to wait before something is tried again."""

from datetime import timedelta

from bot.errors import ChatBusy

FIRST, LONGEST = timedelta(seconds=2), timedelta(minutes=15)
MOST_DEFECTS = 5
"""After so many attempts that ended in a defect of ours, a delivery is failed and shown."""
MOST_UNKNOWN = 12
"""After so many attempts, about an hour, a place is given up of which nobody can say who reads it."""


def wait_before(attempt: int) -> timedelta:
    """Doubles from 2 s to 15 min; `attempt` counts from 1."""
    doubled: int = 1 << min(attempt - 1, 16)
    return min(FIRST * doubled, LONGEST)


def wait_after(trouble: Exception, attempt: int) -> timedelta:
    """As long as the platform asks for, and never shorter than our own wait."""
    asked = trouble.retry_after if isinstance(trouble, ChatBusy) else timedelta(0)
    return max(asked, wait_before(attempt))
