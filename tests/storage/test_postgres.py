"""PostgreSQL with many writers: nothing is taken twice, overtaken or overwritten, and nothing hangs or leaks."""

import asyncio
import sys
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import asyncpg
import pytest
from pydantic import SecretStr
from sqlalchemy import String, func

from bot.errors import Misconfigured, StoreAway
from bot.model.deliveries import Delivery, Kind, State
from bot.model.places import Place
from bot.ports import Store
from storage.checking import check, glance
from storage.clock import machine_time
from storage.database import database_at
from storage.postgres_connections import PostgresConnections
from storage.repositories.claims import free, ready
from storage.store import SqlStore
from tests.contract.stores import HOUR, LEASE, NOW, SECOND, conversation, customer, delivery, message, settle
from tests.postgres import PostgresServer, database_of, the_server

_END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid()"
)
LANES, LONG, CHANNELS = 6, 4, 3


@pytest.fixture
async def url() -> str:
    """The address of a database with all tables."""
    return await the_server().new_database()


@pytest.fixture
async def stores(url: str) -> AsyncIterator[list[Store]]:
    """Four processes' stores on one database."""
    async with AsyncExitStack() as closing:
        opened: list[Store] = []
        for _ in range(4):
            store = await SqlStore.open(SecretStr(url), "ours")
            closing.push_async_callback(store.close)
            opened.append(store)
        yield opened


class TestClaimingAtOnce:
    async def test_a_lane_is_never_overtaken_and_nothing_is_taken_twice(self, stores: list[Store]) -> None:
        lanes = [f"v{number}" for number in range(LANES)]
        await settle(stores[0], *lanes)
        async with stores[0].begin() as work:
            await work.outbox.plan(
                delivery(f"{lane}-{number}", conversation_id=lane, due_at=NOW + number * SECOND)
                for number in range(LONG)
                for lane in lanes
            )
        taken: list[str] = []

        async def work_off(store: Store) -> None:
            idle = 0
            while idle < 9:
                async with store.begin(alone=False) as work:
                    claimed = await work.outbox.claim("me", NOW + HOUR, NOW, LEASE, 3, {})
                taken.extend(each.key for each in claimed)
                idle = 0 if claimed else idle + 1
                for each in claimed:
                    async with store.begin() as work:
                        assert await work.outbox.save(replace(each, state=State.SENT, sent_at=NOW))

        await asyncio.gather(*(work_off(store) for store in stores for _ in range(4)))
        in_order = defaultdict(list)
        for key in taken:
            in_order[key[:2]].append(key)
        assert in_order == {lane: [f"{lane}-{number}" for number in range(LONG)] for lane in lanes}

    async def test_a_channel_is_written_to_once_each_pace(self, stores: list[Store]) -> None:
        lanes = [f"v{number}" for number in range(30)]
        await settle(stores[0], *lanes)
        async with stores[0].begin() as work:
            await work.outbox.plan(
                replace(delivery(lane, conversation_id=lane), channel=Place("slack", f"C{number % CHANNELS}"))
                for number, lane in enumerate(lanes)
            )

        async def claim(store: Store, real: datetime) -> list[Delivery]:
            async with store.begin(alone=False) as work:
                return list(await work.outbox.claim("me", NOW, real, LEASE, 9, {"slack": SECOND}))

        for second in range(3):
            claims = (claim(store, NOW + second * SECOND) for store in stores for _ in range(6))
            channels = [each.channel.channel_id for claimed in await asyncio.gather(*claims) for each in claimed]
            assert sorted(channels) == [f"C{number}" for number in range(CHANNELS)]

    async def test_what_is_being_changed_is_passed_over_and_nobody_waits_for_it(self, stores: list[Store]) -> None:
        await settle(stores[0], "v1", "v2")
        async with stores[0].begin() as work:
            await work.outbox.plan([delivery("d1", conversation_id="v1"), delivery("d2", conversation_id="v2")])
        async with stores[0].begin() as hearing:
            first = await hearing.outbox.get("d1")
            assert first
            assert await hearing.outbox.change(replace(first, state=State.PAUSED))
            async with stores[1].begin(alone=False) as work:
                assert [each.key for each in await work.outbox.claim("me", NOW, NOW, LEASE, 9, {})] == ["d2"]

    async def test_two_who_claim_at_once_see_each_others_slots(self, stores: list[Store]) -> None:
        await settle(stores[0], "v1", "v2")
        waits = replace(delivery("waits", conversation_id="v1", due_at=NOW - SECOND), not_before=NOW + SECOND / 2)
        async with stores[0].begin() as work:
            await work.outbox.plan([waits, delivery("next", conversation_id="v2")])

        async def claim(store: Store, real: datetime) -> list[str]:
            async with store.begin(alone=False) as work:
                return [each.key for each in await work.outbox.claim("me", NOW, real, LEASE, 9, {"slack": SECOND})]

        async with stores[0].begin(alone=False) as work:
            assert [each.key for each in await work.outbox.claim("me", NOW, NOW, LEASE, 9, {"slack": SECOND})]
            meanwhile = asyncio.create_task(claim(stores[1], NOW + SECOND / 2))
            await asyncio.wait([meanwhile], timeout=0.3)  # it would be done if it did not wait for us
        assert await meanwhile == []
        assert await claim(stores[1], NOW + SECOND) == ["waits"]

    async def test_what_was_cancelled_since_it_was_found_is_not_taken(self, url: str, stores: list[Store]) -> None:
        await settle(stores[0])
        async with stores[0].begin() as work:
            await work.outbox.plan([delivery("d1")])
        found = ready(()).where(func.pg_advisory_lock_shared(7).cast(String) == "")

        asked = {"workspace": "ours", "now": NOW, "real": NOW, "limit": 9}

        async def take() -> list[object]:
            engine = database_at(SecretStr(url)).engine_to_migrate()
            async with engine.begin() as connection:
                taken: list[object] = list((await connection.execute(free(found), asked)).scalars())
            await engine.dispose()
            return taken

        gate = await asyncpg.connect(url)
        await gate.execute("SELECT pg_advisory_lock(7)")
        taking = asyncio.create_task(take())
        stands_before_the_gate = "SELECT true FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while not await gate.fetchval(stands_before_the_gate):
            pass
        async with stores[0].begin() as work:
            assert await work.outbox.cancel("v1", list(Kind), "stop")
        await gate.execute("SELECT pg_advisory_unlock(7)")
        assert await taking == []
        await gate.close()


