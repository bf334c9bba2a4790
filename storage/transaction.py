"""One transaction as the repositories see it: statements over the rows of one workspace."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Table
from sqlalchemy.engine import Dialect

from storage.driver import Driver, Parameters
from storage.mapping import Row, Values
from storage.statements import Condition, Made, Spelt, add, put

_TURN = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"
_Make: TypeAlias = Callable[[str, Table], Made]


class Transaction:
    """What a driver is asked. Every statement is about one workspace only.

    `is_shared` says whether other transactions change rows of this database at the same time.
    """

    def __init__(self, driver: Driver, dialect: Dialect, is_shared: bool, workspace: str) -> None:
        self._driver, self._dialect = driver, dialect
        self.is_shared, self.workspace = is_shared, workspace

    async def take_turn(self, what: str) -> None:
        """Wait until no other transaction of the workspace that took this turn is under way."""
        if self.is_shared:
            await self._driver.find(_TURN, (f"unhurried {what} {self.workspace}",))

    async def first(self, made: Made, **values: Any) -> Row | None:
        """The first row, if there is one."""
        rows = await self.all(made, **values)
        return rows[0] if rows else None

    async def all(self, made: Made, **values: Any) -> Sequence[Row]:
        """All rows."""
        spelt, parameters = self._ready(made, {}, values)
        return [spelt.row_from(row) for row in await self._driver.find(spelt.sql, parameters)]

    async def change(self, made: Made, row: Values | None = None, **values: Any) -> int:
        """Give the rows what this one has, if it is given; says how many rows the statement was about."""
        spelt, parameters = self._ready(made, row or {}, values)
        return await self._driver.change(spelt.sql, parameters)

    async def put(self, table: Table, row: Values, if_: Condition | None = None) -> bool:
        """Insert this row, or give the one with the same primary key these values; says whether it did.

        With a condition, one that is there is changed only if this is true of it.
        """
        return await self.change(put(self._dialect.name, table, if_), {"workspace_id": self.workspace, **row}) == 1

    async def add(self, table: Table, row: Values) -> bool:
        """Insert this row unless something unique in it is taken; says whether it was inserted."""
        return await self.change(add(self._dialect.name, table), {"workspace_id": self.workspace, **row}) == 1

    async def put_all(self, table: Table, rows: Iterable[Values]) -> None:
        """`put` for many rows."""
        await self._many(put, table, rows)

    async def add_all(self, table: Table, rows: Iterable[Values]) -> None:
        """`add` for many rows."""
        await self._many(add, table, rows)

    async def _many(self, make: _Make, table: Table, rows: Iterable[Values]) -> None:
        spelt = make(self._dialect.name, table).spelt(self._dialect, tuple(table.c.keys()))
        values = [spelt.parameters({"workspace_id": self.workspace, **row}) for row in rows]
        if values:
            await self._driver.change_all(spelt.sql, values)

    def _ready(self, made: Made, row: Values, values: Values) -> tuple[Spelt, Parameters]:
        spelt = made.spelt(self._dialect, tuple(row))
        return spelt, spelt.parameters({"workspace": self.workspace, **row, **values})
