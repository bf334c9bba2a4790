"""What every store must do with people, conversations, messages, notes and transactions."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from bot.model.conversations import Status, Turn
from bot.model.people import Consent, Profile, Role
from bot.model.places import Person, Place, dm
from bot.ports import Store
from tests.contract.stores import (
    AMINA,
    BACKSTAGE,
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
    note,
    opened,
    settle,
)


@pytest.fixture(params=STORES)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(request.param, tmp_path) as store:
        yield store


class TestTransactions:
    async def test_what_was_committed_is_there_for_the_next_one(self, store: Store) -> None:
        async with store.begin() as work:
            await work.keep("read until", "17")
        async with store.begin() as work:
            assert await work.remembered("read until") == "17"

    async def test_a_transaction_sees_what_it_wrote_itself(self, store: Store) -> None:
        async with store.begin() as work:
            await work.people.save(customer())
            assert await work.people.customer("c1") == customer()

    async def test_nothing_of_a_transaction_that_failed_is_kept(self, store: Store) -> None:
        async def fail() -> None:
            async with store.begin() as work:
                await work.people.save(customer())
                await work.first_time("slack:1", NOW)
                raise LookupError

        with pytest.raises(LookupError):
            await fail()
        async with store.begin() as work:
            assert await work.people.customer("c1") is None
            assert await work.first_time("slack:1", NOW)

    async def test_a_store_works_on_after_a_transaction_that_could_not_be_committed(self, store: Store) -> None:
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            async with store.begin() as work:
                await work.people.identify(AMINA, "nobody")
        async with store.begin() as work:
            assert await work.people.customer_of(AMINA) is None
            await work.keep("still", "working")

    async def test_what_belongs_to_something_may_be_written_before_it(self, store: Store) -> None:
        async with store.begin() as work:
            await work.messages.save(message("m1"))
            await work.conversations.save(conversation())
            await work.people.save(customer())
        async with store.begin() as work:
            assert await work.messages.get(THREAD, "m1") == message("m1")

    async def test_transactions_begun_at_once_do_not_see_each_other_half_done(self, store: Store) -> None:
        async def count_up() -> None:
            async with store.begin() as work:
                so_far = int(await work.remembered("count") or 0)
                await asyncio.sleep(0)
                await work.keep("count", str(so_far + 1))

        await asyncio.gather(*(count_up() for _ in range(20)))
        async with store.begin() as work:
            assert await work.remembered("count") == "20"

    async def test_a_task_cancelled_at_any_moment_leaves_all_or_nothing(self, store: Store) -> None:
        async def both(number: int) -> None:
            async with store.begin() as work:
                await work.keep("one", str(number))
                await work.keep("two", str(number))

        for steps in range(40):
            task = asyncio.create_task(both(steps))
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            async with store.begin() as work:
                assert await work.remembered("one") == await work.remembered("two")

    async def test_times_come_back_in_utc_whatever_zone_they_were_given_in(self, store: Store) -> None:
        there = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
        async with store.begin() as work:
            await work.beat("ticker", there)
            assert await work.beats() == {"ticker": NOW}
            assert [at.utcoffset() for at in (await work.beats()).values()] == [timedelta(0)]

    async def test_times_without_a_zone_are_refused(self, store: Store) -> None:
        with pytest.raises(Exception, match="no time zone"):
            async with store.begin() as work:
                await work.beat("ticker", NOW.replace(tzinfo=None))


class TestHousekeeping:
    async def test_a_key_is_new_only_once(self, store: Store) -> None:
        async with store.begin() as work:
            assert await work.first_time("slack:1", NOW)
            assert not await work.first_time("slack:1", NOW + HOUR)
            assert await work.first_time("slack:2", NOW)

    async def test_only_the_latest_beat_of_each_part_counts(self, store: Store) -> None:
        async with store.begin() as work:
            await work.beat("ticker", NOW)
            await work.beat("speaker", NOW)
            await work.beat("ticker", NOW + SECOND)
            assert await work.beats() == {"ticker": NOW + SECOND, "speaker": NOW}

    async def test_what_is_kept_under_a_name_replaces_what_was_there(self, store: Store) -> None:
        async with store.begin() as work:
            assert await work.remembered("read until") is None
            await work.keep("read until", "17")
            await work.keep("read until", "18")
            assert await work.remembered("read until") == "18"


class TestHolding:
    async def test_what_only_one_may_do_is_done_by_the_first_until_their_time_is_over(self, store: Store) -> None:
        async with store.begin() as work:
            assert await work.hold("slack", "one", NOW, NOW + HOUR) is None
            assert await work.hold("slack", "two", NOW + HOUR - SECOND, NOW + 2 * HOUR) == NOW + HOUR
            assert await work.hold("slack", "two", NOW + HOUR, NOW + 2 * HOUR) is None
            assert await work.hold("slack", "one", NOW + HOUR, NOW + 3 * HOUR) == NOW + 2 * HOUR

    async def test_who_does_it_may_go_on_with_it(self, store: Store) -> None:
        async with store.begin() as work:
            assert await work.hold("slack", "one", NOW, NOW + HOUR) is None
            assert await work.hold("slack", "one", NOW + SECOND, NOW + 2 * HOUR) is None
            assert await work.hold("slack", "two", NOW + HOUR, NOW + 3 * HOUR) == NOW + 2 * HOUR

    async def test_what_is_let_go_is_free_at_once_and_only_its_owner_lets_it_go(self, store: Store) -> None:
        async with store.begin() as work:
            assert await work.hold("slack", "one", NOW, NOW + HOUR) is None
            await work.let_go("slack", "two")
            assert await work.hold("slack", "two", NOW, NOW + HOUR) == NOW + HOUR
            await work.let_go("slack", "one")
            assert await work.hold("slack", "two", NOW, NOW + HOUR) is None

    async def test_each_platform_is_held_by_itself(self, store: Store) -> None:
        async with store.begin() as work:
            assert await work.hold("slack", "one", NOW, NOW + HOUR) is None
            assert await work.hold("discord", "two", NOW, NOW + HOUR) is None


class TestPeople:
    async def test_a_new_profile_replaces_the_one_before(self, store: Store) -> None:
        async with store.begin() as work:
            assert await work.people.profile(AMINA) is None
            await work.people.remember(Profile(AMINA, "Amina", Role.UNKNOWN, "Africa/Cairo", "ar-EG"))
            await work.people.remember(Profile(AMINA, "Amina S.", Role.CUSTOMER))
            assert await work.people.profile(AMINA) == Profile(AMINA, "Amina S.", Role.CUSTOMER)

    async def test_the_team_is_everybody_known_to_help_by_name(self, store: Store) -> None:
        team = [Profile(Person("slack", user_id), user_id.capitalize(), Role.STAFF) for user_id in ("jonas", "mira")]
        async with store.begin() as work:
            for profile in (*reversed(team), Profile(AMINA, "Amina", Role.CUSTOMER)):
                await work.people.remember(profile)
            assert await work.people.staff() == team

    async def test_a_customer_is_changed_by_saving_them_again(self, store: Store) -> None:
        changed = replace(customer(), name="Amina", zone="Africa/Cairo", consent=Consent(False, False, True))
        async with store.begin() as work:
            await work.people.save(customer())
            await work.people.save(changed)
            assert await work.people.customer("c1") == changed

    async def test_an_account_belongs_to_the_customer_it_was_given_to_last(self, store: Store) -> None:
        async with store.begin() as work:
            await work.people.save(customer("c1"))
            await work.people.save(customer("c2"))
            await work.people.identify(AMINA, "c1")
            await work.people.identify(AMINA, "c2")
            assert await work.people.customer_of(AMINA) == customer("c2")
            assert await work.people.identities("c1") == []

    async def test_a_customer_can_have_an_account_on_each_platform(self, store: Store) -> None:
        elsewhere = Person("discord", "amina")
        async with store.begin() as work:
            await work.people.save(customer())
            await work.people.identify(AMINA, "c1")
            await work.people.identify(elsewhere, "c1")
            assert set(await work.people.identities("c1")) == {AMINA, elsewhere}
            assert await work.people.customer_of(elsewhere) == customer()

    async def test_customers_are_named_by_their_ids_and_an_id_nobody_has_is_left_out(self, store: Store) -> None:
        async with store.begin() as work:
            await work.people.save(customer("c1"))
            await work.people.save(customer("c2"))
            assert await work.people.names(["c1", "c1", "c9"]) == {"c1": customer("c1").name}
            assert await work.people.names([]) == {}

    async def test_nobody_is_known_at_first(self, store: Store) -> None:
        async with store.begin() as work:
            assert await work.people.customer("c1") is None
            assert await work.people.customer_of(AMINA) is None
            assert await work.people.identities("c1") == []


class TestConversations:
    async def test_a_conversation_is_changed_by_saving_it_again(self, store: Store) -> None:
        await settle(store)
        changed = replace(
            conversation(),
            place=DESK,
            status=Status.RESOLVED,
            turn=Turn.CUSTOMER,
            agent=JONAS,
            resolved_at=NOW + HOUR,
            resolutions=2,
            fixed="The export has its header back.",
            topic="export",
            backstage=Place("slack", "backstage", "b1"),
            continues="v0",
        )
        async with store.begin() as work:
            await work.conversations.save(changed)
            assert await work.conversations.get("v1") == changed

    async def test_the_newest_one_in_a_place_is_found_there_and_nowhere_else(self, store: Store) -> None:
        await settle(store)
        newer = conversation("v2", last_at=NOW + HOUR)
        in_dm = conversation("v3", place=dm(AMINA), last_at=NOW + 2 * HOUR)
        async with store.begin() as work:
            for each in (newer, in_dm):
                await work.conversations.save(each)
            assert await work.conversations.at(THREAD) == newer
            assert await work.conversations.at(dm(AMINA)) == in_dm
            assert await work.conversations.at(DESK) is None
            assert await work.conversations.at(Place("discord", "help", "t1")) is None

    async def test_a_customers_latest_one_in_a_channel_may_be_in_any_thread(self, store: Store) -> None:
        await settle(store)
        newer = conversation("v2", place=Place("slack", "help", "t2"), last_at=NOW + HOUR)
        elsewhere = conversation("v3", place=Place("slack", "other"), last_at=NOW + 2 * HOUR)
        async with store.begin() as work:
            for each in (newer, elsewhere):
                await work.conversations.save(each)
            assert await work.conversations.latest_of("c1", DESK) == newer
            assert await work.conversations.latest_of("c2", DESK) is None

    async def test_a_customers_conversations_come_newest_first(self, store: Store) -> None:
        await settle(store)
        async with store.begin() as work:
            for number in range(2, 6):
                await work.conversations.save(conversation(f"v{number}", last_at=NOW + number * HOUR))
            assert [each.id for each in await work.conversations.of_customer("c1", 3)] == ["v5", "v4", "v3"]
            assert [each.id for each in await work.conversations.past_of("c1", 3)] == ["v5", "v4", "v3"]

    async def test_what_came_before_is_told_by_what_was_kept_of_it(self, store: Store) -> None:
        await settle(store)
        had = replace(conversation("v2"), status=Status.RESOLVED, resolutions=1, fixed="a new key", agent=JONAS)
        async with store.begin() as work:
            await work.conversations.save(had)
            past = next(each for each in await work.conversations.past_of("c1", 9) if each.id == "v2")
        same = ("id", "customer_id", "subject", "status", "opened_at", "last_at", "agent", "resolutions", "fixed")
        assert [getattr(past, name) for name in same] == [getattr(had, name) for name in same]
        assert not past.is_history

    async def test_the_backstage_thread_leads_back_to_its_conversation(self, store: Store) -> None:
        await settle(store)
        thread = replace(BACKSTAGE, thread_id="b1")
        async with store.begin() as work:
            await work.conversations.save(conversation(backstage=thread))
            assert await work.conversations.backstage(thread) == conversation(backstage=thread)
            assert await work.conversations.backstage(BACKSTAGE) is None

    @pytest.mark.parametrize("status", [Status.DISMISSED, Status.MERGED])
    async def test_one_that_is_gone_is_only_found_by_its_id(self, store: Store, status: Status) -> None:
        await settle(store)
        thread = replace(BACKSTAGE, thread_id="b1")
        gone = replace(conversation(backstage=thread), status=status, merged_into="v2")
        async with store.begin() as work:
            await work.conversations.save(gone)
            assert await work.conversations.get("v1") == gone
            assert await work.conversations.at(THREAD) is None
            assert await work.conversations.latest_of("c1", DESK) is None
            assert await work.conversations.of_customer("c1", 9) == []
            assert await work.conversations.backstage(thread) is None


class TestMessages:
    async def test_a_message_is_found_by_channel_and_id_whatever_the_thread(self, store: Store) -> None:
        await settle(store)
        async with store.begin() as work:
            await work.messages.save(message("m1"))
            assert await work.messages.get(DESK, "m1") == message("m1")
            assert await work.messages.get(BACKSTAGE, "m1") is None
            assert await work.messages.get(DESK, "m2") is None

    async def test_a_message_is_changed_by_saving_it_again(self, store: Store) -> None:
        await settle(store)
        deleted = replace(message("m1"), place=DESK, text="", edited_at=NOW + SECOND, deleted_at=NOW + HOUR)
        async with store.begin() as work:
            await work.messages.save(message("m1"))
            await work.messages.save(deleted)
            assert await work.messages.get(THREAD, "m1") == deleted

    async def test_a_message_that_is_nobodys_is_kept_too(self, store: Store) -> None:
        stray = message("m1", conversation_id=None, customer_id=None)
        async with store.begin() as work:
            await work.messages.save(stray)
            assert await work.messages.get(DESK, "m1") == stray

    async def test_the_newest_of_a_conversation_come_oldest_first(self, store: Store) -> None:
        await settle(store)
        async with store.begin() as work:
            for number in (3, 1, 4, 2):
                await work.messages.save(message(f"m{number}", at=NOW + number * SECOND))
            said = await work.messages.of_conversation("v1", 3)
        assert [each.message_id for each in said] == ["m2", "m3", "m4"]

    async def test_what_a_customer_said_comes_newest_first_without_deleted_ones_and_the_teams(
        self, store: Store
    ) -> None:
        await settle(store)
        async with store.begin() as work:
            await work.messages.save(message("m1"))
            await work.messages.save(message("m2", at=NOW + SECOND, role=Role.UNKNOWN))
            await work.messages.save(message("m3", at=NOW + 2 * SECOND, role=Role.STAFF))
            await work.messages.save(message("m4", at=NOW + 3 * SECOND, deleted_at=NOW + HOUR))
            await work.messages.save(message("m5", at=NOW + 4 * SECOND, customer_id=None))
            await work.messages.save(message("m6", at=NOW + 5 * SECOND))
            assert [each.message_id for each in await work.messages.of_customer("c1", 9)] == ["m6", "m2", "m1"]
            assert [each.message_id for each in await work.messages.of_customer("c1", 2)] == ["m6", "m2"]

    async def test_all_of_one_conversations_messages_become_the_others(self, store: Store) -> None:
        await settle(store, "v1", "v2", "v3")
        async with store.begin() as work:
            for number, belongs_to in enumerate(("v1", "v1", "v2", "v3"), start=1):
                at = NOW + number * SECOND
                await work.messages.save(message(f"m{number}", conversation_id=belongs_to, at=at))
            await work.messages.move("v1", "v2")
            assert await work.messages.of_conversation("v1", 9) == []
            moved = await work.messages.of_conversation("v2", 9)
            assert [each.message_id for each in moved] == ["m1", "m2", "m3"]
            assert len(await work.messages.of_conversation("v3", 9)) == 1


class TestNotes:
    async def test_a_note_is_changed_by_saving_it_again(self, store: Store) -> None:
        await settle(store)
        changed = replace(note("n1"), text="Prefers Fridays", customer_may_see=True)
        async with store.begin() as work:
            await work.notes.save(note("n1"))
            await work.notes.save(changed)
            assert await work.notes.get("n1") == changed

    async def test_notes_come_newest_first_and_expired_ones_too(self, store: Store) -> None:
        await settle(store)
        async with store.begin() as work:
            await work.notes.save(note("n1", expires_at=NOW - HOUR))
            await work.notes.save(note("n2", at=NOW + HOUR))
            assert [each.id for each in await work.notes.of_customer("c1")] == ["n2", "n1"]

    async def test_no_more_than_a_hundred_notes_are_read(self, store: Store) -> None:
        await settle(store)
        async with store.begin() as work:
            for number in range(101):
                await work.notes.save(note(f"n{number}", at=NOW + number * SECOND))
            notes = await work.notes.of_customer("c1")
        assert (len(notes), notes[0].id, notes[-1].id) == (100, "n100", "n1")

    async def test_a_forgotten_note_is_gone_and_may_be_forgotten_twice(self, store: Store) -> None:
        await settle(store)
        async with store.begin() as work:
            await work.notes.save(note("n1"))
            await work.notes.forget("n1")
            await work.notes.forget("n1")
            assert await work.notes.get("n1") is None
            assert await work.notes.of_customer("c1") == []
