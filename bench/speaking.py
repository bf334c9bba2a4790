"""A bot whose chat takes at once whatever it is given, and what it is given to say."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import count

from bench.large import AGENT, PLATFORM, SINCE
from bench.planned import BACKSTAGE
from bot.app import Bot
from bot.config import Settings
from bot.events import Change, Event
from bot.flows.speaker import Speaker
from bot.messages import Answer, CustomerWords, StaffWords
from bot.model.conversations import Message
from bot.model.deliveries import Delivery, Kind, Limits
from bot.model.people import Profile, Role
from bot.model.places import Audience, CustomerPlace, Person, Place, Readers, Shown
from bot.ports import Chat, Ears, Store
from bot.rules.audience import StaffPlace

NOW = SINCE + timedelta(hours=1)
_KEYS = count()


def bot_of(store: Store) -> Bot:
    """A bot that speaks what is due in this store."""
    chats: dict[str, Chat] = {PLATFORM: _Chat()}
    speaker = Speaker("bench", store, chats, _Clock(), Settings(), lambda: f"new{next(_KEYS)}")
    return Bot(speaker)


async def let_fall_due(store: Store, kinds: Sequence[Kind], conversations: Iterable[tuple[str, str]]) -> None:
    """One delivery in each of these conversations, which are told with their customers; the kinds take turns."""
    planned = [
        Delivery(
            key=f"due{key}",
            occasion=f"due:{key}",
            kind=kinds[number % len(kinds)],
            audience=Audience.STAFF,
            conversation_id=conversation,
            customer_id=customer,
            channel=Place(PLATFORM, f"{BACKSTAGE}{number}"),
            due_at=NOW,
            created_at=NOW,
            to=Person(PLATFORM, AGENT),
        )
        for number, (key, (conversation, customer)) in enumerate(zip(_KEYS, conversations, strict=False))
    ]
    async with store.begin() as work:
        await work.outbox.plan(planned)


class _Clock:
    def now(self) -> datetime:
        return NOW

    real = now


class _Chat:
    platform = PLATFORM
    limits = Limits(pace=timedelta(), patience=timedelta(seconds=5), settle=timedelta(), second_look=timedelta())

    async def listen(self, ears: Ears) -> None:
        """Nobody says anything."""

    async def whisper(self, place: StaffPlace, words: StaffWords, key: str) -> Shown:
        return Shown(place.place, key, Audience.STAFF)

    async def tell(self, place: CustomerPlace, words: CustomerWords, key: str) -> Shown:
        return Shown(place.place, key, Audience.CUSTOMER)

    async def update(self, shown: Shown, words: StaffWords | CustomerWords) -> None:
        """It stands there."""

    async def withdraw(self, shown: Shown) -> None:
        """It is gone."""

    async def find(self, place: Place, key: str, since: datetime) -> Sequence[Shown]:
        return ()

    async def answer(self, to: Person, place: Place, message_id: str, answer: Answer) -> None:
        """Nobody asked."""

    async def missed(self, place: Place, after: datetime) -> Sequence[Event]:
        return ()

    async def directs(self) -> Sequence[Place]:
        """There are none."""
        return ()

    async def changes(self, place: Place, kept: Sequence[Message], after: datetime) -> Sequence[Change]:
        return ()

    async def readers(self, place: Place) -> Readers:
        return Readers.STAFF_ONLY

    async def profile(self, person: Person) -> Profile:
        return Profile(person, person.user_id, Role.STAFF)
