"""When an agent may be whispered to."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.model.presence import Presence, Shift
from bot.rules.presence import is_away, is_there, next_time
from tests.rules.values import ANA, NOON

BERLIN = ZoneInfo("Europe/Berlin")
WORKING = tuple(Shift(day, 9 * 60, 17 * 60) for day in range(5))
HOUR = timedelta(hours=1)

shifts = st.builds(
    lambda day, one, other: Shift(day, min(one, other), max(one, other)),
    st.integers(0, 6),
    st.integers(0, 1380),
    st.integers(1, 1440),
).filter(lambda shift: shift.ends - shift.begins >= 120)  # longer than what daylight saving skips
weeks = st.lists(shifts, min_size=1, max_size=5).map(lambda made: tuple(sorted(made)))
zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"]).map(ZoneInfo)
times = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In March 2026, on the walls of Berlin; the 6th is a Friday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


@given(hours=weeks, zone=zones, now=times)
def test_the_next_time_is_now_or_later_and_always_within_the_hours(
    hours: tuple[Shift, ...], zone: ZoneInfo, now: datetime
) -> None:
    when = next_time(Presence(person=ANA, hours=hours), zone, now)
    local = when.astimezone(zone)
    minute = local.hour * 60 + local.minute
    assert when >= now
    assert any(shift.weekday == local.weekday() and shift.begins <= minute <= shift.ends for shift in hours), (
        f"{local} is outside"
    )


@given(hours=weeks, zone=zones, now=times)
def test_whoever_is_waited_for_is_there_then(hours: tuple[Shift, ...], zone: ZoneInfo, now: datetime) -> None:
    presence = Presence(person=ANA, hours=hours)
    when = next_time(presence, zone, now)
    assert next_time(presence, zone, when) == when


@given(zone=zones, now=times)
def test_who_said_nothing_about_hours_can_be_told_at_any_time(zone: ZoneInfo, now: datetime) -> None:
    assert next_time(None, zone, now) == now
    assert next_time(Presence(person=ANA), zone, now) == now


def test_a_shift_begins_with_its_first_minute_and_is_over_with_its_last() -> None:
    ana = Presence(person=ANA, hours=WORKING)
    assert next_time(ana, BERLIN, at(6, 8, 59)) == at(6, 9)
    assert next_time(ana, BERLIN, at(6, 9)) == at(6, 9)
    assert next_time(ana, BERLIN, at(6, 16, 59)) == at(6, 16, 59)
    assert next_time(ana, BERLIN, at(6, 17)) == at(9, 9)


def test_a_shift_goes_on_over_midnight_without_a_break() -> None:
    ana = Presence(person=ANA, hours=(Shift(4, 22 * 60, 24 * 60), Shift(5, 0, 6 * 60)))
    assert next_time(ana, BERLIN, at(6, 12)) == at(6, 22)
    assert next_time(ana, BERLIN, at(7, 0)) == at(7, 0)
    assert next_time(ana, BERLIN, at(7, 6)) == at(13, 22)


def test_hours_are_those_of_the_walls_when_the_clocks_change() -> None:
    ana = Presence(person=ANA, hours=WORKING)
    assert next_time(ana, BERLIN, at(28, 12)) == datetime(2026, 3, 30, 7, tzinfo=UTC)


def test_a_week_whose_only_shift_is_skipped_waits_for_the_next_one() -> None:
    ana = Presence(person=ANA, hours=(Shift(6, 150, 180),))
    assert next_time(ana, BERLIN, at(28, 12)) == datetime(2026, 4, 5, 0, 30, tzinfo=UTC)


def test_when_the_calendar_ends_nobody_is_waited_for() -> None:
    never = datetime(9999, 12, 31, 9, tzinfo=UTC)
    assert next_time(Presence(person=ANA, hours=(Shift(0, 0, 60),)), BERLIN, never) == never


def test_who_is_away_is_so_until_then_and_not_there_whatever_their_hours() -> None:
    ana = Presence(person=ANA, away_until=NOON + HOUR)
    assert is_away(ana, NOON)
    assert not is_there(ana, BERLIN, NOON)
    assert not is_away(ana, NOON + HOUR)
    assert is_there(ana, BERLIN, NOON + HOUR)
    assert not is_away(None, NOON)
    assert is_there(None, BERLIN, NOON)


def test_out_of_hours_nobody_is_there() -> None:
    assert not is_there(Presence(person=ANA, hours=WORKING), BERLIN, at(7, 12))
