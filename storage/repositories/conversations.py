"""All conversations. The newest is the one in which something was said last."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam

from bot.model.conversations import Conversation, PastConversation, Status
from bot.model.places import Person, Place
from storage.columns import among
from storage.mapping import conversation_from, conversation_values
from storage.statements import Made, rows_of
from storage.tables import CONVERSATION, UNFINISHED
from storage.transaction import Transaction

GONE = (Status.DISMISSED, Status.MERGED)  # only found by `get`

c = CONVERSATION.c


def _newest(*which: ColumnElement[bool], columns: Iterable[str] = c.keys()) -> Made:
    return Made(
        rows_of(CONVERSATION)
        .with_only_columns(*(c[name] for name in columns))
        .where(*which, ~among(c.status, GONE))
        .order_by(c.last_at.desc(), c.opened_at.desc(), c.id.desc())
        .limit(bindparam("limit"))
    )


_CONVERSATION = Made(rows_of(CONVERSATION).where(c.id == bindparam("id")))
_IN_CHANNEL = (c.platform == bindparam("platform"), c.channel_id == bindparam("channel_id"))
_IN_THREAD = _newest(*_IN_CHANNEL, c.thread_id == bindparam("thread_id"))
_IN_NO_THREAD = _newest(*_IN_CHANNEL, c.thread_id.is_(None))
_OF_CUSTOMER = c.customer_id == bindparam("customer_id")
_LATEST_OF = _newest(_OF_CUSTOMER, *_IN_CHANNEL)
_ALL_OF = _newest(_OF_CUSTOMER)
_PAST_OF = _newest(_OF_CUSTOMER, columns=PastConversation._fields)
_SINCE = _newest(c.platform == bindparam("platform"), c.last_at >= bindparam("since"))
_UNFINISHED_OF = _newest(
    among(c.status, UNFINISHED), c.agent_platform == bindparam("platform"), c.agent_user_id == bindparam("user_id")
)
_UNFINISHED_OF_NOBODY = _newest(among(c.status, UNFINISHED), c.agent_platform.is_(None))
_BACKSTAGE = _newest(
    c.backstage_platform == bindparam("platform"),
    c.backstage_channel_id == bindparam("channel_id"),
    c.backstage_thread_id == bindparam("thread_id"),
)


class SqlConversations:
    """`bot.ports.Conversations` in a database."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    async def get(self, conversation_id: str) -> Conversation | None:
        """The one with this id, whatever became of it."""
        row = await self._in.first(_CONVERSATION, id=conversation_id)
        return conversation_from(row) if row else None

    async def at(self, place: Place) -> Conversation | None:
        """The newest one in exactly this place (thread, or DM)."""
        here = {"platform": place.platform, "channel_id": place.channel_id, "limit": 1}
        if place.thread_id is None:
            row = await self._in.first(_IN_NO_THREAD, **here)
        else:
            row = await self._in.first(_IN_THREAD, **here, thread_id=place.thread_id)
        return conversation_from(row) if row else None

    async def latest_of(self, customer_id: str, channel: Place) -> Conversation | None:
        """The customer's newest one in this channel, whatever its thread."""
        row = await self._in.first(
            _LATEST_OF, customer_id=customer_id, platform=channel.platform, channel_id=channel.channel_id, limit=1
        )
        return conversation_from(row) if row else None

    async def of_customer(self, customer_id: str, limit: int) -> Sequence[Conversation]:
        """Newest first."""
        rows = await self._in.all(_ALL_OF, customer_id=customer_id, limit=limit)
        return [conversation_from(row) for row in rows]

    async def past_of(self, customer_id: str, limit: int) -> Sequence[PastConversation]:
        """The same, as far as they are told to whoever has another one."""
        rows = await self._in.all(_PAST_OF, customer_id=customer_id, limit=limit)
        return [PastConversation(*row) for row in rows]

    async def unfinished(self, agent: Person | None, limit: int) -> Sequence[Conversation]:
        """The open and snoozed ones this agent has, or nobody; newest first."""
        if agent is None:
            rows = await self._in.all(_UNFINISHED_OF_NOBODY, limit=limit)
        else:
            rows = await self._in.all(_UNFINISHED_OF, platform=agent.platform, user_id=agent.user_id, limit=limit)
        return [conversation_from(row) for row in rows]

    async def backstage(self, place: Place) -> Conversation | None:
        """The one whose backstage thread this is."""
        row = await self._in.first(
            _BACKSTAGE, platform=place.platform, channel_id=place.channel_id, thread_id=place.thread_id, limit=1
        )
        return conversation_from(row) if row else None

    async def lately(self, platform: str, since: datetime, limit: int) -> Sequence[Conversation]:
        """Those in which something was said since then, the latest first."""
        rows = await self._in.all(_SINCE, platform=platform, since=since, limit=limit)
        return [conversation_from(row) for row in rows]

    async def save(self, conversation: Conversation) -> None:
        """Insert or update."""
        await self._in.put(CONVERSATION, conversation_values(conversation))
