"""Statements on a straight way to the driver: SQLAlchemy spells them, but asking it each time costs more than they."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from sqlalchemy.engine import Dialect

Parameters = Sequence[Any]
Found = Sequence[Sequence[Any]]


class Driver(Protocol):
    """A connection inside of a transaction."""

    async def find(self, sql: str, parameters: Parameters = ()) -> Found:
        """The rows."""

    async def change(self, sql: str, parameters: Parameters) -> int:
        """How many rows the statement was about."""

    async def change_all(self, sql: str, rows: Iterable[Parameters]) -> None:
        """The same statement for each."""


class Connections(Protocol):
    """How a process has transactions in one database."""

    @property
    def dialect(self) -> Dialect:
        """How statements are spelt there."""

    @property
    def is_shared(self) -> bool:
        """Whether other transactions change rows at the same time."""

    def transaction(self, *, lasting: bool = True) -> AbstractAsyncContextManager[Driver]:
        """Commits on a clean exit, rolls back on any exception.

        One that is not lasting may come back before it is on the disk: no lasting one reaches it earlier. A task
        cancelled while it commits or rolls back does so to the end.
        """

    async def close(self) -> None:
        """Let go of the database, once the transactions that are under way have ended."""
