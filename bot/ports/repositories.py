"""What is kept about people and conversations."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.conversations import Conversation, Message, PastConversation, PastMessage
from bot.model.notes import Note
from bot.model.people import Customer, Profile
from bot.model.places import Person, Place
from bot.model.presence import Presence
from bot.model.unheard import UnheardEvent
from bot.rules.history import History, Spot


class People(Protocol):
    """Customers with their identities, and the profiles of everybody seen."""

    async def profile(self, person: Person) -> Profile | None: ...
    async def remember(self, profile: Profile) -> None:
        """Keep this profile in place of the one kept before."""

    async def staff(self) -> Sequence[Profile]:
        """Everybody known to belong to the team, by name; at most 200."""

    async def customer(self, customer_id: str) -> Customer | None: ...
    async def customer_of(self, person: Person) -> Customer | None: ...
    async def names(self, customer_ids: Iterable[str]) -> Mapping[str, str]:
        """How these customers are called, by id; an id nobody has is left out."""

    async def save(self, customer: Customer) -> None:
        """Insert or update."""

    async def identify(self, person: Person, customer_id: str) -> None:
        """This account belongs to that customer from now on."""

    async def identities(self, customer_id: str) -> Sequence[Person]: ...


class Conversations(Protocol):
    """All conversations. Dismissed and merged ones are only found by `get`."""

    async def get(self, conversation_id: str) -> Conversation | None: ...
    async def at(self, place: Place) -> Conversation | None:
        """The newest one in exactly this place (thread, or DM)."""

    async def latest_of(self, customer_id: str, channel: Place) -> Conversation | None:
        """The customer's newest one in this channel, whatever its thread."""

    async def of_customer(self, customer_id: str, limit: int) -> Sequence[Conversation]:
        """Newest first."""

    async def past_of(self, customer_id: str, limit: int) -> Sequence[PastConversation]:
        """The same, as far as they are told to whoever has another one."""

    async def unfinished(self, agent: Person | None, limit: int) -> Sequence[Conversation]:
        """The open and snoozed ones this agent has, or nobody; newest first."""

    async def backstage(self, place: Place) -> Conversation | None:
        """The one whose backstage thread this is."""

    async def lately(self, platform: str, since: datetime, limit: int) -> Sequence[Conversation]:
        """Those in which something was said since then, the latest first."""

    async def save(self, conversation: Conversation) -> None:
        """Insert or update."""


class Messages(Protocol):
    """What people said at the front desk."""

    async def get(self, place: Place, message_id: str) -> Message | None:
        """By its channel and id; the thread may differ."""

    async def save(self, message: Message) -> None:
        """Insert or update."""

    async def of_conversation(self, conversation_id: str, limit: int) -> Sequence[Message]:
        """The newest ones, oldest of them first."""

    async def of_customer(self, customer_id: str, limit: int) -> Sequence[PastMessage]:
        """What the customer said, newest first, without deleted ones."""

    async def move(self, from_conversation: str, to_conversation: str) -> None:
        """All of one conversation's messages become the other's."""


class Notes(Protocol):
    """What humans chose to remember."""

    async def get(self, note_id: str) -> Note | None: ...
    async def of_customer(self, customer_id: str) -> Sequence[Note]:
        """Newest first, at most 100, expired ones too."""

    async def save(self, note: Note) -> None:
        """Insert or update."""

    async def forget(self, note_id: str) -> None: ...


class Presences(Protocol):
    """When agents are there."""

    async def of(self, people: Iterable[Person]) -> Mapping[Person, Presence]:
        """What these, and those who stand in for them, said about their time; who said nothing is left out."""

    async def save(self, presence: Presence) -> None:
        """Insert or update."""


class Past(Protocol):
    """Many rows at once, for bringing in history; each method is a few statements, however much it is about."""

    async def messages(self, spots: Iterable[Spot]) -> Mapping[Spot, Message]:
        """Those of these messages that are kept."""

    async def profiles(self, people: Iterable[Person]) -> Mapping[Person, Profile]:
        """What is kept of these accounts."""

    async def customers(self, people: Iterable[Person]) -> Mapping[Person, Customer]:
        """The customers these accounts belong to."""

    async def conversations(self, ids: Iterable[str]) -> Sequence[Conversation]:
        """Those with these ids, whatever became of them."""

    async def latest_of(self, customers: Iterable[str], channel: Place, by: datetime) -> Sequence[Conversation]:
        """Each customer's newest one in this channel, of those begun by then; no dismissed or merged ones."""

    async def at(self, places: Iterable[Place], by: datetime) -> Sequence[Conversation]:
        """The newest one in each of these threads and DMs, of those begun by then; no dismissed or merged ones."""

    async def add(self, history: History) -> None:
        """Keep it. What is kept already of messages and profiles stays; customers and conversations change."""


class Unheard(Protocol):
    """What could not be heard because of a defect of ours."""

    async def save(self, event: UnheardEvent) -> None:
        """Insert or update."""

    async def of_other_versions(self, version: str, limit: int) -> Sequence[UnheardEvent]:
        """What this version has not tried to hear, oldest first."""

    async def forget(self, key: str) -> None:
        """It has been heard; one that is gone already is no error."""

    async def count(self) -> int: ...
