"""One transaction as the repositories see it: statements over the rows of one workspace."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Delete, Executable, Row, Select, Table, Update, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import KeyedColumnElement
from sqlalchemy.types import TypeEngine

from storage.mapping import Values

Insert: TypeAlias = sqlite.Insert | postgresql.Insert
Proposed: TypeAlias = ReadOnlyColumnCollection[str, KeyedColumnElement[Any]]  # the columns of a row to be put
Condition: TypeAlias = Callable[[Proposed], ColumnElement[bool]]

Make: TypeAlias = Callable[[str, Table], Insert]
Stored: TypeAlias = Callable[[Any], Any]  # how a value is given to the driver

# The two databases write "insert or update" alike, but SQLAlchemy keeps a function for each.
_INSERT: dict[str, Callable[[Table], Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Transaction:
    """A connection inside a transaction. Every statement it makes is about its workspace only."""

    def __init__(self, connection: AsyncConnection, workspace: str) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name
        self.workspace = workspace

    @property
    def is_shared(self) -> bool:
        """Whether other transactions change rows of this database at the same time."""
        return self._dialect == "postgresql"

    async def take_turn(self, what: str) -> None:
        """Wait until no other transaction of the workspace that took this turn is under way."""
        if self.is_shared:
            turn = func.hashtextextended(f"unhurried {what} {self.workspace}", 0)
            await self._connection.execute(select(func.pg_advisory_xact_lock(turn)))

    def select(self, table: Table) -> Select[Any]:
        """All rows of the table."""
        return select(table).where(table.c.workspace_id == self.workspace)

    def update(self, table: Table) -> Update:
        """A change to all rows of the table."""
        return update(table).where(table.c.workspace_id == self.workspace)

    def delete(self, table: Table) -> Delete:
        """The end of all rows of the table."""
        return delete(table).where(table.c.workspace_id == self.workspace)

    async def first(self, statement: Executable) -> Row[Any] | None:
        """The first row, if there is one."""
        return (await self._connection.execute(statement)).first()

    async def all(self, statement: Executable) -> Sequence[Row[Any]]:
        """All rows."""
        return (await self._connection.execute(statement)).all()

    async def change(self, statement: Executable, values: Values | None = None) -> int:
        """Give the rows these values, when there are some; says how many rows the statement was about."""
        return (await self._connection.execute(statement, values)).rowcount

    async def put(self, table: Table, row: Values, if_: Condition | None = None) -> bool:
        """Insert this row, or give the one with the same primary key these values; says whether it did.

        With a condition, one that is there is changed only if this is true of it.
        """
        return await self.change(_put(self._dialect, table, if_), {"workspace_id": self.workspace, **row}) == 1

    async def add(self, table: Table, row: Values) -> bool:
        """Insert this row unless something unique in it is taken; says whether it was inserted."""
        return await self.change(_add(self._dialect, table), {"workspace_id": self.workspace, **row}) == 1

    async def put_all(self, table: Table, rows: Iterable[Values]) -> None:
        """`put` for many rows."""
        await self._many(_put, table, rows)

    async def add_all(self, table: Table, rows: Iterable[Values]) -> None:
        """`add` for many rows."""
        await self._many(_add, table, rows)

    async def _many(self, make: Make, table: Table, rows: Iterable[Values]) -> None:
        sql, columns = _spelt(self._connection.dialect, make, table)
        values = [
            tuple(self.workspace if name == "workspace_id" else stored(row[name]) for name, stored in columns)
            for row in rows
        ]
        if values:
            await self._connection.exec_driver_sql(sql, values)


# All are kept, because making them costs more than running them.


@cache
def _put(dialect: str, table: Table, if_: Condition | None = None) -> Insert:
    insert = _INSERT[dialect](table)
    key = table.primary_key.columns
    changed = {column.name: insert.excluded[column.name] for column in table.c if column.name not in key}
    where = if_(insert.excluded) if if_ else None
    return insert.on_conflict_do_update(index_elements=key, set_=changed, where=where)


@cache
def _add(dialect: str, table: Table) -> Insert:
    return _INSERT[dialect](table).on_conflict_do_nothing()


@lru_cache(100)
def _spelt(dialect: Dialect, make: Make, table: Table) -> tuple[str, list[tuple[str, Stored]]]:
    """The statement as the driver reads it, and what it wants: many rows are given to it without a detour."""
    compiled = make(dialect.name, table).compile(dialect=dialect)
    return str(compiled), [(name, _stored(table.c[name].type, dialect)) for name in compiled.positiontup or ()]


def _stored(kind: TypeEngine[Any], dialect: Dialect) -> Stored:
    return kind.dialect_impl(dialect).bind_processor(dialect) or (lambda value: value)
