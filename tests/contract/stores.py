"""The databases a store can stand on; a new one joins the contract by joining `STORES`."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from pydantic import SecretStr

from bot.model.conversations import Conversation, Message
from bot.model.deliveries import Delivery, Kind
from bot.model.notes import Note, NoteKind
from bot.model.people import Customer, Role
from bot.model.places import Audience, Person, Place
from bot.ports import Store
from storage.database import Where, database_at
from storage.store import SqlStore
from tests.postgres import the_server
from tests.sqlite import with_tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
LEASE = 30 * SECOND

AMINA = Person("slack", "amina")
JONAS = Person("slack", "jonas")
DESK = Place("slack", "help")
THREAD = Place("slack", "help", "t1")
BACKSTAGE = Place("slack", "backstage")


class OpenStore(Store, Protocol):
    """A store that can be closed again."""

    async def close(self) -> None:
        """Let go of the database."""


async def open_in_sqlite(folder: Path, workspace: str) -> SqlStore:
    """The database in this folder; an empty one when there is none yet."""
    return _store_at(with_tables(folder / "unhurried.db"), workspace)


async def open_in_postgres(folder: Path, workspace: str) -> SqlStore:
    """The database whose address is kept in this folder; an empty one when there is none yet."""
    address = folder / "postgres.url"
    if not address.exists():
        address.write_text(await the_server().emptied_database(), "utf-8")
    return _store_at(SecretStr(address.read_text("utf-8")), workspace)


def _store_at(where: Where, workspace: str) -> SqlStore:
    """Its tables are known to be there: looking would take longer than most tests."""
    return SqlStore(database_at(where).connections(), workspace)


Opener = Callable[[Path, str], Awaitable[OpenStore]]  # a folder that belongs to the test, and the workspace

STORES: dict[str, Opener] = {
    "sqlite": open_in_sqlite,
    "postgresql": open_in_postgres,
}


@asynccontextmanager
async def opened(kind: str, folder: Path, workspace: str = "ours") -> AsyncIterator[Store]:
    """A store of this kind, for as long as it is needed."""
    store = await STORES[kind](folder, workspace)
    try:
        yield store
    finally:
        await store.close()


def customer(customer_id: str = "c1") -> Customer:
    """A customer of whom only the id matters."""
    return Customer(id=customer_id, name=f"Name of {customer_id}", first_seen_at=NOW)


def conversation(
    conversation_id: str = "v1",
    *,
    customer_id: str = "c1",
    place: Place = THREAD,
    last_at: datetime = NOW,
    backstage: Place | None = None,
) -> Conversation:
    """An open conversation."""
    return Conversation(
        id=conversation_id,
        customer_id=customer_id,
        place=place,
        opening_message_id="m1",
        subject="The export is empty",
        opened_at=NOW,
        last_at=last_at,
        customer_last_at=NOW,
        backstage=backstage,
    )


def message(
    message_id: str,
    *,
    at: datetime = NOW,
    role: Role = Role.CUSTOMER,
    conversation_id: str | None = "v1",
    customer_id: str | None = "c1",
    deleted_at: datetime | None = None,
) -> Message:
    """Something that was said in the thread."""
    return Message(
        place=THREAD,
        message_id=message_id,
        conversation_id=conversation_id,
        customer_id=customer_id,
        author=AMINA,
        author_name="Amina",
        role=role,
        text=f"text of {message_id}",
        at=at,
        deleted_at=deleted_at,
    )


def note(note_id: str, *, at: datetime = NOW, expires_at: datetime | None = None) -> Note:
    """Something remembered about the customer."""
    return Note(
        id=note_id,
        customer_id="c1",
        kind=NoteKind.FACT,
        text=f"text of {note_id}",
        author=JONAS,
        author_name="Jonas",
        at=at,
        expires_at=expires_at,
    )


def delivery(
    key: str,
    *,
    due_at: datetime = NOW,
    kind: Kind = Kind.BRIEFING,
    audience: Audience = Audience.STAFF,
    conversation_id: str = "v1",
    customer_id: str = "c1",
    channel: Place = BACKSTAGE,
) -> Delivery:
    """Something to say; its occasion is named after its key."""
    return Delivery(
        key=key,
        occasion=f"occasion of {key}",
        kind=kind,
        audience=audience,
        conversation_id=conversation_id,
        customer_id=customer_id,
        channel=channel,
        due_at=due_at,
        created_at=NOW,
    )


def check_in(key: str, **other: Any) -> Delivery:
    """Something to say to a customer, unasked."""
    return delivery(key, kind=Kind.CHECK_IN, audience=Audience.CUSTOMER, **other)


async def settle(store: Store, *conversations: str, customer_id: str = "c1") -> None:
    """Let there be this customer and these conversations."""
    async with store.begin() as work:
        await work.people.save(customer(customer_id))
        for each in conversations or ("v1",):
            await work.conversations.save(conversation(each, customer_id=customer_id))
