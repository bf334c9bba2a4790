"""The one way a time is stored: UTC in, aware UTC out, on every database."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator


class UTCDateTime(TypeDecorator[datetime]):
    """A moment. Refuses times without a zone, because nobody can know later what they meant."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same moment in UTC; ValueError when it has no zone."""
        return value if value is None or value.tzinfo is UTC else _as_utc(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        """What a driver is given. SQLite keeps times as text, which SQLAlchemy would write five times as slowly."""
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)

        return _as_text

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """What a driver found. SQLite forgot that it is UTC; PostgreSQL may say it in another zone."""
        return _from_text if dialect.name == "sqlite" else _in_utc


def _as_utc(value: datetime) -> datetime:
    if value.utcoffset() is None:
        raise ValueError(f"{value!r} has no time zone and cannot be stored")
    return value.astimezone(UTC)


@lru_cache(100)  # the same moment stands in several columns
def _as_text(value: datetime | None) -> str | None:
    if value is None:
        return None
    moment = value if value.tzinfo is UTC else _as_utc(value)
    return moment.isoformat(" ", "microseconds")[:26]  # without its offset


def _from_text(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(f"{stored}+00:00") if stored else None


def _in_utc(stored: datetime | None) -> datetime | None:
    return stored.astimezone(UTC) if stored else None
