"""When agents are there."""

from collections.abc import Iterable, Mapping

from sqlalchemy import and_, exists, tuple_

from bot.model.places import Person
from bot.model.presence import Presence
from storage.mapping import presence_from, presence_values
from storage.statements import rows_of
from storage.tables import PRESENCE
from storage.transaction import Transaction

c, away = PRESENCE.c, PRESENCE.alias("away").c


class SqlPresences:
    """`bot.ports.Presences` in a database."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    async def of(self, people: Iterable[Person]) -> Mapping[Person, Presence]:
        """What these, and those who stand in for them, said about their time; who said nothing is left out."""
        wanted = [(person.platform, person.user_id) for person in people]
        stands_in = exists().where(
            and_(
                away.workspace_id == c.workspace_id,
                tuple_(away.platform, away.user_id).in_(wanted),
                away.stand_in_platform == c.platform,
                away.stand_in_user_id == c.user_id,
            )
        )
        statement = rows_of(PRESENCE).where(tuple_(c.platform, c.user_id).in_(wanted) | stands_in)
        found = [presence_from(row) for row in await self._in.run(statement)] if wanted else []
        return {presence.person: presence for presence in found}

    async def save(self, presence: Presence) -> None:
        """Insert or update."""
        await self._in.put(PRESENCE, presence_values(presence))
