"""Times in words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.times import clock, day, distance, moment, place_of
from tests.rules.test_local_time import moments, zones
from tests.rules.values import NOON

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


def test_a_moment_names_its_day_hour_and_place() -> None:
    assert moment(datetime(2026, 11, 24, 9, tzinfo=UTC), BERLIN, NOON) == "Tue 24 Nov, 10:00 Berlin time"
    assert moment(datetime(2026, 11, 24, 3, tzinfo=UTC), NEW_YORK, NOON) == "Mon 23 Nov, 22:00 New York time"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOON + timedelta(days=299), "Mon 28 Dec, 12:00 UTC"),
        (NOON + timedelta(days=300), "Tue 29 Dec 2026, 12:00 UTC"),
        (NOON - timedelta(days=365), "Tue 4 Mar 2025, 12:00 UTC"),
        (datetime(9999, 12, 31, 9, tzinfo=UTC), "Fri 31 Dec 9999, 09:00 UTC"),
    ],
)
def test_a_far_moment_has_its_year(at: datetime, words: str) -> None:
    assert moment(at, ZoneInfo("UTC"), NOON) == words


def test_summer_and_winter_are_told_apart() -> None:
    assert clock(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), BERLIN) == "01:59"
    assert clock(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), BERLIN) == "03:00"


def test_a_day_has_its_year() -> None:
    assert day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), BERLIN) == "1 Jan 2027"


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (timedelta(seconds=-59), "just now"),
        (timedelta(), "just now"),
        (timedelta(hours=-2), "2 hours ago"),
        (timedelta(hours=4), "in 4 hours"),
        (timedelta(weeks=-3), "3 weeks ago"),
        (timedelta(days=1), "in 24 hours"),
        (timedelta(days=-2), "2 days ago"),
    ],
)
def test_distances_are_told_roughly(by: timedelta, words: str) -> None:
    assert distance(NOON + by, NOON) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [("UTC", "UTC"), ("America/Argentina/Buenos_Aires", "Buenos Aires time"), ("Europe/Berlin", "Berlin time")],
)
def test_a_place_is_a_city(zone: str, words: str) -> None:
    assert place_of(ZoneInfo(zone)) == words


@given(moments, zones, st.timedeltas(timedelta(days=-4_000), timedelta(days=4_000)))
def test_every_time_can_be_told(at: datetime, zone: ZoneInfo, by: timedelta) -> None:
    assert place_of(zone) in moment(at, zone, at + by)
    assert len(clock(at, zone)) == 5
    assert distance(at + by, at)
