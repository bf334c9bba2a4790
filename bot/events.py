"""What can happen, in words all platforms share.

Every event has a `key` that names the thing and its version (`slack:C1:1712.01:posted`), so that an event
delivered twice is heard once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.people import Profile
from bot.model.places import Person, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePosted:
    """Somebody said something at the front desk, backstage or in a DM."""

    key: str
    at: datetime
    place: Place
    message_id: str
    author: Profile
    text: str
    addressed_to: Person | None = None  # the one person it is visibly meant for
    begins_thread: bool = False  # the first message of a thread or forum post
    topic: str = ""  # what it is about by its platform: the tags of a forum's post


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEdited:
    """Somebody changed what they had said."""

    key: str
    at: datetime
    place: Place
    message_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDeleted:
    """Somebody took back what they had said."""

    key: str
    at: datetime
    place: Place
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandGiven:
    """Somebody used a command, by whatever door: typed, a button, a menu, a form."""

    key: str
    at: datetime
    by: Profile
    place: Place
    word: str
    about: str = ""  # key of a conversation, a delivery or a note; proves nothing, everything is checked
    choice: str = ""  # what a button says beyond its word
    message_id: str = ""  # the message a menu was opened on
    whom: Person | None = None  # the person a menu was opened on
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft:
    """Somebody is no longer where our front desks are."""

    key: str
    at: datetime
    person: Person


Change = MessageEdited | MessageDeleted
Event = MessagePosted | MessageEdited | MessageDeleted | CommandGiven | PersonLeft
