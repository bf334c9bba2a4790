"""What every store must do when history is brought in."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.conversations import Status
from bot.model.people import Profile, Role
from bot.model.places import Place, dm
from bot.ports import Store
from bot.rules.history import History
from tests.contract.stores import (
    AMINA,
    DESK,
    HOUR,
    JONAS,
    NOW,
    SECOND,
    STORES,
    THREAD,
    conversation,
    customer,
    message,
    opened,
    settle,
)

OTHER_THREAD = Place("slack", "help", "t2")
PROFILE = Profile(AMINA, "Amina", Role.CUSTOMER, "Europe/Berlin")
SPOT = ("slack", "help", "m1")


@pytest.fixture(params=STORES)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(request.param, tmp_path) as store:
        yield store


async def test_what_was_added_is_found_by_the_many_and_by_the_one(store: Store) -> None:
    made = replace(conversation(), status=Status.RESOLVED, resolved_at=NOW)
    history = History(
        profiles={AMINA: PROFILE},
        customers={AMINA: customer()},
        new_conversations={"v1": made},
        messages={SPOT: message("m1")},
    )
    async with store.begin() as work:
        await work.past.add(history)
    async with store.begin() as work:
        asked = [SPOT, ("slack", "help", "m2"), ("slack", "else", "m1")]
        assert await work.past.messages(asked) == {SPOT: message("m1")}
        assert await work.past.profiles([AMINA, JONAS]) == {AMINA: PROFILE}
        assert await work.past.customers([AMINA, JONAS]) == {AMINA: customer()}
        assert await work.past.conversations(["v1", "v2"]) == [made]
        assert await work.messages.get(THREAD, "m1") == message("m1")
        assert await work.conversations.at(THREAD) == made


async def test_added_again_messages_and_profiles_stay_as_they_are_and_customers_and_conversations_change(
    store: Store,
) -> None:
    await settle(store)
    async with store.begin() as work:
        await work.people.remember(PROFILE)
        await work.messages.save(message("m1"))
    earlier, later = replace(customer(), first_seen_at=NOW - HOUR), replace(conversation(), last_at=NOW + HOUR)
    again = History(
        profiles={AMINA: replace(PROFILE, name="Another")},
        customers={AMINA: earlier},
        conversations={"v1": later},
        messages={SPOT: replace(message("m1"), text="another")},
    )
    async with store.begin() as work:
        await work.past.add(again)
    async with store.begin() as work:
        assert await work.people.profile(AMINA) == PROFILE
        assert await work.messages.get(THREAD, "m1") == message("m1")
        assert await work.people.customer_of(AMINA) == earlier
        assert await work.conversations.get("v1") == later


async def test_each_customers_newest_in_a_channel_is_found_as_of_a_time(store: Store) -> None:
    await settle(store, "v1")
    await settle(store, "v2", customer_id="c2")
    newer = replace(conversation("v3", place=OTHER_THREAD, last_at=NOW + HOUR), opened_at=NOW + HOUR)
    gone = replace(newer, id="v4", status=Status.MERGED)
    elsewhere = replace(newer, id="v5", place=dm(AMINA))
    async with store.begin() as work:
        for each in (newer, gone, elsewhere):
            await work.conversations.save(each)
    async with store.begin() as work:
        then = await work.past.latest_of(["c1", "c2", "c3"], DESK, NOW)
        now = await work.past.latest_of(["c1"], DESK, NOW + HOUR)
        private = await work.past.latest_of(["c1"], dm(AMINA), NOW + HOUR)
    assert sorted(each.id for each in then) == ["v1", "v2"]
    assert [each.id for each in now] == ["v3"]
    assert [each.id for each in private] == ["v5"]


async def test_the_newest_in_each_thread_and_direct_message_is_found_as_of_a_time(store: Store) -> None:
    await settle(store)
    newer = replace(conversation("v2", last_at=NOW + HOUR), opened_at=NOW + HOUR)
    private = conversation("v3", place=dm(AMINA))
    async with store.begin() as work:
        await work.conversations.save(newer)
        await work.conversations.save(private)
    places = [THREAD, OTHER_THREAD, DESK, dm(AMINA)]
    async with store.begin() as work:
        then = await work.past.at(places, NOW + HOUR - SECOND)
        now = await work.past.at(places, NOW + HOUR)
    assert {each.id for each in then} == {"v1", "v3"}
    assert {each.id for each in now} == {"v2", "v3"}


async def test_nothing_is_asked_of_nobody(store: Store) -> None:
    async with store.begin() as work:
        assert await work.past.messages([]) == {}
        assert await work.past.profiles([]) == {}
        assert await work.past.customers([]) == {}
        assert await work.past.conversations([]) == []
        assert await work.past.latest_of([], DESK, NOW) == []
        assert await work.past.at([], NOW) == []
        await work.past.add(History())
