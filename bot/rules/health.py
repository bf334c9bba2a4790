"""Judges from how things stand whether the bot is well, and says in words what is not."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.model.deliveries import State
from bot.model.health import Standing

MOST_LATE = 120.0
"""Seconds a delivery may be due before the bot counts as late."""


@dataclass(frozen=True, slots=True)
class Health:
    """`reasons` say why the bot is not well; `attention` what waits for a human, and no restart would mend."""

    reasons: tuple[str, ...]
    attention: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether it is well."""
        return not self.reasons


def judge(standing: Standing | None, *, ticks: bool, hears: bool) -> Health:
    """Whether the bot is well; without a standing the database did not answer."""
    attention = tuple(_attention(standing)) if standing else ()
    return Health(tuple(_reasons(standing, ticks, hears)), attention)


def _reasons(standing: Standing | None, ticks: bool, hears: bool) -> Iterator[str]:
    if not ticks:
        yield "the ticker is dead or late: nothing is being said"
    if not hears:
        yield "what was said last could not be written down: it is heard again until it can be (the log says why)"
    if standing is None:
        yield "the database does not answer"
        return
    if standing.oldest_due > MOST_LATE:
        yield f"the oldest delivery that is due has waited for {standing.oldest_due:.0f} seconds"
    if stuck := standing.backlog.stuck:
        yield f"being sent for longer than two leases: {stuck}"


def _attention(standing: Standing) -> Iterator[str]:
    if held := standing.backlog.count(State.HELD):
        yield f"held, because they could not be made safely: {held}"
    if failed := standing.backlog.count(State.FAILED):
        yield f"failed by a defect of ours: {failed}"
    if standing.unheard:
        yield f"kept unheard until another version can hear them: {standing.unheard}"
