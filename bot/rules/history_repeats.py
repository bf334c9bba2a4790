"""Seeing that a history file gives one message's id to another message, which would be lost."""

from bot.errors import Unreadable
from bot.events import MessagePosted
from bot.language.words import shorten
from bot.rules.history import spot_of

REMEMBERED = 10_000
"""So many messages before a line, what they said is known."""


class Repeats:
    """Remembers of the last messages what they said, as numbers: texts could be long."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._most = remembered
        self._said: dict[int, int] = {}

    def check(self, said: MessagePosted) -> None:
        """Raises `Unreadable` when the same message said something else before; said again, it is no news."""
        spot, words = hash(spot_of(said)), hash((said.author.person, said.text))
        before = self._said.setdefault(spot, words)
        if before != words:
            raise Unreadable(
                f"message {shorten(ascii(said.message_id), 60)} came before with other words; "
                "expected an id of its own for each message"
            )
        if len(self._said) > self._most:
            del self._said[next(iter(self._said))]
