"""Everything the bot may read and write in one transaction."""

from collections.abc import Mapping
from datetime import datetime

from storage.repositories.conversations import SqlConversations
from storage.repositories.messages import SqlMessages
from storage.repositories.notes import SqlNotes
from storage.repositories.outbox import SqlOutbox
from storage.repositories.past import SqlPast
from storage.repositories.people import SqlPeople
from storage.repositories.unheard import SqlUnheard
from storage.tables import HEARD, HEARTBEAT, KEEPSAKE
from storage.transaction import Transaction


class SqlWork:
    """`bot.ports.Work` in a database: the repositories, and what the program remembers about itself."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self.people = SqlPeople(transaction)
        self.conversations = SqlConversations(transaction)
        self.messages = SqlMessages(transaction)
        self.notes = SqlNotes(transaction)
        self.outbox = SqlOutbox(transaction)
        self.unheard = SqlUnheard(transaction)
        self.past = SqlPast(transaction)

    async def first_time(self, key: str, at: datetime) -> bool:
        """True once per key."""
        return await self._in.add(HEARD, {"key": key, "at": at})

    async def beat(self, name: str, at: datetime) -> None:
        """Note that this part of the program is alive (real time)."""
        await self._in.put(HEARTBEAT, {"name": name, "at": at})

    async def beats(self) -> Mapping[str, datetime]:
        """When each part was last alive."""
        return {row.name: row.at for row in await self._in.all(self._in.select(HEARTBEAT))}

    async def remembered(self, name: str) -> str | None:
        """A small thing kept under this name, such as how far a channel was read."""
        row = await self._in.first(self._in.select(KEEPSAKE).where(KEEPSAKE.c.name == name))
        return row.value if row else None

    async def keep(self, name: str, value: str) -> None:
        """Keep this under the name, in place of what was there."""
        await self._in.put(KEEPSAKE, {"name": name, "value": value})
