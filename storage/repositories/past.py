"""Many rows at once, for bringing in history."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, bindparam, func, select

from bot.model.conversations import Conversation, Message
from bot.model.people import Customer, Profile
from bot.model.places import Person, Place
from bot.rules.history import History, Spot
from storage.columns import among
from storage.lists import any_of
from storage.mapping import (
    Row,
    conversation_from,
    conversation_values,
    customer_from,
    customer_values,
    message_from,
    message_values,
    profile_from,
    profile_values,
)
from storage.repositories.conversations import GONE
from storage.statements import Made, rows_of
from storage.tables import CONVERSATION, CUSTOMER, IDENTITY, MESSAGE, PROFILE
from storage.transaction import Transaction

c = CONVERSATION.c

_Group = TypeVar("_Group")
_Member = TypeVar("_Member")


def _newest(each: Iterable[ColumnElement[Any]], *which: ColumnElement[bool]) -> Made:
    """The newest one of each, of those begun by then; no dismissed or merged ones."""
    newest = func.row_number().over(
        partition_by=list(each), order_by=(c.last_at.desc(), c.opened_at.desc(), c.id.desc())
    )
    ranked = (
        rows_of(CONVERSATION)
        .add_columns(newest.label("rank"))
        .where(*which, c.opened_at <= bindparam("by"), ~among(c.status, GONE))
        .subquery()
    )
    return Made(select(ranked).where(ranked.c.rank == 1))


def _latest_of() -> Made:
    """Looked up for each customer by the index: who writes a lot has a lot of conversations."""
    other = CONVERSATION.alias("other").c
    latest = (
        select(other.id)
        .where(
            other.workspace_id == CUSTOMER.c.workspace_id,
            other.customer_id == CUSTOMER.c.id,
            other.platform == bindparam("platform"),
            other.channel_id == bindparam("channel_id"),
            other.opened_at <= bindparam("by"),
            ~among(other.status, GONE),
        )
        .order_by(other.last_at.desc(), other.opened_at.desc(), other.id.desc())
        .limit(1)
        .correlate(CUSTOMER)
        .scalar_subquery()
    )
    return Made(
        rows_of(CONVERSATION)
        .join(CUSTOMER, and_(CUSTOMER.c.workspace_id == c.workspace_id, any_of(CUSTOMER.c.id, "ids")))
        .where(c.id == latest)
    )


_MESSAGES = Made(
    rows_of(MESSAGE)
    .where(MESSAGE.c.platform == bindparam("platform"), MESSAGE.c.channel_id == bindparam("channel_id"))
    .where(any_of(MESSAGE.c.message_id, "ids"))
)
_PROFILES = Made(rows_of(PROFILE).where(PROFILE.c.platform == bindparam("platform"), any_of(PROFILE.c.user_id, "ids")))
_CUSTOMERS = Made(
    rows_of(CUSTOMER)
    .add_columns(IDENTITY.c.user_id)
    .join(
        IDENTITY,
        and_(IDENTITY.c.workspace_id == CUSTOMER.c.workspace_id, IDENTITY.c.customer_id == CUSTOMER.c.id),
    )
    .where(IDENTITY.c.platform == bindparam("platform"), any_of(IDENTITY.c.user_id, "ids"))
)
_CONVERSATIONS = Made(rows_of(CONVERSATION).where(any_of(c.id, "ids")))
_HERE = (c.platform == bindparam("platform"), c.channel_id == bindparam("channel_id"))
_LATEST_OF = _latest_of()
_IN_THREADS = _newest((c.thread_id,), *_HERE, any_of(c.thread_id, "ids"))
_IN_NO_THREAD = _newest((c.thread_id,), *_HERE, c.thread_id.is_(None))


class SqlPast:
    """`bot.ports.Past` in a database."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    async def messages(self, spots: Iterable[Spot]) -> Mapping[Spot, Message]:
        """Those of these messages that are kept."""
        kept: dict[Spot, Message] = {}
        of_channel = _grouped(((platform, channel), message) for platform, channel, message in spots)
        for (platform, channel), ids in of_channel.items():
            rows = await self._in.all(_MESSAGES, platform=platform, channel_id=channel, ids=list(ids))
            kept |= {(platform, channel, row.message_id): message_from(row) for row in rows}
        return kept

    async def profiles(self, people: Iterable[Person]) -> Mapping[Person, Profile]:
        """What is kept of these accounts."""
        found: dict[Person, Profile] = {}
        for platform, ids in _by_platform(people).items():
            rows = await self._in.all(_PROFILES, platform=platform, ids=list(ids))
            found |= {profile.person: profile for profile in map(profile_from, rows)}
        return found

    async def customers(self, people: Iterable[Person]) -> Mapping[Person, Customer]:
        """The customers these accounts belong to."""
        found: dict[Person, Customer] = {}
        for platform, ids in _by_platform(people).items():
            rows = await self._in.all(_CUSTOMERS, platform=platform, ids=list(ids))
            found |= {Person(platform, row.user_id): customer_from(row) for row in rows}
        return found

    async def conversations(self, ids: Iterable[str]) -> Sequence[Conversation]:
        """Those with these ids, whatever became of them."""
        return [conversation_from(row) for row in await self._in.all(_CONVERSATIONS, ids=list(ids))]

    async def latest_of(self, customers: Iterable[str], channel: Place, by: datetime) -> Sequence[Conversation]:
        """Each customer's newest one in this channel, of those begun by then; no dismissed or merged ones."""
        here = {"platform": channel.platform, "channel_id": channel.channel_id, "by": by}
        return [conversation_from(row) for row in await self._in.all(_LATEST_OF, ids=list(customers), **here)]

    async def at(self, places: Iterable[Place], by: datetime) -> Sequence[Conversation]:
        """The newest one in each of these threads and DMs, of those begun by then; no dismissed or merged ones."""
        found: list[Row] = []
        for channel, threads in _grouped((place.channel, place.thread_id) for place in places).items():
            here = {"platform": channel.platform, "channel_id": channel.channel_id, "by": by}
            if named := [thread for thread in threads if thread is not None]:
                found += await self._in.all(_IN_THREADS, **here, ids=named)
            if None in threads:
                found += await self._in.all(_IN_NO_THREAD, **here)
        return [conversation_from(row) for row in found]

    async def add(self, history: History) -> None:
        """Keep it. What is kept already of messages and profiles stays; customers and conversations change."""
        customers, people = history.customers.values(), history.customers.items()
        await self._in.add_all(PROFILE, map(profile_values, history.profiles.values()))
        await self._in.put_all(CUSTOMER, map(customer_values, customers))
        await self._in.add_all(IDENTITY, (_identity(person, customer) for person, customer in people))
        await self._in.add_all(CONVERSATION, map(conversation_values, history.new_conversations.values()))
        await self._in.put_all(CONVERSATION, map(conversation_values, history.conversations.values()))
        await self._in.add_all(MESSAGE, map(message_values, history.messages.values()))


def _identity(person: Person, customer: Customer) -> dict[str, str]:
    return {"platform": person.platform, "user_id": person.user_id, "customer_id": customer.id}


def _by_platform(people: Iterable[Person]) -> Mapping[str, set[str]]:
    return _grouped((person.platform, person.user_id) for person in people)


def _grouped(pairs: Iterable[tuple[_Group, _Member]]) -> Mapping[_Group, set[_Member]]:
    groups: defaultdict[_Group, set[_Member]] = defaultdict(set)
    for group, member in pairs:
        groups[group].add(member)
    return groups
