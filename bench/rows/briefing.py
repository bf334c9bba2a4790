"""What the briefing of the busiest customer is made of, against one statement that fetches the same."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from time import process_time

import aiosqlite
from sqlalchemy import Table

from bench.large import AGENT, BUSIEST, PLATFORM, SINCE, WORKSPACE, large_sqlite
from bench.row import Row, Sides
from bot.config import Settings
from bot.flows.situations import situation_of
from bot.model.conversations import PastConversation, PastMessage
from bot.model.places import Person
from bot.ports import Store
from bot.rules import plans
from bot.rules.situation import Situation
from storage.store import SqlStore
from storage.tables import CONVERSATION, MESSAGE, NOTE

_A_ROUND = 50  # times
_SETTINGS = Settings()
_ASKED = Person(PLATFORM, AGENT)

# What a briefing is made of, newest first, and how much of it; each row padded to as many columns as the widest has.
_PARTS = (
    (CONVERSATION, PastConversation._fields, "last_at", 10),
    (NOTE, NOTE.c.keys(), "at", 100),
    (MESSAGE, PastMessage._fields, "at", 200),
)
_WIDEST = max(len(columns) for _, columns, _, _ in _PARTS)


def _part(table: Table, fetched: Sequence[str], newest: str, limit: int) -> str:
    columns = ", ".join([f'"{column}"' for column in fetched] + ["NULL"] * (_WIDEST - len(fetched)))
    mine = f"SELECT {columns} FROM {table} WHERE workspace_id = :workspace AND customer_id = :customer"
    return f"SELECT * FROM ({mine} ORDER BY {newest} DESC LIMIT {limit})"


_ONE_STATEMENT = (
    f"SELECT customer.*, part.* FROM customer JOIN ({' UNION ALL '.join(_part(*each) for each in _PARTS)}) AS part"
    " WHERE customer.workspace_id = :workspace AND customer.id = :customer"
)
_ROWS = 10 + 20 + 200


@asynccontextmanager
async def _setting(run: Path) -> AsyncIterator[Sides]:
    file = await large_sqlite(run)
    store = await SqlStore.open(file, WORKSPACE)
    async with aiosqlite.connect(file, isolation_level=None) as raw:

        async def ours() -> float:
            began = process_time()
            for _ in range(_A_ROUND):
                assert len((await _situation(store)).past_messages) == 200
            return (process_time() - began) / _A_ROUND * 1000

        async def theirs() -> float:
            began = process_time()
            for _ in range(_A_ROUND):
                asked = {"workspace": WORKSPACE, "customer": BUSIEST}
                assert len(list(await raw.execute_fetchall(_ONE_STATEMENT, asked))) == _ROWS
            return (process_time() - began) / _A_ROUND * 1000

        yield Sides(ours, theirs)
    await store.close()


async def _situation(store: Store) -> Situation:
    async with store.begin(alone=False) as work:
        conversation, *_ = await work.conversations.of_customer(BUSIEST, 1)
        desk = _SETTINGS.front_desk(conversation.place)
        assert desk
        asked = plans.briefing(conversation, desk, "", SINCE, _ASKED)
        situation = await situation_of(asked, work, _SETTINGS, SINCE)
    assert situation
    return situation


ROWS = [
    Row(
        name="briefing",
        what="loading the briefing of a customer with 1,000 conversations and 5,000 messages, SQLite",
        against="one raw statement that fetches the same",
        unit="ms CPU",
        must=5,
        goal=2,
        setting=_setting,
    )
]
