"""What people find in the sandbox: the channels, and what each person can read in them."""

from dataclasses import dataclass
from datetime import datetime

from bot.messages import CustomerWords, StaffWords
from bot.model.people import Profile
from bot.model.places import Audience, Person, Place


@dataclass(frozen=True, slots=True)
class Channel:
    """A room; everybody may read it unless it is for staff only."""

    channel_id: str
    title: str
    staff_only: bool
    strangers: tuple[Person, ...] = ()  # who can read a staff room without being staff

    def is_open_to(self, profile: Profile) -> bool:
        """Whether this person can read here and write."""
        public = not self.staff_only and not self.strangers
        return public or profile.is_staff or profile.person in self.strangers


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One message a person can read: `text` of a person or `words` of the bot."""

    place: Place
    message_id: str
    author: Person | None  # None: the bot
    author_name: str
    text: str
    words: StaffWords | CustomerWords | None
    at: datetime  # of the movable clock
    audience: Audience | None  # who the bot meant it for
    edited: bool
    only_for_you: bool  # the answer to something this person did
    key: str
