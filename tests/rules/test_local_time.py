"""When it is a good time for a customer, wherever they live."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Aftercare
from bot.rules.local_time import awake, on_the_wall, working_days_later, zone_named, zone_of
from tests.rules.values import customer

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Africa/Casablanca",
    "America/St_Johns",
    "UTC",
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.integers(1_577_836_800, 2_051_222_400).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)  # 2020 to 2034
hours = st.integers(0, 23).map(time)
cares = st.builds(Aftercare, quiet_from=hours, quiet_to=hours, weekends_quiet=st.booleans())


def _quiet(at: datetime, care: Aftercare, zone: ZoneInfo) -> bool:
    clock = at.astimezone(zone).time()
    if care.quiet_from == care.quiet_to:
        return False
    if care.quiet_from < care.quiet_to:
        return care.quiet_from <= clock < care.quiet_to
    return clock >= care.quiet_from or clock < care.quiet_to


@given(moments, zones, st.sampled_from([Aftercare(), Aftercare(weekends_quiet=False)]))
def test_awake_is_never_in_quiet_hours_nor_on_a_quiet_weekend(when: datetime, zone: ZoneInfo, care: Aftercare) -> None:
    found = awake(when, zone, care)
    assert not _quiet(found, care, zone)
    assert not care.weekends_quiet or found.astimezone(zone).weekday() < 5


@given(moments, zones, cares)
def test_awake_is_never_before_and_never_more_than_a_long_weekend_later(
    when: datetime, zone: ZoneInfo, care: Aftercare
) -> None:
    assert when <= awake(when, zone, care) <= when + timedelta(days=4)


@given(moments, zones, cares)
def test_who_is_awake_is_awake_now(when: datetime, zone: ZoneInfo, care: Aftercare) -> None:
    found = awake(when, zone, care)
    assert awake(found, zone, care) == found


@given(moments, zones)
def test_on_a_working_day_at_noon_everybody_is_awake(when: datetime, zone: ZoneInfo) -> None:
    noon = on_the_wall(when.astimezone(zone).date(), time(12), zone)
    if noon.astimezone(zone).weekday() < 5:
        assert awake(noon, zone, Aftercare()) == noon


@pytest.mark.parametrize(
    ("when", "then"),
    [
        ("2026-03-06 19:59:59", "2026-03-06 19:59:59"),  # Friday, just in time
        ("2026-03-06 20:00", "2026-03-09 09:00"),
        ("2026-03-04 08:59:59", "2026-03-04 09:00"),
        ("2026-03-28 12:00", "2026-03-30 09:00"),  # over the night the clocks go forward
        ("2026-10-23 21:00", "2026-10-26 09:00"),  # and back
    ],
)
def test_quiet_hours_begin_and_end_on_the_minute(when: str, then: str) -> None:
    assert awake(_berlin(when), BERLIN, Aftercare()) == _berlin(then)


def _berlin(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=BERLIN)


def test_quiet_hours_may_lie_within_one_day() -> None:
    care = Aftercare(quiet_from=time(0), quiet_to=time(8))
    assert awake(datetime(2026, 3, 4, 0, 30, tzinfo=BERLIN), BERLIN, care) == datetime(2026, 3, 4, 8, tzinfo=BERLIN)
    late = datetime(2026, 3, 4, 23, 30, tzinfo=BERLIN)
    assert awake(late, BERLIN, care) == late


@given(moments, st.integers(0, 20), zones)
def test_so_many_working_days_later_lie_so_many_working_days_in_between(
    start: datetime, days: int, zone: ZoneInfo
) -> None:
    later = working_days_later(start, days, time(10), zone).astimezone(zone)
    first, last = start.astimezone(zone).date(), later.date()
    between = [first + timedelta(days=1 + offset) for offset in range((last - first).days)]
    assert sum(day.weekday() < 5 for day in between) == days
    assert days == 0 or last.weekday() < 5
    assert later.hour == 10


def test_a_doubled_hour_means_the_first_and_a_missing_one_where_it_jumps_to() -> None:
    assert on_the_wall(date(2026, 10, 25), time(2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert on_the_wall(date(2026, 3, 29), time(2, 30), BERLIN).astimezone(BERLIN).time() == time(3, 30)


@pytest.mark.parametrize("name", [None, "", "Mars/Olympus", "America", "../../etc/passwd", "a" * 400, "UTC\0", "/etc"])
def test_what_is_no_zone_is_none_whatever_it_looks_like(name: str | None) -> None:
    assert zone_named(name) is None


@given(st.text(max_size=60))
def test_no_name_of_a_zone_is_an_error(name: str) -> None:
    found = zone_named(name)
    assert found is None or found.key == name


def test_an_unknown_zone_is_the_teams_own_and_a_guess() -> None:
    care = Aftercare(fallback_zone="Asia/Tokyo")
    assert (zone_of(customer(zone=None), care).zone.key, zone_of(customer(zone=None), care).guessed) == (
        "Asia/Tokyo",
        True,
    )
    assert (zone_of(customer(), care).zone.key, zone_of(customer(), care).guessed) == ("Europe/Berlin", False)
