"""When agents are there."""

from collections.abc import Iterable, Mapping
from itertools import chain

from sqlalchemy import ColumnElement, and_, bindparam, exists

from bot.model.places import Person
from bot.model.presence import Presence
from storage.mapping import presence_from, presence_values
from storage.statements import Made, rows_of
from storage.tables import PRESENCE
from storage.transaction import Transaction

c, away = PRESENCE.c, PRESENCE.alias("away").c
_PLATFORM: ColumnElement[str] = bindparam("platform")
_USER: ColumnElement[str] = bindparam("user_id")
_stands_in = exists().where(
    away.workspace_id == c.workspace_id,
    away.platform == _PLATFORM,
    away.user_id == _USER,
    away.stand_in_platform == c.platform,
    away.stand_in_user_id == c.user_id,
)
_OF = Made(rows_of(PRESENCE).where(and_(c.platform == _PLATFORM, c.user_id == _USER) | _stands_in))


class SqlPresences:
    """`bot.ports.Presences` in a database."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    async def of(self, people: Iterable[Person]) -> Mapping[Person, Presence]:
        """What these, and those who stand in for them, said about their time; who said nothing is left out."""
        rows = [await self._in.all(_OF, platform=person.platform, user_id=person.user_id) for person in people]
        found = map(presence_from, chain.from_iterable(rows))
        return {presence.person: presence for presence in found}

    async def save(self, presence: Presence) -> None:
        """Insert or update."""
        await self._in.put(PRESENCE, presence_values(presence))
