"""What is counted and measured, as Prometheus reads it; labels are states and kinds, never anybody's name or words."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.model.deliveries import Kind, State
from bot.model.health import Standing

_STATES = (State.PENDING, State.CLAIMED, State.SENDING, State.PAUSED, State.HELD, State.FAILED)
_SPEAKING = (0.005, 0.02, 0.1, 0.5, 2, 10, 60)
_LAG = (0.001, 0.005, 0.02, 0.1, 0.5, 2)


class Meters:
    """This process's own counts, and how the database stood when it was last asked."""

    def __init__(self) -> None:
        self._ours, self._stored = CollectorRegistry(), CollectorRegistry()
        self.heard = Counter("unhurried_heard_events", "Events heard by this process", registry=self._ours)
        self.spoke = Histogram(
            "unhurried_speak_seconds", "How long one round of speaking took", registry=self._ours, buckets=_SPEAKING
        )
        self.lag = Histogram(
            "unhurried_event_loop_lag_seconds", "How late the event loop is", registry=self._ours, buckets=_LAG
        )
        self._hears = Gauge(
            "unhurried_hears", "0 while the latest event could not be written down", registry=self._ours
        )
        self.took_in(True)
        self._ticker = Gauge("unhurried_ticker_alive", "1 while the ticker ticks", registry=self._ours)
        self._database = Gauge("unhurried_database_up", "1 while the database answers", registry=self._ours)
        self._deliveries = Gauge(
            "unhurried_deliveries",
            "Deliveries that are due and not sent (pending, claimed, sending), or paused, held or failed",
            ["state", "kind"],
            registry=self._stored,
        )
        self._oldest_due = Gauge(
            "unhurried_oldest_due_seconds", "For how long the oldest unsent delivery is due", registry=self._stored
        )
        self._stuck = Gauge(
            "unhurried_stuck_deliveries", "Deliveries being sent for longer than two leases", registry=self._stored
        )
        self._unheard = Gauge(
            "unhurried_unheard_events", "Events kept until another version can hear them", registry=self._stored
        )

    def took_in(self, written_down: bool) -> None:
        """What became of the latest event; `hears` says so."""
        self.hears = written_down
        self._hears.set(written_down)

    def exposition(self, standing: Standing | None, ticker_is_alive: bool) -> bytes:
        """Everything as text; without a standing nothing is said about what is stored."""
        self._ticker.set(ticker_is_alive)
        self._database.set(standing is not None)
        if standing is None:
            return generate_latest(self._ours)
        self._set(standing)
        return generate_latest(self._ours) + generate_latest(self._stored)

    def _set(self, standing: Standing) -> None:
        for state in _STATES:
            for kind in Kind:
                self._deliveries.labels(state, kind).set(standing.backlog.counts.get((state, kind), 0))
        self._oldest_due.set(standing.oldest_due)
        self._stuck.set(standing.backlog.stuck)
        self._unheard.set(standing.unheard)
