"""Until when a conversation is snoozed, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.model.conversations import Conversation
from bot.texts.times import moment


def until(conversation: Conversation, customer: str, zone: ZoneInfo, now: datetime) -> str:
    """“until Fri 6 Mar, 09:00 Berlin time or until Mia writes”; for one that is snoozed."""
    writes = f"until {customer} writes"
    if conversation.snoozed_until is None:
        return writes
    date = f"until {moment(conversation.snoozed_until, zone, now)}"
    return f"{date}, even if {customer} writes" if conversation.snooze_keeps else f"{date} or {writes}"
