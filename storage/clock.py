"""What time it is for everybody on one database, whatever the machines' clocks say."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from storage.driver import Driver

_EVERY = timedelta(minutes=1)
_SLOW = timedelta(seconds=1)


def machine_time() -> datetime:
    """What this machine's clock says."""
    return datetime.now(UTC)


class SharedClock:
    """This machine's clock, put right by how far the database's is ahead of it.

    A database in a file has no clock of its own and is not asked: there it is this machine's.
    """

    def __init__(self, machine: Callable[[], datetime] = machine_time) -> None:
        self._machine = machine
        self._ahead = timedelta()
        self._asked: datetime | None = None

    def real(self) -> datetime:
        """The time by which leases, pace and heartbeats are measured; aware, UTC."""
        return self._machine() + self._ahead

    @property
    def is_stale(self) -> bool:
        """Whether the database was asked too long ago, or this machine's clock was moved."""
        return self._asked is None or not timedelta() <= self._machine() - self._asked < _EVERY

    async def ask(self, driver: Driver) -> None:
        """Learn what time it is there. An answer that took long teaches nothing, unless it is the first."""
        asked = self._machine()
        [[told]] = await driver.find("SELECT clock_timestamp()")
        took = self._machine() - asked
        if self._asked is None or timedelta() <= took < _SLOW:
            self._ahead, self._asked = told - asked - took / 2, asked