class TestWritingAtOnce:
    async def test_no_change_is_lost_when_many_read_and_then_write(self, stores: list[Store]) -> None:
        await settle(stores[0])

        async def count(store: Store) -> None:
            async with store.begin() as work:
                matter, person = await work.conversations.get("v1"), await work.people.customer("c1")
                assert matter
                assert person
                await work.conversations.save(replace(matter, resolutions=matter.resolutions + 1))
                await work.people.save(replace(person, name=person.name + "!"))

        await asyncio.gather(*(count(store) for store in stores for _ in range(10)))
        async with stores[0].begin() as work:
            assert (await work.conversations.get("v1")) == replace(conversation("v1"), resolutions=40)
            assert (await work.people.customer("c1")) == replace(customer(), name=customer().name + 40 * "!")

    async def test_other_workspaces_wait_for_nobody(self, url: str, stores: list[Store]) -> None:
        theirs = await SqlStore.open(SecretStr(url), "theirs")
        async with stores[0].begin(), theirs.begin() as work:
            assert await work.first_time("k", NOW)
        await theirs.close()


async def test_a_zero_byte_is_left_out_wherever_it_comes_from(stores: list[Store]) -> None:
    await settle(stores[0])
    async with stores[0].begin() as work:
        assert await work.first_time("a\0b", NOW)
        assert not await work.first_time("ab", NOW)
        await work.messages.save(replace(message("m\x001"), text="Hello\0 there"))
        found = await work.messages.get(message("m1").place, "m1\0")
    assert found
    assert found.text == "Hello there"


