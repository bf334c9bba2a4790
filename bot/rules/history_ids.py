"""Seeing that a history file gives one message's id to another message, which would be lost."""

from datetime import timedelta

from bot.errors import Unreadable
from bot.events import MessagePosted
from bot.language.words import shorten
from bot.model.conversations import Message

_TOLD_APART = timedelta(minutes=1)  # a message's time may be kept to the second only
_EXPECTED = "expected an id of its own for each message"


def said_otherwise(said: MessagePosted) -> Unreadable:
    """What to say when the same message said something else earlier in the file."""
    return Unreadable(f"message {_shown(said)} came before with other words; {_EXPECTED}")


def check_that_it_is(said: MessagePosted, kept: Message) -> None:
    """Raises `Unreadable` when what is kept under this id is another message; one that was edited since is not."""
    same_moment = said.author.person == kept.author and abs(said.at - kept.at) <= _TOLD_APART
    if not same_moment and said.text != kept.text:
        raise Unreadable(f"message {_shown(said)} is another one already, of {kept.at.isoformat()}; {_EXPECTED}")


def _shown(said: MessagePosted) -> str:
    return shorten(ascii(said.message_id), 60)
