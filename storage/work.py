"""Everything the bot may read and write in one transaction."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam

from storage.repositories.conversations import SqlConversations
from storage.repositories.messages import SqlMessages
from storage.repositories.notes import SqlNotes
from storage.repositories.outbox import SqlOutbox
from storage.repositories.past import SqlPast
from storage.repositories.people import SqlPeople
from storage.repositories.presences import SqlPresences
from storage.repositories.unheard import SqlUnheard
from storage.statements import Made, Proposed, end_of, rows_of
from storage.tables import HEARD, HEARTBEAT, KEEPSAKE, LEASE
from storage.transaction import Transaction

_BEATS = Made(rows_of(HEARTBEAT))
_KEPT = Made(rows_of(KEEPSAKE).where(KEEPSAKE.c.name == bindparam("name")))
_HELD = Made(rows_of(LEASE).where(LEASE.c.name == bindparam("name")))
_LET_GO = Made(end_of(LEASE).where(LEASE.c.name == bindparam("name"), LEASE.c.owner == bindparam("owner")))


class SqlWork:
    """`bot.ports.Work` in a database: the repositories, and what the program remembers about itself."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self.people = SqlPeople(transaction)
        self.conversations = SqlConversations(transaction)
        self.messages = SqlMessages(transaction)
        self.notes = SqlNotes(transaction)
        self.presences = SqlPresences(transaction)
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
        return {row.name: row.at for row in await self._in.all(_BEATS)}

    async def remembered(self, name: str) -> str | None:
        """A small thing kept under this name, such as how far a channel was read."""
        row = await self._in.first(_KEPT, name=name)
        return row.value if row else None

    async def keep(self, name: str, value: str) -> None:
        """Keep this under the name, in place of what was there."""
        await self._in.put(KEEPSAKE, {"name": name, "value": value})

    async def hold(self, name: str, owner: str, at: datetime, until: datetime) -> datetime | None:
        """Do what only one may do until then, or go on with it; None, or until when somebody else does it."""
        if await self._in.put(LEASE, {"name": name, "owner": owner, "at": at, "until": until}, _ours_or_over):
            return None
        row = await self._in.first(_HELD, name=name)
        return row.until if row else at

    async def let_go(self, name: str, owner: str) -> None:
        """Leave it to others, if it is this owner who does it."""
        await self._in.change(_LET_GO, name=name, owner=owner)


def _ours_or_over(lease: Proposed) -> ColumnElement[bool]:
    return (LEASE.c.owner == lease.owner) | (LEASE.c.until <= lease.at)