async def test_a_connection_that_is_lost_between_two_statements_is_a_database_that_is_away(
    url: str, stores: list[Store]
) -> None:
    async def lose_it_and_go_on() -> None:
        async with stores[0].begin() as work:
            assert await work.first_time("k", NOW)
            await the_server().execute(_END_OTHERS, database=database_of(url))
            await work.first_time("l", NOW)

    with pytest.raises(StoreAway):
        await lose_it_and_go_on()
    async with stores[0].begin() as work:
        assert await work.first_time("k", NOW)


async def test_whoever_is_cancelled_at_any_moment_leaves_nothing_open(url: str) -> None:
    complaints: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, told: complaints.append(told))
    connections = database_at(SecretStr(url)).connections()

    async def begin() -> None:
        async with connections.transaction() as driver:
            await driver.find("SELECT 1")

    await begin()
    for steps in range(12):
        task = asyncio.create_task(begin())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
    assert complaints == []
    await connections.close()


def _machine_time_and(more: timedelta) -> datetime:
    return machine_time() + more


@pytest.mark.parametrize("limit", ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"])
async def test_postgresql_itself_ends_what_would_hang(url: str, limit: str) -> None:
    connections = database_at(SecretStr(url)).connections()
    async with connections.transaction() as driver:
        [[milliseconds]] = await driver.find(f"SELECT setting::int FROM pg_settings WHERE name = '{limit}'")
    assert 0 < milliseconds <= 30_000
    await connections.close()


class TestTime:
    async def test_a_machine_whose_clock_is_an_hour_off_goes_by_the_databases(self, url: str) -> None:
        for wrong in (HOUR, -HOUR):
            store = await SqlStore.open(SecretStr(url), "ours", machine=partial(_machine_time_and, wrong))
            assert abs(store.real() - machine_time()) < timedelta(seconds=20)
            await store.close()

    async def test_it_takes_no_lease_before_its_time_is_over(self, url: str) -> None:
        late = await SqlStore.open(SecretStr(url), "ours")
        early = await SqlStore.open(SecretStr(url), "ours", machine=partial(_machine_time_and, HOUR))
        await settle(late)
        async with late.begin() as work:
            await work.outbox.plan([delivery("d1")])
            assert await work.outbox.claim("late", NOW, late.real(), LEASE * 10, 9, {})
            assert await work.hold("slack", "late", late.real(), late.real() + HOUR / 2) is None
        async with early.begin() as work:
            assert await work.outbox.claim("early", NOW, early.real(), LEASE, 9, {}) == []
            assert await work.hold("slack", "early", early.real(), early.real() + HOUR) is not None
        await late.close()
        await early.close()

    async def test_a_clock_that_is_moved_while_we_run_is_put_right_by_the_next_transaction(self, url: str) -> None:
        moved = [timedelta()]
        store = await SqlStore.open(SecretStr(url), "ours", machine=lambda: _machine_time_and(moved[0]))
        for by in (-HOUR, HOUR):
            moved[0] = by
            async with store.begin():
                pass
            assert abs(store.real() - machine_time()) < timedelta(seconds=20)
        await store.close()


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("url", "says"),
        [
            ("postgresql://me:secret@127.0.0.1:9/x", r"cannot be reached \(nothing answers there\)\. Is it running"),
            (
                "postgresql:///x?host=/nowhere",
                r"cannot be reached \(No such file.*are host and port right",
            ),
            ("postgresql://me:se/cret@127.0.0.1/x", r"cannot be read. Write it like postgresql://.*%40 for an @"),
            ("postgresql://me:secret@127.0.0.1/x?sslmode=secret", r"cannot be read. Write it like"),
            ("postgresql://me:secret@127.0.0.1/x?sslmode=verify-full&sslrootcert=/nowhere", r"&sslrootcert=/folder/"),
        ],
    )
    async def test_an_address_that_leads_nowhere(self, url: str, says: str) -> None:
        with pytest.raises(Misconfigured, match=says) as wrong:
            await SqlStore.open(SecretStr(url), "ours")
        assert "secret" not in str(wrong.value)

    @pytest.mark.parametrize("limit", ["postgres_connections._CONNECT", "checking._SERVERS_PATIENCE"])
    async def test_one_that_takes_connections_and_never_answers(
        self, limit: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(f"storage.{limit}", 0.2)
        async with _silent_server() as port:
            url = SecretStr(f"postgresql://me@127.0.0.1:{port}/x")
            with pytest.raises(Misconfigured, match=r"cannot be reached \(no answer in time\)\. Is it running"):
                await check(url)

    async def test_a_statement_that_is_never_answered_is_given_up(
        self, url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("storage.postgres_connections._COMMAND", 0.2)
        connections = PostgresConnections(SecretStr(url))
        with pytest.raises(TimeoutError):
            async with connections.transaction() as driver:
                await driver.find("SELECT pg_sleep(40)")
        await connections.close()

    async def test_one_that_cannot_keep_every_character(self) -> None:
        server = the_server()
        await server.execute("CREATE DATABASE narrow ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
        url = SecretStr(server.url("narrow"))
        for looked in (SqlStore.open(url, "ours"), check(url), glance(url)):
            with pytest.raises(Misconfigured, match=r"keeps texts as LATIN1.* createdb --encoding UTF8"):
                await looked

    async def test_one_that_does_not_encrypt_says_so(self) -> None:
        async def refuse(_: asyncio.StreamReader, server: asyncio.StreamWriter) -> None:
            server.write(b"N")
            server.close()

        async with await asyncio.start_server(refuse, "127.0.0.1", 0) as listening:
            port = listening.sockets[0].getsockname()[1]
            with pytest.raises(Misconfigured, match=r"cannot be reached .*rejected SSL"):
                await SqlStore.open(SecretStr(f"postgresql://me@127.0.0.1:{port}/x?sslmode=require"), "ours")

    async def test_a_password_that_is_wrong(self) -> None:
        server = await with_asker()
        with pytest.raises(Misconfigured, match=r'authentication failed for user "asker". Change the user or the'):
            await SqlStore.open(SecretStr(server.url(user="asker:wrong")), "ours")

    async def test_a_user_nobody_knows(self) -> None:
        with pytest.raises(Misconfigured, match=r'role "stranger" does not exist. Change the user'):
            await SqlStore.open(SecretStr(the_server().url(user="stranger")), "ours")

    async def test_a_database_that_is_not_there(self) -> None:
        with pytest.raises(Misconfigured, match=r'"missing" does not exist. Make it with createdb'):
            await SqlStore.open(SecretStr(the_server().url("missing")), "ours")

    async def test_a_user_who_may_not_make_tables(self) -> None:
        server = await with_asker()
        database = database_of(await server.bare_database())
        with pytest.raises(Misconfigured, match=r"permission denied .*Let the user of database.url own the database"):
            await SqlStore.open(SecretStr(server.url(database, "asker:right")), "ours")

    async def test_the_library_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "asyncpg", None)
        with pytest.raises(Misconfigured, match=r"asyncpg, which is not installed. Install it with: python -m pip"):
            await SqlStore.open(SecretStr("postgresql://me@127.0.0.1/x"), "ours")


async def with_asker() -> PostgresServer:
    """A server that knows somebody who may do little, and needs a password for it."""
    server = the_server()
    await server.execute("DROP ROLE IF EXISTS asker", "CREATE ROLE asker LOGIN PASSWORD 'right'")
    return server


def test_what_postgresql_says_of_a_row_is_not_repeated() -> None:
    told = asyncpg.NotNullViolationError.new({"S": "ERROR", "C": "23502", "M": "null value", "D": "row (hunter2)"})
    about = database_at(SecretStr("postgresql://nobody@localhost/none")).in_words(told)
    assert "NotNullViolationError (23502)" in str(about)
    assert "hunter2" not in str(about)


@asynccontextmanager
async def _silent_server() -> AsyncIterator[int]:
    """The port of one that takes connections, and never answers."""
    asking: list[asyncio.StreamWriter] = []

    async def say_nothing(asked: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        asking.append(answer)
        await asked.read()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as listening:
        yield int(listening.sockets[0].getsockname()[1])
        for each in asking:
            each.close()
            await each.wait_closed()
