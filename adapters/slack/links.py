"""Addresses of messages, and message ids as the times they are."""

import re
from datetime import UTC, datetime

from bot.model.places import Place

_ID = re.compile(r"[0-9]{1,11}\.[0-9]{6}")


def link_to(place: Place, message_id: str, home: str) -> str:
    """The address of a message in the workspace at `home`; nothing for a DM, whose address we do not know."""
    if place.is_dm or not home:
        return ""
    link = f"{home}archives/{place.channel_id}/p{message_id.replace('.', '')}"
    return f"{link}?thread_ts={place.thread_id}&cid={place.channel_id}" if place.thread_id else link


def time_of(message_id: str) -> datetime:
    """When a message was posted: Slack's ids are seconds since 1970, UTC, to the microsecond."""
    seconds, _, fraction = message_id.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int((fraction or "0").ljust(6, "0")[:6]))


def is_id_of(message_id: str, at: datetime) -> bool:
    """Whether Slack gave a message of that time this id; those of history that was brought in may be made up."""
    return bool(_ID.fullmatch(message_id)) and time_of(message_id) == at


def id_before(moment: datetime) -> str:
    """The id that everything at that time or later comes after."""
    micros = round(moment.timestamp() * 1_000_000) - 1
    return f"{max(micros, 0) // 1_000_000}.{max(micros, 0) % 1_000_000:06d}"
