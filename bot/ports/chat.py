"""A platform as the core sees it, and what it tells the core."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.events import Change, Event
from bot.messages import Answer, CustomerWords, Form, Source, StaffWords
from bot.model.conversations import Message
from bot.model.deliveries import Limits
from bot.model.people import Profile
from bot.model.places import CustomerPlace, Person, Place, Readers, Shown
from bot.rules.audience import StaffPlace

THREADS_BACK = timedelta(days=14)
"""How long before an absence a thread may have begun to be looked at with its channel."""


class Ears(Protocol):
    """What a chat hands things to."""

    async def hear(self, event: Event) -> Answer | None:
        """Write down what happened. When this returned, nothing of it can be lost: acknowledge only then.

        What it returns is shown at once, only to the person who did it.
        """

    async def form(self, word: str, about: str, by: Profile, on: Source | None = None) -> Form | Answer:
        """The form of a command, or a polite no; filled in as far as we know, and can tell within a second.

        `on` is the message in whose menu it was asked for.
        """

    async def connected(self, platform: str, *, anew: bool) -> None:
        """A platform that keeps nothing for those who are away is connected, anew or still.

        To be called whenever the connection stands again, and every half a minute while it does. Anew means that
        something may have been said meanwhile: it is asked for with `missed` and heard.
        """

    async def introduces(self, platform: str) -> timedelta:
        """The program is about to introduce itself to a platform that punishes those who do so too often a day.

        Zero when it may, and then it is counted; else how long to wait before asking again.
        """


class Chat(Protocol):
    """One chat platform.

    `whisper`, `tell`, `update` and `withdraw` raise `ChatBusy` (nothing happened, wait), `ChatRefused` (nothing
    happened, never will here) or `ChatUnsure` (it may have happened). Any other exception counts as unsure. `whisper`
    and `tell` raise `ChatTakenBack` when these words with this key went out before, and somebody deleted them.
    """

    @property
    def platform(self) -> str:
        """The name of the platform, as it stands in `Place.platform`."""

    @property
    def limits(self) -> Limits:
        """What the platform asks of those who write to it."""

    async def listen(self, ears: Ears) -> None:
        """Stay connected and hand over what happens, until cancelled."""

    async def whisper(self, place: StaffPlace, words: StaffWords, key: str) -> Shown:
        """Say something to staff. Refuses rather than fall back to a place others can read."""

    async def tell(self, place: CustomerPlace, words: CustomerWords, key: str) -> Shown:
        """Say something to a customer. Refused when the platform knows that the person it is for is gone."""

    async def update(self, shown: Shown, words: StaffWords | CustomerWords) -> None:
        """Change what stands there. Words for another audience than it was shown to are refused."""

    async def withdraw(self, shown: Shown) -> None:
        """Take back what we said. Taking back what is gone is no error."""

    async def find(self, place: Place, key: str, since: datetime) -> Sequence[Shown]:
        """What of ours stands there with this key since then (real time), oldest first."""

    async def answer(self, to: Person, place: Place, message_id: str, answer: Answer) -> None:
        """Show somebody alone what became of what they said there; nothing depends on it.

        A platform that will not take it is no error: an answer that is lost is asked for again.
        """

    async def missed(self, place: Place, after: datetime) -> Sequence[Event]:
        """What people said there since then, oldest first, the newest of it when it is too much.

        Of a channel also what is new in its threads, of those that began up to `THREADS_BACK` before then.
        """

    async def directs(self) -> Sequence[Place]:
        """The direct messages with us that began last, for asking what was missed; none where they are not listed."""

    async def changes(self, place: Place, kept: Sequence[Message], after: datetime) -> Sequence[Change]:
        """How these messages, which were said in exactly this place, were edited since then, and which are gone.

        None of it where the platform tells all that once it is heard again. Only what certainly is gone counts.
        """

    async def readers(self, place: Place) -> Readers:
        """Who can read there, asked afresh. Never raises: what cannot be known is unknown."""

    async def profile(self, person: Person) -> Profile:
        """Name, role, zone and locale; the role is unknown when the platform cannot say."""
