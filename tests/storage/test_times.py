"""A stored time is a moment: UTC, aware, and never guessed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Dialect, make_url

from storage.times import UTCDateTime

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))
DIALECTS: list[Dialect] = [make_url(f"{name}://").get_dialect()() for name in ("sqlite", "postgresql+asyncpg")]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
class TestUTCDateTime:
    def test_the_same_moment_is_stored_in_utc(self, dialect: Dialect) -> None:
        stored = UTCDateTime().process_bind_param(NOON, dialect)
        assert (stored, stored and stored.utcoffset()) == (NOON, timedelta(0))

    def test_a_time_without_a_zone_is_refused(self, dialect: Dialect) -> None:
        with pytest.raises(ValueError, match="no time zone"):
            UTCDateTime().process_bind_param(NOON.replace(tzinfo=None), dialect)

    def test_what_a_database_gives_back_is_aware_and_utc(self, dialect: Dialect) -> None:
        in_utc = NOON.astimezone(UTC)
        for given in (in_utc.replace(tzinfo=None), NOON, in_utc):
            moment = UTCDateTime().process_result_value(given, dialect)
            assert (moment, moment and moment.utcoffset()) == (NOON, timedelta(0))

    def test_no_time_stays_no_time(self, dialect: Dialect) -> None:
        assert UTCDateTime().process_bind_param(None, dialect) is None
        assert UTCDateTime().process_result_value(None, dialect) is None
