"""Channels, threads, messages and times, as Discord numbers them and as we name them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from adapters.discord import PLATFORM
from bot.model.places import Place

_EPOCH = 1_420_070_400_000  # milliseconds; Discord counts from the beginning of 2015
_THREADS = (10, 11, 12)  # types of channel
DM, FORUM = 1, 15
_ID = re.compile(r"[0-9]{15,20}")
_SITE = "https://discord.com/channels"

Json = Mapping[str, Any]


def place_of(channel: Json, user_id: str) -> Place:
    """Where a channel object points to; a DM is named after its person."""
    if channel.get("type") == DM:
        return Place(PLATFORM, f"@{user_id}")
    if channel.get("type") in _THREADS:
        return Place(PLATFORM, str(channel["parent_id"]), str(channel["id"]))
    return Place(PLATFORM, str(channel["id"]))


def time_of(message_id: str) -> datetime:
    """When a message was posted: its id holds milliseconds; UTC."""
    milliseconds = (int(message_id) >> 22) + _EPOCH
    return datetime.fromtimestamp(milliseconds // 1000, UTC).replace(microsecond=milliseconds % 1000 * 1000)


def is_id_of(message_id: str, at: datetime) -> bool:
    """Whether Discord gave a message of that time this id; those of history that was brought in may be made up."""
    return bool(_ID.fullmatch(message_id)) and time_of(message_id) == at


def id_before(moment: datetime) -> str:
    """The id that everything at that time or later comes after."""
    milliseconds = int(moment.timestamp() * 1000) - _EPOCH
    return str(max((milliseconds << 22) - 1, 0))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a channel is."""

    guild_id: str
    is_forum: bool


def link_to(place: Place, message_id: str, spots: Mapping[str, Spot]) -> str:
    """The address of a message; nothing for one in a channel that is not ours, or in a DM.

    The message that a thread began with stands in the channel above it, but a forum's post holds its own.
    """
    spot = spots.get(place.channel_id)
    if spot is None:
        return ""
    is_above = not place.thread_id or (message_id == place.thread_id and not spot.is_forum)
    return f"{_SITE}/{spot.guild_id}/{place.channel_id if is_above else place.thread_id}/{message_id}"
