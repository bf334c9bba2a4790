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
        read = UTCDateTime().result_processor(dialect, None)
        assert read
        for given in ("2026-03-02 06:30:00.000000",) if dialect.name == "sqlite" else (NOON, NOON.astimezone(UTC)):
            moment = read(given)
            assert (moment, moment and moment.utcoffset()) == (NOON, timedelta(0))

    def test_no_time_stays_no_time(self, dialect: Dialect) -> None:
        read = UTCDateTime().result_processor(dialect, None)
        assert UTCDateTime().process_bind_param(None, dialect) is None
        assert read
        assert read(None) is None
