"""When the bot is well, and in which words it says that it is not."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from bot.model.deliveries import Kind, State
from bot.model.health import Backlog, Standing
from bot.rules.health import Health, judge

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WELL = Health((), ())


def standing(
    counts: Mapping[tuple[State, Kind], int] | None = None,
    due_since: timedelta | None = None,
    stuck: int = 0,
    unheard: int = 0,
) -> Standing:
    """How things stand when nothing else is there."""
    first = None if due_since is None else NOW - due_since
    return Standing(now=NOW, backlog=Backlog(counts=counts or {}, first_due_at=first, stuck=stuck), unheard=unheard)


def test_it_is_well_when_nothing_waits() -> None:
    assert judge(standing(), ticks=True, hears=True) == WELL
    assert WELL.ok


@pytest.mark.parametrize("seconds", [-3600, 0, 120])
def test_it_is_well_while_what_is_due_goes_out_within_two_minutes(seconds: int) -> None:
    assert judge(standing(due_since=seconds * SECOND), ticks=True, hears=True) == WELL


def test_it_is_late_when_something_has_been_due_for_more_than_two_minutes() -> None:
    assert judge(standing(due_since=121 * SECOND), ticks=True, hears=True) == Health(
        ("the oldest delivery that is due has waited for 121 seconds",), ()
    )


def test_a_ticker_that_does_not_tick_is_a_reason() -> None:
    assert judge(standing(), ticks=False, hears=True).reasons == ("the ticker is dead or late: nothing is being said",)


def test_what_could_not_be_written_down_is_a_reason() -> None:
    [reason] = judge(standing(), ticks=True, hears=False).reasons
    assert reason.startswith("what was said last could not be written down")


def test_a_database_that_does_not_answer_is_a_reason_and_nothing_else_is_known() -> None:
    assert judge(None, ticks=True, hears=True) == Health(("the database does not answer",), ())


def test_what_is_being_sent_for_too_long_is_a_reason() -> None:
    assert judge(standing(stuck=2), ticks=True, hears=True).reasons == ("being sent for longer than two leases: 2",)


def test_all_reasons_are_told_together() -> None:
    health = judge(standing(due_since=timedelta(hours=1), stuck=1), ticks=False, hears=True)
    assert len(health.reasons) == 3
    assert not health.ok


def test_what_waits_for_a_human_is_told_and_does_not_make_it_unwell() -> None:
    counts = {
        (State.HELD, Kind.CHECK_IN): 2,
        (State.HELD, Kind.REMINDER): 1,
        (State.FAILED, Kind.ROOT): 4,
        (State.PENDING, Kind.CHECK_IN): 9,
    }
    health = judge(standing(counts, unheard=5), ticks=True, hears=True)
    assert health.ok
    assert health.attention == (
        "held, because they could not be made safely: 3",
        "failed by a defect of ours: 4",
        "kept unheard until another version can hear them: 5",
    )
