"""How long to wait before something is tried again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.errors import ChatBusy

FIRST, LONGEST = timedelta(seconds=2), timedelta(minutes=15)
FREE_INTRODUCTIONS = 8
"""So many a day are nothing unusual, for instance while somebody tries things out."""
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


def wait_to_introduce(before: Sequence[datetime], now: datetime) -> timedelta:
    """How long a program that has introduced itself at these times of the last day, oldest first, waits now.

    The pause after the last one doubles with every eighth, up to 15 min: about 160 fit into any day.
    """
    if len(before) < FREE_INTRODUCTIONS:
        return timedelta(0)
    pause = min(timedelta(seconds=2 ** min(len(before) / FREE_INTRODUCTIONS, 16)), LONGEST)
    return min(max(before[-1] + pause - now, timedelta(0)), pause)
