"""A message, each of its versions, and who could ever read each version."""

from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

from tests.discord.loopback.people import Json


class Type(IntEnum):
    """What sort of message, in Discord's numbers."""

    DEFAULT = 0
    THREAD_CREATED = 18
    REPLY = 19
    COMMAND = 20
    THREAD_STARTER = 21
    CONTEXT_COMMAND = 23


class Flag(IntFlag):
    """Flags of messages."""

    NONE = 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


@dataclass(slots=True)
class Pings:
    """Whom a message notifies."""

    users: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    everyone: bool = False

    @property
    def any(self) -> bool:
        """Whether it notifies anybody."""
        return bool(self.users or self.roles or self.everyone)


@dataclass(slots=True)
class Version:
    """What a message said from one moment on."""

    content: str
    embeds: list[Json]
    components: list[Json]
    pings: Pings
    readers: set[str]  # everybody who could read it while it stood so


@dataclass(slots=True, kw_only=True)
class Message:
    """A message; the last of its versions is what it says now."""

    message_id: str
    channel_id: str
    guild_id: str | None
    author_id: str
    at: str  # ISO 8601
    versions: list[Version]
    type: Type = Type.DEFAULT
    flags: Flag = Flag.NONE
    app_id: str | None = None
    webhook_id: str | None = None
    webhook_name: str | None = None  # what another program calls itself
    reply_to: str | None = None
    reference: Json | None = None
    interaction: Json | None = None  # who asked for it, and by what
    nonce: str | int | None = None
    attachments: list[Json] = field(default_factory=list)
    stickers: list[Json] = field(default_factory=list)
    snapshots: list[Json] = field(default_factory=list)  # what it forwards
    edited_at: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)  # who put which sign on it
    only_for: str | None = None  # an ephemeral is shown to this person
    deleted: bool = False

    @property
    def now(self) -> Version:
        """What it says now."""
        return self.versions[-1]

    @property
    def readers(self) -> set[str]:
        """Everybody who could ever read any version."""
        return {user for version in self.versions for user in version.readers}
