"""What every store must do with the outbox: plan, fall due again, be changed, be cancelled, be looked up."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.model.deliveries import Delivery, Kind, State
from bot.model.places import Audience, Place, Shown
from bot.ports import Store, Work
from tests.contract.stores import (
    BACKSTAGE,
    DESK,
    HOUR,
    JONAS,
    LEASE,
    NOW,
    SECOND,
    STORES,
    THREAD,
    check_in,
    delivery,
    opened,
    settle,
)

SHOWN = Shown(BACKSTAGE, "b1", Audience.STAFF)
FINISHED = (State.SENT, State.HELD, State.FAILED, State.EXPIRED, State.CANCELLED)
WEARY: dict[str, Any] = {
    "why": "refused twice",
    "attempts": 3,
    "defects": 1,
    "refused": 2,
    "not_before": NOW + HOUR,
    "first_intent_at": NOW,
    "last_send_at": NOW,
    "missed_at": NOW,
}


@pytest.fixture(params=STORES)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(request.param, tmp_path) as store:
        await settle(store, "v1", "v2")
        yield store


async def only(work: Work, key: str = "d1") -> Delivery:
    """The delivery as it is stored."""
    found = await work.outbox.get(key)
    assert found is not None
    return found


async def claimed(work: Work, planned: Delivery) -> Delivery:
    """Plan and claim this one."""
    await work.outbox.plan([planned])
    [taken] = await work.outbox.claim("worker", NOW, NOW, LEASE, 1, {})
    return taken


async def in_state(work: Work, state: State, key: str = "d1", **more: Any) -> Delivery:
    """A delivery in this state, as a worker or a human brought it there."""
    taken = await claimed(work, delivery(key))
    if state is State.PAUSED:
        assert await work.outbox.change(replace(taken, state=state))
    elif state is not State.CLAIMED:
        assert await work.outbox.save(replace(taken, state=state, **more))
    return await only(work, key)


class TestPlanning:
    async def test_what_is_planned_comes_back_as_it_was(self, store: Store) -> None:
        planned = replace(
            delivery("d1"),
            expires_at=NOW + HOUR,
            to=JONAS,
            detail={"message": "m1", "words": "Ask about the “export” – today"},
        )
        async with store.begin() as work:
            await work.outbox.plan([planned])
        async with store.begin() as work:
            assert await work.outbox.get("d1") == planned
            assert await work.outbox.get("d2") is None

    async def test_an_occasion_or_a_key_that_is_kept_already_is_ignored(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1")])
            await work.outbox.plan(
                [
                    replace(delivery("d2"), occasion=delivery("d1").occasion),
                    replace(delivery("d1", due_at=NOW + HOUR), occasion="another"),
                    delivery("d3"),
                ]
            )
            assert await work.outbox.upcoming(9) == [delivery("d1"), delivery("d3")]

    async def test_an_occasion_is_kept_even_when_it_was_cancelled(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1")])
            await work.outbox.cancel("v1", [Kind.BRIEFING], "not needed")
            await work.outbox.plan([replace(delivery("d2"), occasion=delivery("d1").occasion)])
            assert await work.outbox.get("d2") is None


class TestAgain:
    @pytest.mark.parametrize("state", FINISHED)
    async def test_what_is_finished_falls_due_once_more_and_keeps_when_it_was_tried(
        self, store: Store, state: State
    ) -> None:
        async with store.begin() as work:
            before = await in_state(work, state, shown=SHOWN, sent_at=NOW, **WEARY)
            await work.outbox.again(before.occasion, NOW + HOUR)
            after = await only(work)
        assert (after.state, after.due_at, after.changes) == (State.PENDING, NOW + HOUR, 1)
        assert (after.why, after.attempts, after.defects, after.refused, after.not_before) == ("", 0, 0, 0, None)
        assert (after.first_intent_at, after.last_send_at, after.missed_at) == (NOW, NOW, NOW)
        assert (after.shown, after.fence) == (SHOWN, before.fence)

    @pytest.mark.parametrize("state", [State.PENDING, State.PAUSED])
    async def test_what_waits_stays_as_it_is(self, store: Store, state: State) -> None:
        async with store.begin() as work:
            before = await in_state(work, state)
            await work.outbox.again(before.occasion, NOW + HOUR)
            assert await only(work) == before

    @pytest.mark.parametrize("state", [State.CLAIMED, State.SENDING])
    async def test_what_is_being_made_keeps_its_place_and_learns_of_the_change(
        self, store: Store, state: State
    ) -> None:
        async with store.begin() as work:
            before = await in_state(work, state)
            await work.outbox.again(before.occasion, NOW + HOUR)
            assert await only(work) == replace(before, changes=1)

    async def test_what_was_never_planned_does_not_appear(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.again("never planned", NOW)
            assert await work.outbox.upcoming(9) == []


class TestSaving:
    async def test_a_worker_keeps_what_became_of_its_delivery(self, store: Store) -> None:
        async with store.begin() as work:
            taken = await claimed(work, delivery("d1"))
            sending = replace(taken, state=State.SENDING, place=THREAD, first_intent_at=NOW, attempts=1)
            assert await work.outbox.save(sending)
            assert await only(work) == sending
            sent = replace(sending, state=State.SENT, shown=SHOWN, sent_at=NOW + SECOND, lease_until=None)
            assert await work.outbox.save(sent)
            assert await only(work) == sent

    async def test_a_worker_whose_fence_is_too_old_changes_nothing(self, store: Store) -> None:
        async with store.begin() as work:
            slow = await claimed(work, delivery("d1"))
            [quick] = await work.outbox.claim("another", NOW, NOW + LEASE, LEASE, 1, {})
            assert not await work.outbox.save(replace(slow, state=State.SENT))
            assert await only(work) == quick

    @pytest.mark.parametrize("state", [State.PENDING, *FINISHED])
    async def test_what_nobody_holds_cannot_be_saved(self, store: Store, state: State) -> None:
        async with store.begin() as work:
            before = await in_state(work, state)
            assert not await work.outbox.save(replace(before, state=State.SENDING))
            assert await only(work) == before

    async def test_what_does_not_exist_cannot_be_saved(self, store: Store) -> None:
        async with store.begin() as work:
            assert not await work.outbox.save(delivery("d1"))
            assert await work.outbox.get("d1") is None

    async def test_what_fell_due_again_meanwhile_is_pending_instead_of_sent(self, store: Store) -> None:
        async with store.begin() as work:
            sending = await in_state(work, State.SENDING, attempts=1, first_intent_at=NOW)
            await work.outbox.again(sending.occasion, NOW + HOUR)
            assert await work.outbox.save(replace(sending, state=State.SENT, shown=SHOWN, sent_at=NOW))
            after = await only(work)
        assert (after.state, after.changes, after.due_at) == (State.PENDING, 1, NOW)
        assert (after.shown, after.attempts, after.first_intent_at) == (SHOWN, 0, NOW)

    async def test_on_the_way_there_a_change_is_not_forgotten(self, store: Store) -> None:
        async with store.begin() as work:
            taken = await claimed(work, delivery("d1"))
            await work.outbox.again(taken.occasion, NOW + HOUR)
            assert await work.outbox.save(replace(taken, state=State.SENDING))
            assert await only(work) == replace(taken, state=State.SENDING, changes=1)

    async def test_a_customers_answer_is_not_overwritten_by_the_worker(self, store: Store) -> None:
        async with store.begin() as work:
            sending = await in_state(work, State.SENDING)
            await work.outbox.answer("d1", "fine")
            assert await work.outbox.save(replace(sending, state=State.SENT))
            assert await only(work) == replace(sending, state=State.SENT, answered="fine")


class TestChanging:
    @pytest.mark.parametrize("before", [State.PENDING, State.CLAIMED, State.PAUSED])
    @pytest.mark.parametrize("after", [State.PENDING, State.PAUSED, State.CANCELLED])
    async def test_a_human_changes_what_is_not_sent_yet(self, store: Store, before: State, after: State) -> None:
        async with store.begin() as work:
            stored = await in_state(work, before)
            wanted = replace(
                stored,
                state=after,
                why="they asked me to",
                due_at=NOW + HOUR,
                expires_at=NOW + 2 * HOUR,
                detail={"words": "better ones"},
            )
            assert await work.outbox.change(wanted)
            assert await only(work) == replace(wanted, fence=stored.fence + 1, owner="", lease_until=None)

    async def test_the_worker_that_held_it_has_lost_it(self, store: Store) -> None:
        async with store.begin() as work:
            taken = await claimed(work, delivery("d1"))
            assert await work.outbox.change(replace(taken, state=State.PENDING, due_at=NOW + HOUR))
            assert not await work.outbox.save(replace(taken, state=State.SENDING))

    @pytest.mark.parametrize("state", [State.SENDING, *FINISHED])
    async def test_what_is_on_its_way_or_finished_cannot_be_changed(self, store: Store, state: State) -> None:
        async with store.begin() as work:
            before = await in_state(work, state)
            assert not await work.outbox.change(replace(before, state=State.PENDING))
            assert await only(work) == before

    async def test_a_human_who_looked_at_an_older_one_changes_nothing(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1")])
            seen = await only(work)
            assert await work.outbox.change(replace(seen, state=State.PAUSED))
            assert not await work.outbox.change(replace(seen, state=State.CANCELLED))
            assert (await only(work)).state is State.PAUSED


class TestCancelling:
    async def test_the_unsent_ones_of_these_kinds_are_cancelled_and_returned_in_order(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan(
                [
                    delivery("late", due_at=NOW + HOUR, kind=Kind.REMINDER),
                    delivery("early", kind=Kind.BRIEFING),
                    delivery("other kind", kind=Kind.ROOT),
                    delivery("elsewhere", kind=Kind.REMINDER, conversation_id="v2"),
                ]
            )
            cancelled = await work.outbox.cancel("v1", [Kind.REMINDER, Kind.BRIEFING], "it was resolved")
            assert [each.key for each in cancelled] == ["early", "late"]
            assert {(each.state, each.why, each.fence) for each in cancelled} == {
                (State.CANCELLED, "it was resolved", 1)
            }
            assert cancelled == [await only(work, "early"), await only(work, "late")]
            assert {each.key for each in await work.outbox.upcoming(9)} == {"other kind", "elsewhere"}

    @pytest.mark.parametrize("state", list(State))
    async def test_only_what_is_pending_claimed_or_paused_is_cancelled(self, store: Store, state: State) -> None:
        async with store.begin() as work:
            before = await in_state(work, state)
            cancelled = await work.outbox.cancel("v1", list(Kind), "it was resolved")
            unsent = state in (State.PENDING, State.CLAIMED, State.PAUSED)
            assert [each.key for each in cancelled] == (["d1"] if unsent else [])
            assert ((await only(work)) == before) is not unsent

    async def test_the_worker_that_held_it_has_lost_it(self, store: Store) -> None:
        async with store.begin() as work:
            taken = await claimed(work, delivery("d1"))
            await work.outbox.cancel("v1", [Kind.BRIEFING], "it was resolved")
            assert not await work.outbox.save(replace(taken, state=State.SENDING))

    async def test_a_customers_are_cancelled_in_all_conversations(self, store: Store) -> None:
        await settle(store, "v3", customer_id="c2")
        async with store.begin() as work:
            await work.outbox.plan(
                [
                    check_in("d1", conversation_id="v1"),
                    check_in("d2", conversation_id="v2"),
                    check_in("d3", conversation_id="v3", customer_id="c2"),
                    delivery("d4", kind=Kind.REPLY, audience=Audience.CUSTOMER),
                    delivery("d5"),
                ]
            )
            cancelled = await work.outbox.cancel_for_customer("c1", [Kind.CHECK_IN], "they said stop")
            assert [each.key for each in cancelled] == ["d1", "d2"]
            assert {each.key for each in await work.outbox.upcoming(9)} == {"d3", "d4", "d5"}

    async def test_without_kinds_nothing_is_cancelled(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d1")])
            assert await work.outbox.cancel("v1", [], "it was resolved") == []


class TestTakingBack:
    async def test_what_others_hold_of_a_customer_is_pending_again_and_they_have_lost_it(self, store: Store) -> None:
        async with store.begin() as work:
            sent = await claimed(work, check_in("sent"))
            theirs = await claimed(work, check_in("theirs", conversation_id="v2"))
            await work.outbox.take_back("c1", [Kind.CHECK_IN], but="sent")
            assert not await work.outbox.save(replace(theirs, state=State.SENDING))
            assert (await only(work, "theirs")).state is State.PENDING
            assert await work.outbox.save(replace(sent, state=State.SENDING))

    @pytest.mark.parametrize("state", [state for state in State if state is not State.CLAIMED])
    async def test_what_nobody_is_judging_stays_as_it_is(self, store: Store, state: State) -> None:
        async with store.begin() as work:
            lease = NOW if state is State.SENDING else None
            planned = replace(check_in("d1"), state=state, lease_until=lease)
            await work.outbox.plan([planned])
            await work.outbox.take_back("c1", [Kind.CHECK_IN], but="another")
            assert await only(work) == planned

    async def test_another_customers_and_other_kinds_stay_as_they_are(self, store: Store) -> None:
        async with store.begin() as work:
            held = await claimed(work, check_in("d1"))
            await work.outbox.take_back("c2", [Kind.CHECK_IN], but="another")
            await work.outbox.take_back("c1", [Kind.REPLY], but="another")
            assert await only(work) == held


class TestLookingUp:
    async def test_a_conversations_come_in_the_order_they_fall_due(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan(
                [
                    delivery("d3", due_at=NOW + HOUR),
                    delivery("d1"),
                    delivery("d2"),
                    delivery("elsewhere", conversation_id="v2"),
                ]
            )
            assert [each.key for each in await work.outbox.of_conversation("v1")] == ["d1", "d2", "d3"]

    async def test_no_more_than_the_newest_200_of_a_conversation_are_read(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan(delivery(f"d{number}", due_at=NOW + number * SECOND) for number in range(201))
            found = await work.outbox.of_conversation("v1")
        assert (len(found), found[0].key, found[-1].key) == (200, "d1", "d200")

    @pytest.mark.parametrize("state", list(State))
    async def test_a_customer_was_contacted_by_what_was_sent_or_may_have_been(self, store: Store, state: State) -> None:
        async with store.begin() as work:
            await in_state(work, state, "whisper")
            check_in = delivery("d1", kind=Kind.CHECK_IN, audience=Audience.CUSTOMER, channel=DESK)
            taken = await claimed(work, check_in)
            if state not in (State.CLAIMED, State.PAUSED):
                assert await work.outbox.save(replace(taken, state=state))
            contacts = await work.outbox.contacts("c1", NOW)
            assert [each.key for each in contacts] == (["d1"] if state in (State.SENT, State.SENDING) else [])
            assert await work.outbox.contacts("c1", NOW + SECOND) == []
            assert await work.outbox.contacts("c2", NOW) == []

    async def test_contacts_come_newest_first(self, store: Store) -> None:
        async with store.begin() as work:
            for number in (1, 3, 2):
                taken = await claimed(work, check_in(f"d{number}", due_at=NOW - number * SECOND))
                assert await work.outbox.save(replace(taken, state=State.SENT))
            assert [each.key for each in await work.outbox.contacts("c1", NOW - HOUR)] == ["d1", "d2", "d3"]

    async def test_what_was_sent_is_swept_once(self, store: Store) -> None:
        async with store.begin() as work:
            for number in (2, 1, 3):
                await in_state(work, State.SENT, f"d{number}", sent_at=NOW + number * SECOND)
            await in_state(work, State.HELD, "held", sent_at=NOW)
            assert [each.key for each in await work.outbox.unswept("slack", NOW + 3 * SECOND, 9)] == ["d1", "d2"]
            assert [each.key for each in await work.outbox.unswept("slack", NOW + HOUR, 1)] == ["d1"]
            await work.outbox.swept("d1", NOW + HOUR)
            assert [each.key for each in await work.outbox.unswept("slack", NOW + HOUR, 9)] == ["d2", "d3"]
            assert (await only(work)).swept_at == NOW + HOUR

    async def test_what_was_sent_on_another_platform_is_swept_there(self, store: Store) -> None:
        elsewhere = Place("discord", "C2")
        async with store.begin() as work:
            for each in (delivery("d1"), delivery("d2", channel=elsewhere, conversation_id="v2")):
                taken = await claimed(work, each)
                assert await work.outbox.save(replace(taken, state=State.SENT, sent_at=NOW))
            for platform, keys in (("slack", ["d1"]), ("discord", ["d2"]), ("sandbox", [])):
                assert [each.key for each in await work.outbox.unswept(platform, NOW + HOUR, 1)] == keys

    @pytest.mark.parametrize("state", list(State))
    async def test_what_is_not_sent_yet_is_upcoming(self, store: Store, state: State) -> None:
        coming = (State.PENDING, State.CLAIMED, State.SENDING, State.PAUSED, State.HELD)
        async with store.begin() as work:
            await in_state(work, state)
            assert [each.key for each in await work.outbox.upcoming(9)] == (["d1"] if state in coming else [])

    async def test_what_is_held_is_found_by_its_kind_and_reason(self, store: Store) -> None:
        root = replace(delivery("d1", kind=Kind.ROOT), state=State.HELD, why="nowhere")
        longer = replace(root, key="d2", occasion="o2", due_at=NOW - HOUR)
        others = (
            replace(root, key="d3", occasion="o3", why="gone"),
            replace(root, key="d4", occasion="o4", kind=Kind.BRIEFING),
            replace(root, key="d5", occasion="o5", state=State.PENDING),
        )
        async with store.begin() as work:
            await work.outbox.plan([root, longer, *others])
            assert [each.key for each in await work.outbox.held(Kind.ROOT, "nowhere", 9)] == ["d2", "d1"]
            assert [each.key for each in await work.outbox.held(Kind.ROOT, "nowhere", 1)] == ["d2"]

    async def test_what_is_upcoming_comes_in_the_order_it_falls_due(self, store: Store) -> None:
        async with store.begin() as work:
            await work.outbox.plan([delivery("d3", due_at=NOW + HOUR), delivery("d1"), delivery("d2")])
            assert [each.key for each in await work.outbox.upcoming(9)] == ["d1", "d2", "d3"]
            assert [each.key for each in await work.outbox.upcoming(2)] == ["d1", "d2"]

    @pytest.mark.parametrize("state", list(State))
    async def test_what_went_out_or_will_not_is_decided(self, store: Store, state: State) -> None:
        async with store.begin() as work:
            await in_state(work, state)
            assert [each.key for each in await work.outbox.decided(9)] == (["d1"] if state in FINISHED else [])

    async def test_what_was_decided_comes_with_the_latest_due_first(self, store: Store) -> None:
        async with store.begin() as work:
            for number in (1, 3, 2):
                said = delivery(f"d{number}", due_at=NOW - number * SECOND)
                assert await work.outbox.save(replace(await claimed(work, said), state=State.SENT))
            assert [each.key for each in await work.outbox.decided(9)] == ["d1", "d2", "d3"]
            assert [each.key for each in await work.outbox.decided(2)] == ["d1", "d2"]

    @pytest.mark.parametrize(("state", "told"), [(State.SENT, []), (State.HELD, ["d1"])])
    async def test_a_root_counts_as_decided_only_when_it_does_not_stand(
        self, store: Store, state: State, told: list[str]
    ) -> None:
        async with store.begin() as work:
            taken = await claimed(work, delivery("d1", kind=Kind.ROOT))
            assert await work.outbox.save(replace(taken, state=state))
            assert [each.key for each in await work.outbox.decided(9)] == told
