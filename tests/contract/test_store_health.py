"""What every store must tell about how it stands, and keep of what could not be heard."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.deliveries import Kind, State
from bot.model.health import Backlog
from bot.model.unheard import UnheardEvent
from bot.ports import Store
from tests.contract.stores import HOUR, LEASE, NOW, SECOND, STORES, conversation, customer, delivery, opened

NOTHING = Backlog(counts={}, first_due_at=None, stuck=0)


@pytest.fixture(params=STORES)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def store(kind: str, tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(kind, tmp_path) as store:
        async with store.begin() as work:
            await work.people.save(customer())
            await work.conversations.save(conversation())
        yield store


async def backlog(store: Store) -> Backlog:
    async with store.begin() as work:
        return await work.outbox.backlog(NOW, NOW)


async def becomes(store: Store, key: str, state: State) -> None:
    """Let this one, claimed alone, end in this state."""
    async with store.begin() as work:
        [claimed] = await work.outbox.claim("me", NOW, NOW, LEASE, 1, {})
        assert claimed.key == key
        assert await work.outbox.save(replace(claimed, state=state, lease_until=NOW + LEASE))


def unheard(key: str, version: str = "1", seconds: int = 0) -> UnheardEvent:
    return UnheardEvent(
        key=key, event={"event": "Wink", "deep": {"é": None}}, at=NOW + seconds * SECOND, version=version, defect="E"
    )


async def test_an_empty_outbox(store: Store) -> None:
    assert await backlog(store) == NOTHING


async def test_what_is_due_is_counted_by_kind_with_the_earliest(store: Store) -> None:
    async with store.begin() as work:
        await work.outbox.plan([delivery("a", due_at=NOW - SECOND), delivery("b", due_at=NOW - HOUR)])
        await work.outbox.plan([delivery("c", due_at=NOW, kind=Kind.CHECK_IN)])
    found = await backlog(store)
    assert found.counts == {(State.PENDING, Kind.BRIEFING): 2, (State.PENDING, Kind.CHECK_IN): 1}
    assert found.first_due_at == NOW - HOUR


async def test_what_is_planned_for_later_is_not_counted(store: Store) -> None:
    async with store.begin() as work:
        await work.outbox.plan([delivery("a", due_at=NOW + SECOND)])
    assert await backlog(store) == NOTHING


@pytest.mark.parametrize("state", [State.SENT, State.CANCELLED, State.EXPIRED])
async def test_what_is_done_is_not_counted(state: State, store: Store) -> None:
    async with store.begin() as work:
        await work.outbox.plan([delivery("a", due_at=NOW)])
    await becomes(store, "a", state)
    assert await backlog(store) == NOTHING


@pytest.mark.parametrize("state", [State.HELD, State.FAILED])
async def test_what_was_given_up_is_counted_but_never_late(state: State, store: Store) -> None:
    async with store.begin() as work:
        await work.outbox.plan([delivery("a", due_at=NOW)])
    await becomes(store, "a", state)
    found = await backlog(store)
    assert (found.count(state), found.first_due_at) == (1, None)


@pytest.mark.parametrize(("seconds", "stuck"), [(-1, 1), (0, 0), (1, 0)])
async def test_what_is_being_sent_since_long_ago_is_stuck(seconds: int, stuck: int, store: Store) -> None:
    async with store.begin() as work:
        await work.outbox.plan([delivery("a", due_at=NOW)])
        [claimed] = await work.outbox.claim("me", NOW, NOW, LEASE, 1, {})
        sending = replace(claimed, state=State.SENDING, last_send_at=NOW + seconds * SECOND, lease_until=NOW + HOUR)
        await work.outbox.save(sending)
    assert (await backlog(store)).stuck == stuck


async def test_what_was_sent_and_falls_due_again_is_not_stuck(store: Store) -> None:
    async with store.begin() as work:
        await work.outbox.plan([delivery("a", due_at=NOW)])
        [claimed] = await work.outbox.claim("me", NOW, NOW, LEASE, 1, {})
        await work.outbox.save(replace(claimed, state=State.PENDING, last_send_at=NOW - HOUR, lease_until=None))
    assert (await backlog(store)).stuck == 0


async def test_an_unheard_event_comes_back_as_it_was_kept(store: Store) -> None:
    async with store.begin() as work:
        await work.unheard.save(unheard("a"))
    async with store.begin() as work:
        assert await work.unheard.of_other_versions("2", 9) == [unheard("a")]
        assert await work.unheard.of_other_versions("1", 9) == []


async def test_unheard_events_come_oldest_first_and_no_more_than_asked_for(store: Store) -> None:
    async with store.begin() as work:
        for key, seconds in (("c", 1), ("a", 2), ("b", 0)):
            await work.unheard.save(unheard(key, seconds=seconds))
        assert [each.key for each in await work.unheard.of_other_versions("2", 2)] == ["b", "c"]
        assert await work.unheard.count() == 3


async def test_an_unheard_event_is_kept_once_with_the_last_version_that_tried(store: Store) -> None:
    async with store.begin() as work:
        await work.unheard.save(unheard("a"))
        await work.unheard.save(unheard("a", version="2"))
        assert await work.unheard.of_other_versions("1", 9) == [unheard("a", version="2")]


async def test_an_unheard_event_is_forgotten_and_forgetting_twice_is_no_error(store: Store) -> None:
    async with store.begin() as work:
        await work.unheard.save(unheard("a"))
        await work.unheard.forget("a")
        await work.unheard.forget("a")
        assert await work.unheard.count() == 0


async def test_another_workspace_sees_nothing_of_it(kind: str, store: Store, tmp_path: Path) -> None:
    async with store.begin() as work:
        await work.outbox.plan([delivery("a", due_at=NOW)])
        await work.unheard.save(unheard("a"))
    async with opened(kind, tmp_path, "theirs") as theirs, theirs.begin() as work:
        assert await work.outbox.backlog(NOW, NOW) == NOTHING
        assert await work.unheard.count() == 0
        assert await work.unheard.of_other_versions("2", 9) == []
