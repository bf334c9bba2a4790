"""What humans chose to remember."""

from collections.abc import Sequence

from sqlalchemy import bindparam

from bot.model.notes import Note
from storage.mapping import note_from, note_values
from storage.statements import Made, end_of, rows_of
from storage.tables import NOTE
from storage.transaction import Transaction

c = NOTE.c

_NOTE = Made(rows_of(NOTE).where(c.id == bindparam("id")))
_OF_CUSTOMER = Made(
    rows_of(NOTE).where(c.customer_id == bindparam("customer_id")).order_by(c.at.desc(), c.id.desc()).limit(100)
)
_END = Made(end_of(NOTE).where(c.id == bindparam("id")))


class SqlNotes:
    """`bot.ports.Notes` in a database."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    async def get(self, note_id: str) -> Note | None:
        """The note with this id."""
        row = await self._in.first(_NOTE, id=note_id)
        return note_from(row) if row else None

    async def of_customer(self, customer_id: str) -> Sequence[Note]:
        """Newest first, at most 100, expired ones too."""
        rows = await self._in.all(_OF_CUSTOMER, customer_id=customer_id)
        return [note_from(row) for row in rows]

    async def save(self, note: Note) -> None:
        """Insert or update."""
        await self._in.put(NOTE, note_values(note))

    async def forget(self, note_id: str) -> None:
        """Remove it; one that is gone already is no error."""
        await self._in.change(_END, id=note_id)
