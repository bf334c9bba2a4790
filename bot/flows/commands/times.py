"""Reads the times people type, in their own zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.errors import Unreadable
from bot.flows.context import Context
from bot.language.dates import ReadTime, examples, read_time
from bot.language.left_over import left_over
from bot.language.words import shorten
from bot.model.people import Profile
from bot.rules.local_time import zone_named
from bot.texts.times import place_of


def staff_zone(by: Profile, context: Context) -> ZoneInfo:
    """The zone of whoever speaks, else the team's."""
    return zone_named(by.zone) or ZoneInfo(context.settings.aftercare.fallback_zone)


def time_meant(text: str, by: Profile, context: Context) -> datetime:
    """When they mean; UTC, in the future.

    Raises:
        Unreadable: it cannot be read, or says more; the message shows what could be, or what was left over.
    """
    return nothing_else(time_read(text, by, context))


def time_read(text: str, by: Profile, context: Context) -> ReadTime:
    """The same, with the words that say so and what stands beside them."""
    read = read_time(text, context.now.astimezone(staff_zone(by, context)))
    if read is None:
        could = ", ".join(f"“{example}”" for example in examples())
        raise Unreadable(f"I could not read “{text[:60]}” as a time to come. I can read: {could}. Nothing was changed.")
    return read


def nothing_else(read: ReadTime, customer: str = "") -> datetime:
    """The time that was read, in UTC, when it is all that was said but for what becomes of it when they write.

    Raises:
        Unreadable: there is more; the message repeats it.
    """
    if left := left_over(without_zone(read.beside, read), customer):
        raise not_known(left, read)
    return read.at.astimezone(UTC)


def without_zone(beside: str, read: ReadTime) -> str:
    """The words beside a time without the name of the zone it was read in, as our answers write it."""
    zone = read.at.tzinfo
    return beside.replace(place_of(zone), "") if isinstance(zone, ZoneInfo) else beside


def not_known(left: str, read: ReadTime) -> Unreadable:
    """What to raise when nobody knows what these words say about the time."""
    return Unreadable(
        f"I read “{read.words[:60]}” as the time, but do not know what “{shorten(left, 60)}” says about it. "
        "Say it again without that. Nothing was changed."
    )
