"""What the tables are made of: names of constraints, and the kinds of column that are ours."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Enum, ForeignKeyConstraint, Index, MetaData, literal_column
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from storage.times import UTCDateTime

METADATA = MetaData(
    naming_convention={
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


class Row(SQLModel, registry=registry(metadata=METADATA)):
    """Every row belongs to one workspace."""

    workspace_id: str = Field(primary_key=True)


def moment() -> Any:
    """A column that holds a time."""
    return Field(sa_type=UTCDateTime)


def one_of(words: type[StrEnum], name: str) -> Any:
    """A column that holds one of these words as text, and that the database checks."""
    values = [word.value for word in words]
    checked = Enum(
        words,
        name=name,
        length=20,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda _: values,
    )
    return Field(sa_type=checked)


def among(column: ColumnElement[Any], words: Iterable[StrEnum]) -> ColumnElement[bool]:
    """Whether the column holds one of these words, spelled out: only then is a partial index used."""
    return column.in_([literal_column(f"'{word}'") for word in words])


def belongs_to(table: str, column: str, referred: str = "id") -> ForeignKeyConstraint:
    """The row belongs to one of that table, at the latest when the transaction commits."""
    return ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{table}.workspace_id", f"{table}.{referred}"],
        deferrable=True,
        initially="DEFERRED",
    )


def index(name: str, first: str, *more: str, where: ColumnElement[bool] | None = None) -> Index:
    """An index within the workspace; a partial one holds only the rows of which `where` is true.

    Only a partial one starts with the workspace: SQLite believes that few rows have the same, and would read a
    whole workspace by any index that starts with it.
    """
    if where is None:
        return Index(name, first, "workspace_id", *more)
    return Index(name, "workspace_id", first, *more, sqlite_where=where, postgresql_where=where)
