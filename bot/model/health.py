"""How much is still to be said and heard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.model.deliveries import Kind, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How the outbox stands: what is due and not sent, and what is paused, held or failed."""

    counts: Mapping[tuple[State, Kind], int]
    first_due_at: datetime | None  # the earliest of what is due and to go out
    stuck: int  # how many are being sent for longer than they should be

    def count(self, state: State) -> int:
        """How many are in this state, whatever their kind."""
        return sum(number for (each, _), number in self.counts.items() if each is state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How everything that is written down stands, by the movable clock at `now`."""

    now: datetime
    backlog: Backlog
    unheard: int

    @property
    def oldest_due(self) -> float:
        """For how many seconds the oldest unsent delivery has been due; 0 when none is."""
        first = self.backlog.first_due_at
        return max((self.now - first).total_seconds(), 0.0) if first else 0.0
