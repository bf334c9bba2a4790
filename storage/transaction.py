"""One transaction as the repositories see it: statements over the rows of one workspace."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Delete, Executable, Row, Select, Table, Update, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from storage.mapping import Values

Insert: TypeAlias = sqlite.Insert | postgresql.Insert

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

    async def put(self, table: Table, row: Values) -> None:
        """Insert this row, or give the one with the same primary key these values."""
        await self.change(_put(self._dialect, table), {"workspace_id": self.workspace, **row})

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
def _put(dialect: str, table: Table) -> Insert:
    insert = _INSERT[dialect](table)
    key = table.primary_key.columns
    changed = {column.name: insert.excluded[column.name] for column in table.c if column.name not in key}
    return insert.on_conflict_do_update(index_elements=key, set_=changed)


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
