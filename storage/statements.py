"""Statements that are made once: making one costs more than running it. What differs each time is given by name."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, TypeAlias, cast

from sqlalchemy import ColumnElement, Delete, Enum, Select, Table, Update, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import KeyedColumnElement
from sqlalchemy.types import TypeEngine

from storage.driver import Parameters
from storage.mapping import Row, Values

Insert: TypeAlias = sqlite.Insert | postgresql.Insert
Proposed: TypeAlias = ReadOnlyColumnCollection[str, KeyedColumnElement[Any]]  # the columns of a row to be put
Condition: TypeAlias = Callable[[Proposed], ColumnElement[bool]]
Change: TypeAlias = Callable[[Any], Any]  # of a value on its way to the driver, or from it

# The two databases write "insert or update" alike, but SQLAlchemy keeps a function for each.
_INSERT: dict[str, Callable[[Table], Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_WORKSPACE: ColumnElement[str] = bindparam("workspace")  # every transaction gives its own


def rows_of(table: Table) -> Select[Any]:
    """All rows of the workspace."""
    return select(table).where(table.c.workspace_id == _WORKSPACE)


def change_of(table: Table) -> Update:
    """A change to all rows of the workspace."""
    return update(table).where(table.c.workspace_id == _WORKSPACE)


def end_of(table: Table) -> Delete:
    """The end of all rows of the workspace."""
    return delete(table).where(table.c.workspace_id == _WORKSPACE)


@dataclass(frozen=True, slots=True)
class Spelt:
    """A statement as a driver reads it: what it is given, in its order, and what a row it finds becomes."""

    sql: str
    constants: Values
    given: Callable[[Values], tuple[Any, ...]]
    changed: tuple[tuple[int, Change], ...]  # of what is given
    row: Callable[[Iterable[Any]], Row]
    found: tuple[tuple[int, Change], ...]  # of a row

    def parameters(self, values: Values) -> Parameters:
        """These values and the constant ones, as the driver takes them."""
        given = list(self.given(self.constants | values if self.constants else values))
        for index, change in self.changed:
            given[index] = change(given[index])
        return given

    def row_from(self, found: Sequence[Any]) -> Row:
        """What the driver found, as we know it."""
        values = list(found)
        for index, change in self.found:
            values[index] = change(values[index])
        return self.row(values)


class Made:
    """A statement that is made once, and spelt once for each database and each set of columns it fills."""

    def __init__(self, statement: Select[Any] | Update | Delete | Insert) -> None:
        self._statement = statement
        self._spelt: dict[tuple[str, tuple[str, ...]], Spelt] = {}

    def spelt(self, dialect: Dialect, columns: tuple[str, ...]) -> Spelt:
        """For this dialect, filling these columns besides those it names itself."""
        spelt = self._spelt.get((dialect.name, columns))
        if spelt is None:
            spelt = self._spelt[dialect.name, columns] = _spelt(self._statement, dialect, columns)
        return spelt


@cache
def put(dialect: str, table: Table, if_: Condition | None = None) -> Made:
    """Insert a row, or give the one with the same primary key its values; with a condition, only if that is true."""
    insert = _INSERT[dialect](table).inline()
    key = table.primary_key.columns
    changed = {column.name: insert.excluded[column.name] for column in table.c if column.name not in key}
    where = if_(insert.excluded) if if_ else None
    return Made(insert.on_conflict_do_update(index_elements=key, set_=changed, where=where))


@cache
def add(dialect: str, table: Table) -> Made:
    """Insert a row unless something unique in it is taken."""
    return Made(_INSERT[dialect](table).inline().on_conflict_do_nothing())


def _spelt(statement: Select[Any] | Update | Delete | Insert, dialect: Dialect, filled: tuple[str, ...]) -> Spelt:
    compiled = statement.compile(dialect=dialect, column_keys=filled)
    names = tuple(compiled.positiontup or ())
    writing = [_writing(compiled.binds[name].type, dialect) for name in names]
    columns = statement.exported_columns
    results = [_reading(column.type, dialect) for column in columns]
    return Spelt(
        sql=str(compiled),
        constants={name: value for name, value in compiled.params.items() if name not in filled},
        given=_taking(names),
        changed=tuple((index, change) for index, change in enumerate(writing) if change),
        row=_shaped(tuple(str(column.key) for column in columns)),
        found=tuple((index, change) for index, change in enumerate(results) if change),
    )


@cache
def _shaped(columns: tuple[str, ...]) -> Callable[[Iterable[Any]], Row]:
    shape: Any = namedtuple("shape", columns)  # type: ignore[misc]
    return cast(Callable[[Iterable[Any]], Row], shape._make)


def _taking(names: tuple[str, ...]) -> Callable[[Values], tuple[Any, ...]]:
    """What stands under these names."""
    if len(names) > 1:
        return itemgetter(*names)  # of one name it would take the value itself
    return lambda values: tuple(values[name] for name in names)


def _writing(kind: TypeEngine[Any], dialect: Dialect) -> Change | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reading(kind: TypeEngine[Any], dialect: Dialect) -> Change | None:
    if isinstance(kind, Enum) and kind.enum_class:
        return {None: None, **{word.value: word for word in kind.enum_class}}.__getitem__
    return kind.dialect_impl(dialect).result_processor(dialect, None)
