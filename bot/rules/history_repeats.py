"""Seeing that a history file gives one message's id to another message, which would be lost."""

from collections import OrderedDict
from datetime import timedelta

from bot.errors import Unreadable
from bot.events import MessagePosted
from bot.language.words import shorten
from bot.model.conversations import Message
from bot.rules.history import spot_of

REMEMBERED = 10_000
"""So many messages before a line, what they said is known."""

_TOLD_APART = timedelta(minutes=1)  # a message's time may be kept to the second only
_EXPECTED = "expected an id of its own for each message"


class Repeats:
    """Remembers of the last messages what they said, as numbers: texts could be long."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._most = remembered
        self._said: OrderedDict[int, int] = OrderedDict()  # a dict is slow to find its first

    def check(self, said: MessagePosted) -> None:
        """Raises `Unreadable` when the same message said something else before; said again, it is no news."""
        spot, words = hash(spot_of(said)), hash((said.author.person, said.text))
        before = self._said.setdefault(spot, words)
        if before != words:
            raise Unreadable(f"message {_shown(said)} came before with other words; {_EXPECTED}")
        if len(self._said) > self._most:
            self._said.popitem(last=False)


def check_that_it_is(said: MessagePosted, kept: Message) -> None:
    """Raises `Unreadable` when what is kept under this id is another message; one that was edited since is not."""
    same_moment = said.author.person == kept.author and abs(said.at - kept.at) <= _TOLD_APART
    if not same_moment and said.text != kept.text:
        raise Unreadable(f"message {_shown(said)} is another one already, of {kept.at.isoformat()}; {_EXPECTED}")


def _shown(said: MessagePosted) -> str:
    return shorten(ascii(said.message_id), 60)
