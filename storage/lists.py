"""Whether a column holds one of a list's values, as one parameter however long the list is."""

from typing import Any

from sqlalchemy import JSON, BindParameter, ColumnElement, String, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class _AnyOf(ColumnElement[bool]):
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], given: BindParameter[Any]) -> None:
        self.column, self.given = column, given


def any_of(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """True when the column's text is in the list that is given by this name; a list of a thousand is read at once."""
    return _AnyOf(column, bindparam(name, type_=ARRAY(String).with_variant(JSON(), "sqlite")))


@compiles(_AnyOf, "sqlite")
def _in_sqlite(element: _AnyOf, compiler: SQLCompiler, **how: Any) -> str:
    column, given = compiler.process(element.column, **how), compiler.process(element.given, **how)
    return f"{column} IN (SELECT value FROM json_each({given}))"


@compiles(_AnyOf, "postgresql")
def _in_postgres(element: _AnyOf, compiler: SQLCompiler, **how: Any) -> str:
    column, given = compiler.process(element.column, **how), compiler.process(element.given, **how)
    return f"{column} = ANY ({given})"
