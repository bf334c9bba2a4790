"""What people said at the front desk."""

from collections.abc import Sequence

from sqlalchemy import bindparam

from bot.model.conversations import Message, PastMessage
from bot.model.people import Role
from bot.model.places import Place
from storage.columns import among
from storage.mapping import message_from, message_values
from storage.statements import Made, change_of, rows_of
from storage.tables import MESSAGE
from storage.transaction import Transaction

c = MESSAGE.c

_NEWEST_FIRST = (c.at.desc(), c.message_id.desc())

_MESSAGE = Made(
    rows_of(MESSAGE).where(
        c.platform == bindparam("platform"),
        c.channel_id == bindparam("channel_id"),
        c.message_id == bindparam("message_id"),
    )
)
_OF_CONVERSATION = Made(
    rows_of(MESSAGE)
    .where(c.conversation_id == bindparam("conversation_id"))
    .order_by(*_NEWEST_FIRST)
    .limit(bindparam("limit"))
)
_OF_CUSTOMER = Made(
    rows_of(MESSAGE)
    .with_only_columns(*(c[name] for name in PastMessage._fields))
    .where(c.customer_id == bindparam("customer_id"), ~among(c.role, [Role.STAFF]), c.deleted_at.is_(None))
    .order_by(*_NEWEST_FIRST)
    .limit(bindparam("limit"))
)
_MOVE = Made(change_of(MESSAGE).where(c.conversation_id == bindparam("moved")).values(conversation_id=bindparam("to")))


class SqlMessages:
    """`bot.ports.Messages` in a database."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    async def get(self, place: Place, message_id: str) -> Message | None:
        """By its channel and id; the thread may differ."""
        row = await self._in.first(
            _MESSAGE, platform=place.platform, channel_id=place.channel_id, message_id=message_id
        )
        return message_from(row) if row else None

    async def save(self, message: Message) -> None:
        """Insert or update."""
        await self._in.put(MESSAGE, message_values(message))

    async def of_conversation(self, conversation_id: str, limit: int) -> Sequence[Message]:
        """The newest ones, oldest of them first."""
        rows = await self._in.all(_OF_CONVERSATION, conversation_id=conversation_id, limit=limit)
        return [message_from(row) for row in reversed(rows)]

    async def of_customer(self, customer_id: str, limit: int) -> Sequence[PastMessage]:
        """What the customer said, newest first, without deleted ones."""
        rows = await self._in.all(_OF_CUSTOMER, customer_id=customer_id, limit=limit)
        return [PastMessage(*row) for row in rows]

    async def move(self, from_conversation: str, to_conversation: str) -> None:
        """All of one conversation's messages become the other's."""
        await self._in.change(_MOVE, moved=from_conversation, to=to_conversation)
