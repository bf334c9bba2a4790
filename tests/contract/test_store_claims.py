"""What every store must do when workers claim deliveries: which, in what order, when, and never one twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.model.deliveries import Delivery, State
from bot.model.places import Audience, Place
from bot.ports import Store, Work
from tests.contract.stores import BACKSTAGE, DESK, HOUR, LEASE, NOW, SECOND, STORES, delivery, opened, settle
from tests.processes import PROCESSES

CONVERSATIONS = [f"v{number}" for number in range(1, 9)]
AT_REST = [state for state in State if state not in (State.PENDING, State.CLAIMED, State.SENDING)]
ELSEWHERE = Place("discord", "backstage")


@pytest.fixture(params=STORES)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(request.param, tmp_path) as store:
        await settle(store, *CONVERSATIONS)
        yield store


async def claim(
    work: Work,
    *,
    now: datetime = NOW,
    real: datetime = NOW,
    limit: int = 99,
    pace: Mapping[str, timedelta] | None = None,
) -> Sequence[Delivery]:
    """Claim as the one worker there is."""
    return await work.outbox.claim("worker", now, real, LEASE, limit, pace or {})


async def claimed_keys(
    work: Work,
    *,
    now: datetime = NOW,
    real: datetime = NOW,
    limit: int = 99,
    pace: Mapping[str, timedelta] | None = None,
) -> list[str]:
    """The keys of what is claimed."""
    return [each.key for each in await claim(work, now=now, real=real, limit=limit, pace=pace)]


class TestClaiming:
    async def test_what_is_due_is_taken_with_owner_lease_and_a_new_fence(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1")])
            [taken] = await claim(work)
            assert taken == replace(
                delivery("d1"), state=State.CLAIMED, owner="worker", fence=1, lease_until=NOW + LEASE
            )
            assert await work.outbox.get("d1") == taken

    async def test_nothing_is_taken_twice(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1")])
            assert await claimed_keys(work) == ["d1"]
        async with store.begin() as work:
            assert await claimed_keys(work) == []

    async def test_a_claim_that_was_lost_is_not_taken_for_the_next_one(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1")])
        lost: Sequence[Delivery] = ()
        with suppress(LookupError):
            async with store.begin() as work:
                lost = await work.outbox.claim("one", NOW, NOW, LEASE, 1, {})
                raise LookupError
        async with store.begin() as work:
            [taken] = await work.outbox.claim("two", NOW, NOW, LEASE, 1, {})
            assert (lost[0].fence, await work.outbox.save(lost[0])) == (taken.fence, False)
            assert await work.outbox.save(taken)

    async def test_what_is_not_due_yet_is_left_alone(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1", due_at=NOW + SECOND)])
            assert await claimed_keys(work, real=NOW + HOUR) == []
            assert await claimed_keys(work, now=NOW + SECOND) == ["d1"]

    async def test_what_shall_be_tried_later_waits_in_real_time(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([replace(delivery("d1"), not_before=NOW + SECOND)])
            assert await claimed_keys(work, now=NOW + HOUR) == []
            assert await claimed_keys(work, real=NOW + SECOND) == ["d1"]

    @pytest.mark.parametrize("state", AT_REST)
    async def test_what_is_neither_pending_nor_left_behind_is_not_taken(self, store: Store, state: State) -> None:
        async with store.begin() as work:
            await work.outbox.plan([replace(delivery("d1"), state=state)])
            assert await claimed_keys(work, now=NOW + HOUR, real=NOW + HOUR) == []

    async def test_the_oldest_are_taken_first_and_no_more_than_asked_for(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan(
                delivery(f"d{late}", due_at=NOW - timedelta(days=1) + late * SECOND, conversation_id=f"v{late}")
                for late in (4, 2, 3, 1)
            )
            assert await claimed_keys(work, limit=3) == ["d1", "d2", "d3"]
            assert await claimed_keys(work, limit=3) == ["d4"]

    async def test_of_two_due_together_the_one_planned_first_is_first(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("z", conversation_id="v1"), delivery("a", conversation_id="v2")])
            assert await claimed_keys(work) == ["z", "a"]


class TestLeases:
    @pytest.mark.parametrize("state", [State.CLAIMED, State.SENDING])
    async def test_what_a_worker_left_behind_is_taken_over_in_its_state(self, store: Store, state: State) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1")])
            [left] = await claim(work)
            assert await work.outbox.save(replace(left, state=state))
            assert await claimed_keys(work, real=NOW + LEASE - SECOND) == []
            [taken] = await work.outbox.claim("another", NOW, NOW + LEASE, LEASE, 1, {})
            assert taken == replace(
                left, state=state, owner="another", fence=left.fence + 1, lease_until=NOW + 2 * LEASE
            )

    async def test_what_may_be_out_already_is_looked_for_even_when_it_is_due_later_now(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1")])
            [taken] = await claim(work)
            assert await work.outbox.save(replace(taken, state=State.SENDING, due_at=NOW + HOUR))
            assert await claimed_keys(work, real=NOW + LEASE) == ["d1"]


class TestLanes:
    async def test_of_a_lane_only_the_first_is_taken(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("second", due_at=NOW), delivery("first", due_at=NOW - SECOND)])
            assert await claimed_keys(work) == ["first"]
            assert await claimed_keys(work) == []

    @pytest.mark.parametrize(("audience", "conversation_id"), [(Audience.CUSTOMER, "v1"), (Audience.STAFF, "v2")])
    async def test_another_audience_or_conversation_is_another_lane(
        self, store: Store, audience: Audience, conversation_id: str
    ) -> None:
        async with store.begin() as work:
            other = delivery("d2", audience=audience, conversation_id=conversation_id)
            await work.outbox.plan([delivery("d1"), other])
            assert await claimed_keys(work) == ["d1", "d2"]

    async def test_one_that_shall_be_tried_later_holds_up_its_lane(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([replace(delivery("d1"), not_before=NOW + SECOND), delivery("d2")])
            assert await claimed_keys(work) == []
            assert await claimed_keys(work, real=NOW + SECOND) == ["d1"]

    @pytest.mark.parametrize("state", AT_REST)
    async def test_one_that_is_finished_paused_or_held_holds_up_nothing(self, store: Store, state: State) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1"), delivery("d2")])
            [first] = await claim(work)
            if state is State.PAUSED:
                assert await work.outbox.change(replace(first, state=state))
            else:
                assert await work.outbox.save(replace(first, state=state))
            assert await claimed_keys(work) == ["d2"]

    async def test_nothing_overtakes_one_that_fell_due_again_while_it_is_being_said(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("root"), delivery("briefing")])
            [root] = await claim(work)
            sending = replace(root, state=State.SENDING)
            assert await work.outbox.save(sending)
            await work.outbox.again(root.occasion, NOW + SECOND)
            assert await claimed_keys(work, now=NOW + HOUR) == []
            assert await work.outbox.save(replace(sending, state=State.SENT))
            assert await claimed_keys(work, now=NOW + HOUR) == ["root"]


class TestPace:
    async def test_a_channel_is_written_to_once_each_pace(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1"), delivery("d2", conversation_id="v2")])
            pace = {"slack": 2 * SECOND}
            assert await claimed_keys(work, pace=pace) == ["d1"]
            assert await claimed_keys(work, real=NOW + SECOND, pace=pace) == []
            assert await claimed_keys(work, real=NOW + 2 * SECOND, pace=pace) == ["d2"]

    async def test_a_busy_channel_does_not_use_up_the_others_turns(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan(delivery(f"d{number}", conversation_id=f"v{number}") for number in (1, 2, 3))
            await work.outbox.plan([delivery("desk", conversation_id="v4", channel=DESK)])
            assert await claimed_keys(work, limit=2, pace={"slack": SECOND}) == ["d1", "desk"]

    async def test_threads_share_the_pace_of_their_channel(self, store: Store) -> None:
        async with store.begin() as work:
            for number in (1, 2):
                thread = replace(BACKSTAGE, thread_id=f"b{number}")
                await work.outbox.plan([delivery(f"d{number}", conversation_id=f"v{number}", channel=thread)])
            assert await claimed_keys(work, pace={"slack": SECOND}) == ["d1"]

    @pytest.mark.parametrize("pace", [{}, {"discord": SECOND}, {"slack": timedelta(0)}])
    async def test_a_platform_without_a_pace_is_not_paced(self, store: Store, pace: Mapping[str, timedelta]) -> None:
        async with store.begin() as work:
            await work.outbox.plan(
                [
                    delivery("d1"),
                    delivery("d2", conversation_id="v2"),
                    delivery("d3", conversation_id="v3", channel=ELSEWHERE),
                ]
            )
            assert await claimed_keys(work, pace=pace) == ["d1", "d2", "d3"]

    async def test_a_channel_that_was_slowed_down_is_left_alone_until_then(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1"), delivery("d2", conversation_id="v2", channel=DESK)])
            await work.outbox.slow_down(BACKSTAGE, NOW + 9 * SECOND)
            assert await claimed_keys(work) == ["d2"]
            assert await claimed_keys(work, real=NOW + 9 * SECOND) == ["d1"]

    async def test_slowing_down_never_makes_a_wait_shorter(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1")])
            await work.outbox.slow_down(BACKSTAGE, NOW + 9 * SECOND)
            await work.outbox.slow_down(BACKSTAGE, NOW + SECOND)
            assert await claimed_keys(work, real=NOW + SECOND) == []


class TestWakingUp:
    async def test_the_next_due_time_is_that_of_the_next_pending_one(self, store: Store) -> None:
        async with store.begin() as work:
            assert await work.outbox.next_due(NOW) is None
            await work.outbox.plan([delivery("d1"), delivery("d3", due_at=NOW + 2 * HOUR)])
            await work.outbox.plan([replace(delivery("d2", due_at=NOW + HOUR), state=State.PAUSED)])
            assert await work.outbox.next_due(NOW) == NOW + 2 * HOUR
            assert await work.outbox.next_due(NOW - SECOND) == NOW
            assert await work.outbox.next_due(NOW + 2 * HOUR) is None

    async def test_there_is_nothing_to_try_when_nothing_is_due(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1", due_at=NOW + SECOND)])
            assert await work.outbox.next_attempt(NOW, NOW) is None

    async def test_what_is_due_may_be_tried_at_once(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1")])
            assert await work.outbox.next_attempt(NOW, NOW) == NOW

    async def test_what_waits_may_be_tried_when_its_wait_is_over(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([replace(delivery("d1"), not_before=NOW + 5 * SECOND), delivery("d2")])
            assert await work.outbox.next_attempt(NOW, NOW) == NOW + 5 * SECOND

    async def test_what_is_claimed_may_be_tried_when_its_lease_ends(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1"), delivery("d2")])
            await claim(work)
            assert await work.outbox.next_attempt(NOW, NOW) == NOW + LEASE

    async def test_what_is_in_a_paced_channel_may_be_tried_in_its_next_slot(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1"), delivery("d2", conversation_id="v2")])
            await claim(work, pace={"slack": 2 * SECOND})
            assert await work.outbox.next_attempt(NOW, NOW) == NOW + 2 * SECOND

    async def test_there_is_something_to_claim_at_the_time_of_the_next_attempt(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("root"), delivery("briefing")])
            await claim(work)
            at = await work.outbox.next_attempt(NOW, NOW)
            assert at is not None
            assert await claimed_keys(work, real=at - SECOND) == []
            assert await claimed_keys(work, real=at) == ["root"]


class TestManyWorkers:
    async def test_tasks_that_claim_at_once_never_get_one_twice(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan(delivery(f"d{number}", conversation_id=f"v{number}") for number in range(1, 9))

        async def take_all() -> list[str]:
            taken: list[str] = []
            while True:
                async with store.begin() as work:
                    keys = await claimed_keys(work, limit=1)
                if not keys:
                    return taken
                taken += keys

        everything = await asyncio.gather(*(take_all() for _ in range(6)))
        assert sorted(key for keys in everything for key in keys) == [f"d{number}" for number in range(1, 9)]

    @pytest.mark.parametrize("kind", STORES)
    async def test_processes_that_claim_at_once_never_get_one_twice(self, tmp_path: Path, kind: str) -> None:
        conversations = [f"v{number}" for number in range(60)]
        async with opened(kind, tmp_path) as store:
            await settle(store, *conversations)
            async with store.begin() as work:
                await work.outbox.plan(delivery(f"d of {each}", conversation_id=each) for each in conversations)
        with ProcessPoolExecutor(2, mp_context=PROCESSES) as processes:
            running = [processes.submit(take_all_in_a_process, kind, tmp_path) for _ in range(2)]
            taken = Counter(key for each in running for key in each.result())
        assert taken == Counter(f"d of {each}" for each in conversations)


def take_all_in_a_process(kind: str, folder: Path) -> list[str]:
    """What a process of its own gets hold of, two at a time."""

    async def take_all() -> list[str]:
        taken: list[str] = []
        async with opened(kind, folder) as store:
            while True:
                async with store.begin() as work:
                    keys = await claimed_keys(work, limit=2)
                if not keys:
                    return taken
                taken += keys

    return asyncio.run(take_all())
