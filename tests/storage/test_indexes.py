"""No question that is asked all the time reads a whole table."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.model.deliveries import Kind
from bot.model.places import dm
from bot.ports import Work
from storage.columns import METADATA
from storage.sqlite_driver import SqliteDriver
from storage.store import SqlStore
from tests.contract.stores import AMINA, BACKSTAGE, DESK, JONAS, LEASE, NOW, THREAD, delivery
from tests.sqlite import with_tables

SMALL = (
    "ix_delivery_upcoming",
    "ix_delivery_watched",
    "ix_delivery_in_flight",
    "ix_profile_staff",
)  # indexes of few rows
IN_ORDER = ("ix_delivery_decided",)  # read in its order, up to a limit

Asked = list[tuple[str, Any]]
Ask = Callable[[SqliteDriver, str, Any], Awaitable[Any]]

QUESTIONS: dict[str, Callable[[Work], Awaitable[object]]] = {
    "who wrote": lambda work: work.people.profile(AMINA),
    "which customer": lambda work: work.people.customer_of(AMINA),
    "who helps": lambda work: work.people.staff(),
    "which accounts": lambda work: work.people.identities("c1"),
    "which thread": lambda work: work.conversations.at(THREAD),
    "which channel": lambda work: work.conversations.at(DESK),
    "which conversation lately": lambda work: work.conversations.latest_of("c1", DESK),
    "which backstage thread": lambda work: work.conversations.backstage(BACKSTAGE),
    "what they have": lambda work: work.conversations.unfinished(JONAS, 20),
    "what nobody has": lambda work: work.conversations.unfinished(None, 20),
    "earlier conversations": lambda work: work.conversations.of_customer("c1", 5),
    "what came before": lambda work: work.conversations.past_of("c1", 5),
    "which message": lambda work: work.messages.get(DESK, "m1"),
    "what was said here": lambda work: work.messages.of_conversation("v1", 50),
    "what they ever said": lambda work: work.messages.of_customer("c1", 300),
    "move what was said": lambda work: work.messages.move("v1", "v2"),
    "history: which messages": lambda work: work.past.messages([("slack", "help", "m1"), ("slack", "help", "m2")]),
    "history: who wrote": lambda work: work.past.profiles([AMINA, JONAS]),
    "history: which customers": lambda work: work.past.customers([AMINA, JONAS]),
    "history: which conversations": lambda work: work.past.conversations(["v1", "v2"]),
    "history: which channels": lambda work: work.past.latest_of(["c1", "c2"], DESK, NOW),
    "history: which threads": lambda work: work.past.at([THREAD, dm(AMINA)], NOW),
    "notes": lambda work: work.notes.of_customer("c1"),
    "claim": lambda work: work.outbox.claim("me", NOW, NOW, LEASE, 9, {"slack": timedelta(seconds=1)}),
    "save": lambda work: work.outbox.save(delivery("d1")),
    "change": lambda work: work.outbox.change(delivery("d1")),
    "again": lambda work: work.outbox.again("occasion", NOW),
    "cancel": lambda work: work.outbox.cancel("v1", [Kind.REMINDER], "resolved"),
    "stop": lambda work: work.outbox.cancel_for_customer("c1", [Kind.CHECK_IN], "stop"),
    "take back": lambda work: work.outbox.take_back("c1", [Kind.CHECK_IN], "d1"),
    "what is planned here": lambda work: work.outbox.of_conversation("v1"),
    "contacts": lambda work: work.outbox.contacts("c1", NOW),
    "when next": lambda work: work.outbox.next_due(NOW),
    "when to try": lambda work: work.outbox.next_attempt(NOW, NOW),
    "what to sweep": lambda work: work.outbox.unswept("slack", NOW, 20),
    "what is held": lambda work: work.outbox.held(Kind.ROOT, "why", 5),
    "what comes": lambda work: work.outbox.upcoming(20),
    "what comes for them": lambda work: work.outbox.agenda(JONAS, NOW, 20),
    "how it stands": lambda work: work.outbox.backlog(NOW, NOW),
    "what was decided": lambda work: work.outbox.decided(20),
    "which names": lambda work: work.people.names(["c1", "c2"]),
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    """Every statement that is sent to a database, on whichever way."""
    statements: Asked = []

    def note(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            statements.append((statement, parameters))

    def noting(ask: Ask) -> Ask:
        async def noted(driver: SqliteDriver, sql: str, parameters: Any) -> Any:
            note(None, None, sql, parameters)
            return await ask(driver, sql, parameters)

        return noted

    monkeypatch.setattr(SqliteDriver, "find", noting(SqliteDriver.find))
    monkeypatch.setattr(SqliteDriver, "change", noting(SqliteDriver.change))
    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("question", QUESTIONS)
async def test_no_table_is_read_from_end_to_end(question: str, tmp_path: Path, asked: Asked) -> None:
    store = await SqlStore.open(with_tables(tmp_path / "new.db"), "ours")
    asked.clear()
    async with store.begin() as work:
        await QUESTIONS[question](work)
    await store.close()
    steps = [step for statement, parameters in asked for step in plan(tmp_path / "new.db", statement, parameters)]
    assert steps
    assert not [step for step in steps if reads_a_whole_table(step)]


@pytest.mark.parametrize(
    "question", ["which thread", "earlier conversations", "what they ever said", "when next", "what was decided"]
)
async def test_what_is_asked_most_is_answered_in_the_order_of_an_index(
    question: str, tmp_path: Path, asked: Asked
) -> None:
    store = await SqlStore.open(with_tables(tmp_path / "new.db"), "ours")
    asked.clear()
    async with store.begin() as work:
        await QUESTIONS[question](work)
    await store.close()
    steps = [step for statement, parameters in asked for step in plan(tmp_path / "new.db", statement, parameters)]
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps


def plan(file: Path, statement: str, parameters: Any) -> list[str]:
    """The steps in which SQLite would answer this."""
    with closing(sqlite3.connect(file)) as database:
        return [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]


def reads_a_whole_table(step: str) -> bool:
    """Whether the step goes through all rows of a table, or all of a workspace's."""
    verb, what, *_ = step.split()
    if verb == "SEARCH":
        return step.endswith("(workspace_id=?)") and not any(name in step for name in (*SMALL, *IN_ORDER))
    return verb == "SCAN" and what in {*METADATA.tables, "other"}
