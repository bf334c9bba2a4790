"""Tells when Slack stored twice what somebody said once: two messages, and one mark of the program they typed it in."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

_MOST_KEPT = 2_000


class Gestures:
    """The latest messages heard, by the mark their senders' program gave them."""

    def __init__(self) -> None:
        self._first: OrderedDict[tuple[str, str], str] = OrderedDict()

    def is_twin(self, message: Mapping[str, Any], channel_id: str) -> bool:
        """Whether another message in this channel is the same gesture; what is told again is no twin of itself."""
        mark = message.get("client_msg_id")
        if not mark:
            return False
        first = self._first.setdefault((channel_id, mark), message["ts"])
        if len(self._first) > _MOST_KEPT:
            self._first.popitem(last=False)
        return first != str(message["ts"])
