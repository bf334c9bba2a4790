"""Reads the times people type, in their own zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.errors import Unreadable
from bot.flows.context import Context
from bot.language.dates import ReadTime, examples, read_time
from bot.model.people import Profile
from bot.rules.local_time import zone_named


def staff_zone(by: Profile, context: Context) -> ZoneInfo:
    """The zone of whoever speaks, else the team's."""
    return zone_named(by.zone) or ZoneInfo(context.settings.aftercare.fallback_zone)


def time_meant(text: str, by: Profile, context: Context) -> datetime:
    """When they mean; UTC, in the future.

    Raises:
        Unreadable: it cannot be read; the message shows what could be.
    """
    return time_read(text, by, context).at.astimezone(UTC)


def time_read(text: str, by: Profile, context: Context) -> ReadTime:
    """The same, with the words that say so."""
    read = read_time(text, context.now.astimezone(staff_zone(by, context)))
    if read is None:
        could = ", ".join(f"“{example}”" for example in examples())
        raise Unreadable(f"I could not read “{text[:60]}” as a time to come. I can read: {could}. Nothing was changed.")
    return read
