"""A channel of any kind, thread or DM: what it is, and what stands in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from tests.discord.loopback.messages import Message


class Kind(IntEnum):
    """What sort of channel, in Discord's numbers."""

    TEXT = 0
    DM = 1
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREADS = (Kind.ANNOUNCEMENT_THREAD, Kind.PUBLIC_THREAD, Kind.PRIVATE_THREAD)
REQUIRE_TAG = 1 << 4  # a forum's flag


@dataclass(slots=True)
class Overwrite:
    """What a channel says otherwise about a role or a member."""

    target_id: str
    is_member: bool
    allow: int = 0
    deny: int = 0


@dataclass(slots=True)
class Tag:
    """A tag for a forum's posts; only moderators give a moderated one."""

    tag_id: str
    name: str
    moderated: bool = False


@dataclass(slots=True)
class Thread:
    """What only a thread has."""

    owner_id: str
    members: dict[str, str]  # user ids and when they joined
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive: int = 1440  # minutes
    archived_at: str = ""  # of the last change of `archived`
    created_at: str = ""
    tags: list[str] = field(default_factory=list)
    total_sent: int = 0


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel and its messages."""

    channel_id: str
    kind: Kind
    guild_id: str | None = None
    name: str = ""
    parent_id: str | None = None
    topic: str | None = None
    position: int = 0
    flags: int = 0
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    recipients: list[str] = field(default_factory=list)  # of a DM, the bot among them
    available_tags: list[Tag] = field(default_factory=list)  # of a forum
    thread: Thread | None = None
    deleted: bool = False
    messages: dict[str, Message] = field(default_factory=dict)  # by id, oldest first; deleted ones too

    def standing(self) -> Iterator[Message]:
        """What can be read now, oldest first; not what only one person was shown."""
        return (each for each in self.messages.values() if not each.deleted and not each.only_for)

    @property
    def last_message_id(self) -> str | None:
        """The newest message ever, deleted or not."""
        shown = (each.message_id for each in reversed(self.messages.values()) if not each.only_for)
        return next(shown, None)

    def admit(self, readers: Iterable[str]) -> None:
        """From now on these can read all that stands here."""
        new = set(readers)
        for message in self.standing():
            message.now.readers |= new
