"""What could not be heard because of a defect of ours."""

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import bindparam, func

from bot.model.unheard import UnheardEvent
from storage.statements import Made, end_of, rows_of
from storage.tables import UNHEARD
from storage.transaction import Transaction

c = UNHEARD.c
_OF_OTHER_VERSIONS = Made(
    rows_of(UNHEARD).where(c.version != bindparam("version")).order_by(c.at, c.key).limit(bindparam("limit"))
)
_END = Made(end_of(UNHEARD).where(c.key == bindparam("key")))
_COUNT = Made(rows_of(UNHEARD).with_only_columns(func.count().label("number")))
_FIELDS = tuple(field.name for field in fields(UnheardEvent))


class SqlUnheard:
    """`bot.ports.Unheard` in a database."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    async def save(self, event: UnheardEvent) -> None:
        """Insert or update."""
        await self._in.put(UNHEARD, {name: getattr(event, name) for name in _FIELDS})

    async def of_other_versions(self, version: str, limit: int) -> Sequence[UnheardEvent]:
        """What this version has not tried to hear, oldest first."""
        rows = await self._in.all(_OF_OTHER_VERSIONS, version=version, limit=limit)
        return [UnheardEvent(**{name: getattr(row, name) for name in _FIELDS}) for row in rows]

    async def forget(self, key: str) -> None:
        """It has been heard; one that is gone already is no error."""
        await self._in.change(_END, key=key)

    async def count(self) -> int:
        """How many there are."""
        row = await self._in.first(_COUNT)
        return row.number if row else 0
