"""Two times, and keys nobody can guess."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

NewKey = Callable[[], str]  # a random opaque key of at most 25 characters


class Clock(Protocol):
    """Two times: the one people live by, which a sandbox can move, and the real one."""

    def now(self) -> datetime:
        """Due times, quiet hours and expiry are measured by this one; aware, UTC."""

    def real(self) -> datetime:
        """Leases, backoff, pacing and heartbeats are measured by this one; aware, UTC.

        The same for all processes on one database, whatever their machines' clocks say.
        """
