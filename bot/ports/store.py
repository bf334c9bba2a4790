"""Transactions, and everything one may read and write."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.ports.outbox import Outbox
from bot.ports.repositories import Conversations, Messages, Notes, Past, People, Presences, Unheard


class Work(Protocol):
    """Everything one transaction may read and write."""

    @property
    def people(self) -> People: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def messages(self) -> Messages: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def presences(self) -> Presences: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def unheard(self) -> Unheard: ...
    @property
    def past(self) -> Past: ...
    async def first_time(self, key: str, at: datetime) -> bool:
        """True once per key."""

    async def beat(self, name: str, at: datetime) -> None:
        """Note that this part of the program is alive (real time)."""

    async def beats(self) -> Mapping[str, datetime]:
        """When each part was last alive."""

    async def remembered(self, name: str) -> str | None:
        """A small thing kept under this name, such as how far a channel was read."""

    async def keep(self, name: str, value: str) -> None: ...
    async def hold(self, name: str, owner: str, at: datetime, until: datetime) -> datetime | None:
        """Do what only one process may do until then (real time), or go on with it.

        None when nobody else does it at this time; otherwise until when somebody else does.
        """

    async def let_go(self, name: str, owner: str) -> None:
        """Leave it to others, if it is this owner who does it."""


class Store(Protocol):
    """Where everything is written down."""

    def begin(self, *, alone: bool = True, lasting: bool = True) -> AbstractAsyncContextManager[Work]:
        """One transaction: commits on a clean exit, rolls back on any exception. Never held across a chat's call.

        Those that are alone never overlap in a workspace, in whatever process: what one has read stays true until
        what follows from it is written. Not alone are those that only look, and those whose statements each hold
        by themselves, such as claiming and saving what was claimed: they wait for nobody.

        Not lasting are those that only look, and those that are simply done over when they were lost: they may come
        back before they are on the disk, and be lost with the process or by a failing disk. Nothing that came later
        reaches the disk before them; what builds on a claim that a failing disk lost is refused by the claim's name.
        """
