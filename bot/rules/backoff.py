"""How long to wait before something is tried again."""

from datetime import timedelta

FIRST, LONGEST = timedelta(seconds=2), timedelta(minutes=15)
MOST_DEFECTS = 5
"""After so many attempts that ended in a defect of ours, a delivery is failed and shown."""


def wait_before(attempt: int) -> timedelta:
    """Doubles from 2 s to 15 min; `attempt` counts from 1."""
    doubled: int = 1 << min(attempt - 1, 16)
    return min(FIRST * doubled, LONGEST)
