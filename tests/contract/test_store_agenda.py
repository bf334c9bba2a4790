"""What every store must find of what one agent has to do."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.conversations import Conversation, Status
from bot.model.deliveries import Delivery, Kind, State
from bot.model.places import Audience, Person
from bot.ports import Store
from tests.contract.stores import HOUR, JONAS, NOW, STORES, conversation, delivery, opened, settle

KIM = Person("slack", "kim")


@pytest.fixture(params=STORES)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(request.param, tmp_path) as store:
        await settle(store)
        yield store


def had_by(agent: Person | None, name: str, status: Status = Status.OPEN, hours: int = 0) -> Conversation:
    return replace(conversation(name, last_at=NOW + hours * HOUR), agent=agent, status=status)


def reminder(key: str, to: Person, hours: int = 0, about: str = "mine") -> Delivery:
    return replace(delivery(key, due_at=NOW + hours * HOUR, kind=Kind.REMINDER, conversation_id=about), to=to)


def check_in(key: str, about: str, hours: int = 0) -> Delivery:
    due = NOW + hours * HOUR
    return delivery(key, due_at=due, kind=Kind.CHECK_IN, audience=Audience.CUSTOMER, conversation_id=about)


async def keep(store: Store, *conversations: Conversation, planned: tuple[Delivery, ...] = ()) -> None:
    async with store.begin() as work:
        for each in conversations:
            await work.conversations.save(each)
        await work.outbox.plan(planned)


async def test_an_agent_has_what_is_open_or_snoozed_newest_first(store: Store) -> None:
    mine = [had_by(JONAS, "old"), had_by(JONAS, "new", Status.SNOOZED, hours=1)]
    others = [had_by(JONAS, status.value, status) for status in (Status.RESOLVED, Status.DISMISSED, Status.MERGED)]
    await keep(store, *mine, *others, had_by(KIM, "hers"))
    async with store.begin() as work:
        assert await work.conversations.unfinished(JONAS, 5) == mine[::-1]
        assert await work.conversations.unfinished(JONAS, 1) == mine[1:]


async def test_what_nobody_has_taken_is_nobodys(store: Store) -> None:
    await keep(store, had_by(JONAS, "v1"), had_by(None, "free"), had_by(None, "done", Status.RESOLVED))
    async with store.begin() as work:
        assert [each.id for each in await work.conversations.unfinished(None, 5)] == ["free"]


async def test_the_agenda_holds_my_reminders_and_my_customers_follow_ups(store: Store) -> None:
    planned = (
        reminder("far off", JONAS, hours=900),
        check_in("mine today", "mine", hours=2),
        reminder("soon", JONAS, hours=1, about="hers"),
        reminder("hers", KIM),
        check_in("hers today", "hers"),
        check_in("mine later", "mine", hours=30),
    )
    await keep(store, had_by(JONAS, "mine", Status.RESOLVED), had_by(KIM, "hers"), planned=planned)
    async with store.begin() as work:
        agenda = await work.outbox.agenda(JONAS, NOW + 24 * HOUR, 5)
        assert [each.key for each in agenda] == ["soon", "mine today", "far off"]
        assert [each.key for each in await work.outbox.agenda(JONAS, NOW + 24 * HOUR, 1)] == ["soon"]


@pytest.mark.parametrize("state", [State.PAUSED, State.CANCELLED])
async def test_the_agenda_holds_what_is_paused_and_nothing_that_was_cancelled(store: Store, state: State) -> None:
    planned = check_in("check-in", "mine")
    await keep(store, had_by(JONAS, "mine", Status.RESOLVED), planned=(planned,))
    async with store.begin() as work:
        assert await work.outbox.change(replace(planned, state=state))
        agenda = await work.outbox.agenda(JONAS, NOW + HOUR, 5)
        assert [each.key for each in agenda] == ["check-in"] * (state is State.PAUSED)
