"""All conversations. The newest is the one in which something was said last."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select

from bot.model.conversations import Conversation, Status
from bot.model.places import Place
from storage.mapping import conversation_from, conversation_values
from storage.tables import CONVERSATION
from storage.transaction import Transaction

GONE = (Status.DISMISSED, Status.MERGED)  # only found by `get`

c = CONVERSATION.c


class SqlConversations:
    """`bot.ports.Conversations` in a database."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    async def get(self, conversation_id: str) -> Conversation | None:
        """The one with this id, whatever became of it."""
        row = await self._in.first(self._in.select(CONVERSATION).where(c.id == conversation_id))
        return conversation_from(row) if row else None

    async def at(self, place: Place) -> Conversation | None:
        """The newest one in exactly this place (thread, or DM)."""
        row = await self._in.first(
            self._newest_first(
                c.platform == place.platform,
                c.channel_id == place.channel_id,
                c.thread_id == place.thread_id,
            ).limit(1)
        )
        return conversation_from(row) if row else None

    async def latest_of(self, customer_id: str, channel: Place) -> Conversation | None:
        """The customer's newest one in this channel, whatever its thread."""
        row = await self._in.first(
            self._newest_first(
                c.customer_id == customer_id,
                c.platform == channel.platform,
                c.channel_id == channel.channel_id,
            ).limit(1)
        )
        return conversation_from(row) if row else None

    async def of_customer(self, customer_id: str, limit: int) -> Sequence[Conversation]:
        """Newest first."""
        rows = await self._in.all(self._newest_first(c.customer_id == customer_id).limit(limit))
        return [conversation_from(row) for row in rows]

    async def backstage(self, place: Place) -> Conversation | None:
        """The one whose backstage thread this is."""
        row = await self._in.first(
            self._newest_first(
                c.backstage_platform == place.platform,
                c.backstage_channel_id == place.channel_id,
                c.backstage_thread_id == place.thread_id,
            ).limit(1)
        )
        return conversation_from(row) if row else None

    async def places(self, platform: str, since: datetime, limit: int) -> Sequence[Place]:
        """The threads and DMs in which something was said since then, the latest first.

        In a flat channel people answer in the thread below the first message.
        """
        rows = await self._in.all(self._newest_first(c.platform == platform, c.last_at >= since).limit(limit))
        conversations = [conversation_from(row) for row in rows]
        return [
            each.place
            if each.place.is_dm or each.place.thread_id
            else replace(each.place, thread_id=each.opening_message_id)
            for each in conversations
        ]

    async def save(self, conversation: Conversation) -> None:
        """Insert or update."""
        await self._in.put(CONVERSATION, conversation_values(conversation))

    def _newest_first(self, *which: ColumnElement[bool]) -> Select[Any]:
        return (
            self._in.select(CONVERSATION)
            .where(*which, c.status.not_in(GONE))
            .order_by(c.last_at.desc(), c.opened_at.desc(), c.id.desc())
        )
