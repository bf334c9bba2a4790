"""Where people are and where things are said, in words every platform shares."""

from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Person:
    """One account of one human on one platform."""

    platform: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, or one thread in it. A person's DM with the bot is the channel `@<user id>`."""

    platform: str
    channel_id: str
    thread_id: str | None = None

    @property
    def channel(self) -> "Place":
        """The channel this place is in; itself when it is one."""
        return Place(self.platform, self.channel_id) if self.thread_id else self

    @property
    def is_dm(self) -> bool:
        """Whether only one person and the bot can read here."""
        return self.channel_id.startswith("@")


def dm(person: Person) -> Place:
    """The DM between this person and the bot."""
    return Place(person.platform, f"@{person.user_id}")


class Audience(StrEnum):
    """Who a message is meant for."""

    STAFF = "staff"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class CustomerPlace:
    """A place where a customer is spoken to; `to` when it is for nothing if this person is gone."""

    place: Place
    to: Person | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of ours as it stands on a platform."""

    place: Place
    message_id: str
    audience: Audience

    @property
    def thread(self) -> Place:
        """The thread below this message."""
        return replace(self.place, thread_id=self.message_id)


class Readers(StrEnum):
    """Who can read a place."""

    STAFF_ONLY = "staff only"
    OTHERS_TOO = "others too"
    UNKNOWN = "unknown"
