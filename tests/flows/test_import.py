"""Bringing in what was said before the bot was there."""

import asyncio
import json
import os
import re
import sqlite3
import subprocess
import sys
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import chdir, closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from adapters.sandbox import PLATFORM
from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, MIA
from bot.__main__ import main
from bot.config import Settings
from bot.errors import BadHistory, StoreAway
from bot.flows.import_history import BATCH, import_history
from bot.model.conversations import Conversation, Status
from bot.model.imports import Imported
from bot.model.people import Customer
from bot.model.places import Person, Place
from bot.ports import Store
from bot.wiring import new_key
from storage.store import SqlStore
from tests.conftest import MONDAY_MORNING
from tests.flows.table import QUESTION, asks, read, roots, told, whispers
from tests.postgres import the_server
from tests.storage.databases import KINDS

ROOT = Path(__file__).resolve().parents[2]
LONG_AGO = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)
OTHER_QUESTION = "The invoice page crashed, what can I do?"

Line = dict[str, Any]


@pytest.fixture
async def store(settings: Settings) -> AsyncIterator[Store]:
    store = await SqlStore.open(settings.database.path, settings.workspace)
    yield store
    await store.close()


def mia(minutes: float, text: str = QUESTION, **more: object) -> Line:
    return _line(minutes, "mia", "Mia", "customer", text, more)


def tom(minutes: float, text: str, **more: object) -> Line:
    return _line(minutes, "tom", "Tom", "customer", text, more)


def ana(minutes: float, text: str = "It is repaired.", **more: object) -> Line:
    return _line(minutes, "ana", "Ana", "staff", text, more)


def _line(minutes: float, person: str, name: str, role: str, text: str, more: dict[str, object]) -> Line:
    when = (LONG_AGO + timedelta(minutes=minutes)).isoformat()
    return {"when": when, "place": "help", "person": person, "name": name, "role": role, "text": text} | more


def lines(*given: Line | str) -> BytesIO:
    return BytesIO("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in given).encode())


async def bring_in(
    store: Store,
    file: BytesIO,
    *,
    leave_out: Callable[[str], None] | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> Imported:
    return await import_history(file, store, Settings(), MONDAY_MORNING, new_key, advance, leave_out=leave_out)


async def customer(store: Store, user_id: str = "mia") -> Customer:
    async with store.begin() as work:
        found = await work.people.customer_of(Person(PLATFORM, user_id))
    assert found
    return found


async def conversations(store: Store, user_id: str = "mia") -> Sequence[Conversation]:
    """Oldest first."""
    who = await customer(store, user_id)
    async with store.begin() as work:
        return list(reversed(await work.conversations.of_customer(who.id, 100)))


async def texts(store: Store, conversation: Conversation) -> list[str]:
    async with store.begin() as work:
        return [message.text for message in await work.messages.of_conversation(conversation.id, 100)]


class TestConversations:
    async def test_one_is_resolved_when_its_last_word_was_said_by_nobody_and_without_a_fix(self, store: Store) -> None:
        await bring_in(store, lines(mia(0), ana(2, addressed_to="mia"), mia(4, "thanks")))
        [only] = await conversations(store)
        assert await texts(store, only) == [QUESTION, "It is repaired.", "thanks"]
        assert (only.status, only.resolutions, only.fixed) == (Status.RESOLVED, 0, "")
        assert only.resolved_at == only.last_at == LONG_AGO + timedelta(minutes=4)
        assert only.agent == Person(PLATFORM, "ana")

    async def test_the_next_message_joins_within_half_an_hour_and_a_later_question_opens_another(
        self, store: Store
    ) -> None:
        await bring_in(store, lines(mia(0), mia(30, "again"), mia(61, OTHER_QUESTION)))
        first, second = await conversations(store)
        assert await texts(store, first) == [QUESTION, "again"]
        assert await texts(store, second) == [OTHER_QUESTION]

    async def test_what_a_cry_for_help_is_about_is_read_from_what_follows(self, store: Store) -> None:
        await bring_in(store, lines(mia(0, "Can anybody help me?"), mia(1)))
        [only] = await conversations(store)
        assert only.subject == "My export stops halfway."

    async def test_the_same_trouble_days_later_goes_on(self, store: Store) -> None:
        await bring_in(store, lines(mia(0), ana(2, addressed_to="mia"), mia(3000, "It broke again")))
        [only] = await conversations(store)
        assert len(await texts(store, only)) == 3

    async def test_chatter_opens_none_but_is_remembered(self, store: Store) -> None:
        await bring_in(store, lines(mia(0, "I had pancakes this morning, lovely.")))
        assert await conversations(store) == []
        who = await customer(store)
        async with store.begin() as work:
            [said] = await work.messages.of_customer(who.id, 9)
        assert said.text.startswith("I had pancakes")

    async def test_a_thread_is_one_conversation_however_long_it_rests(self, store: Store) -> None:
        await bring_in(
            store, lines(mia(0, "hello", thread="t1"), ana(9000, thread="t1"), tom(9001, "me too", thread="t1"))
        )
        [only] = await conversations(store)
        assert only.place == Place(PLATFORM, "help", "t1")
        assert await texts(store, only) == ["hello", "It is repaired.", "me too"]

    async def test_a_thread_below_a_flat_question_is_the_same_conversation(self, store: Store) -> None:
        await bring_in(store, lines(mia(0, message="m1"), mia(1, "more", message="m2"), ana(2, thread="m2")))
        [only] = await conversations(store)
        assert await texts(store, only) == [QUESTION, "more", "It is repaired."]

    async def test_words_for_another_customer_open_and_join_nothing(self, store: Store) -> None:
        await bring_in(store, lines(tom(0, "hello"), mia(1), mia(2, "Did you restart it?", addressed_to="tom")))
        [only] = await conversations(store)
        assert await texts(store, only) == [QUESTION]

    async def test_a_direct_message_opens_one(self, store: Store) -> None:
        await bring_in(store, lines(mia(0, "hello", place="@mia"), ana(1, place="@mia")))
        [only] = await conversations(store)
        assert await texts(store, only) == ["hello", "It is repaired."]


class TestPeople:
    async def test_customers_come_with_their_zone_and_since_when_they_are_known(self, store: Store) -> None:
        await bring_in(store, lines(mia(0), mia(1, zone="Europe/Berlin")))
        who = await customer(store)
        assert (who.name, who.zone, who.first_seen_at) == ("Mia", "Europe/Berlin", LONG_AGO)

    async def test_older_history_makes_them_known_for_longer_and_changes_nothing_else(self, play: Play) -> None:
        await asks(play.seat(MIA))
        store = play.core.bot.speaker.store
        before = await customer(store)
        await bring_in(store, lines(mia(0, name="Maria", zone="Asia/Tokyo")))
        after = await customer(store)
        assert after.first_seen_at == LONG_AGO
        assert (after.id, after.name, after.zone) == (before.id, before.name, before.zone)


class TestTwice:
    async def test_the_second_run_changes_nothing(self, store: Store, settings: Settings) -> None:
        file = lines(
            ana(0, "Hi all"), mia(0), ana(0, addressed_to="mia"), ana(0, thread="t"), mia(1, thread="t"), mia(99)
        )
        assert (await bring_in(store, file)).messages == 6
        before = _everything(settings)
        again = await bring_in(store, file)
        assert (again.messages, again.there_already) == (0, 6)
        assert _everything(settings) == before

    async def test_a_longer_export_adds_what_is_new(self, store: Store) -> None:
        await bring_in(store, lines(mia(0)))
        await bring_in(store, lines(mia(0), ana(2, addressed_to="mia"), mia(5, "thanks")))
        [only] = await conversations(store)
        assert await texts(store, only) == [QUESTION, "It is repaired.", "thanks"]

    async def test_older_history_brought_in_later_stays_apart_from_newer(self, store: Store) -> None:
        await bring_in(store, lines(mia(100)))
        await bring_in(store, lines(mia(0, OTHER_QUESTION), mia(5, "hello?")))
        older, newer = await conversations(store)
        assert await texts(store, older) == [OTHER_QUESTION, "hello?"]
        assert await texts(store, newer) == [QUESTION]

    async def test_history_around_what_is_kept_finds_for_each_line_what_went_on_then(self, store: Store) -> None:
        await bring_in(store, lines(mia(50)))
        await bring_in(store, lines(mia(0, OTHER_QUESTION), mia(5, "hello?"), mia(55, "and this")))
        older, newer = await conversations(store)
        assert await texts(store, older) == [OTHER_QUESTION, "hello?"]
        assert await texts(store, newer) == [QUESTION, "and this"]

    async def test_stopped_in_the_middle_it_leaves_whole_batches_and_a_second_run_completes_them(
        self, store: Store, settings: Settings
    ) -> None:
        file = lines(*islice(_chat(), 3 * BATCH))
        running = asyncio.create_task(bring_in(store, file, advance=lambda _: stop()))
        calls = count(1)

        def stop() -> None:
            if next(calls) == 5:  # four times while it is looked through, then after the first batch
                running.cancel()

        with pytest.raises(asyncio.CancelledError):
            await running
        assert len(_everything(settings)["message"]) == BATCH
        rest = await bring_in(store, file)
        assert (rest.messages, rest.there_already) == (2 * BATCH, BATCH)
        assert len(_everything(settings)["message"]) == 3 * BATCH


class TestWithLiveConversations:
    async def test_lines_that_belong_to_one_that_was_heard_are_left_alone(self, play: Play) -> None:
        await asks(play.seat(MIA))
        store = play.core.bot.speaker.store
        before = await conversations(store)
        later = (play.clock.now() + timedelta(minutes=5)).isoformat()
        file = lines(mia(0, "one more thing", when=later))
        done = await import_history(
            file, store, Settings(), play.clock.now() + timedelta(hours=1), new_key, lambda _: None, leave_out=None
        )
        assert (done.messages, done.left_alone) == (0, 1)
        assert await conversations(store) == before

    async def test_nothing_is_planned_and_no_check_in_ever_comes(self, play: Play) -> None:
        await bring_in(play.core.bot.speaker.store, lines(mia(0), ana(2, addressed_to="mia")))
        assert await play.core.bot.upcoming() == []
        await play.pass_time(timedelta(days=9))
        assert await told(play.seat(MIA)) == []
        assert await roots(play.seat(ANA)) == []

    async def test_who_comes_back_is_met_with_their_history(self, play: Play) -> None:
        await bring_in(play.core.bot.speaker.store, lines(mia(0), ana(2, addressed_to="mia"), mia(99, OTHER_QUESTION)))
        await asks(play.seat(MIA))
        [briefing] = read(await whispers(play.seat(ANA)))
        assert "Mia is back" in briefing
        assert f"“{QUESTION.split('. ')[0]}.” — answered by Ana" in briefing
        assert f"“{OTHER_QUESTION}” — no answer is known" in briefing
        assert "since 24 Nov 2025" in briefing

    async def test_what_is_said_now_begins_anew_even_where_history_ended_minutes_ago(self, play: Play) -> None:
        store, now = play.core.bot.speaker.store, play.clock.now()
        just_now = (now - timedelta(minutes=1)).isoformat()
        file = lines(mia(0, when=just_now))
        await import_history(file, store, Settings(), now, new_key, lambda _: None, leave_out=None)
        await asks(play.seat(MIA), OTHER_QUESTION)
        history, live = await conversations(store)
        assert (history.status, live.status) == (Status.RESOLVED, Status.OPEN)
        assert await texts(store, history) == [QUESTION]


class TestBadLines:
    async def test_one_bad_line_keeps_everything_out_and_is_named(self, store: Store, settings: Settings) -> None:
        with pytest.raises(BadHistory, match=r"(?s)Nothing was brought in; 1 line was.*line 3: role is 'helper'"):
            await bring_in(store, lines(mia(0), "", mia(1, role="helper")))
        assert not any(_everything(settings).values())

    async def test_told_to_keep_going_it_leaves_out_the_bad_ones_alone(self, store: Store) -> None:
        bad = [mia(1, role="helper")] * 11
        left_out: list[str] = []
        file = lines(mia(5), *bad, mia(2, "goes back"), mia(6, "more"))
        done = await bring_in(store, file, leave_out=left_out.append)
        assert (done.messages, done.bad) == (2, 12)
        assert [each.partition(":")[0] for each in left_out] == [f"line {number}" for number in range(2, 14)]

    async def test_one_id_for_two_messages_is_told_and_the_same_message_twice_is_not(self, store: Store) -> None:
        same = [mia(0, message="m1"), mia(0, message="m1")]
        other = [mia(1, "other words", message="m1"), tom(2, QUESTION, message="m1")]
        done = await bring_in(store, lines(*same, *other, ana(3, message="m2")), leave_out=print)
        assert (done.messages, done.there_already, done.bad) == (2, 1, 2)
        assert "line 3: message 'm1' came before with other words" in done.complaints[0]

    async def test_an_id_that_another_message_had_long_before_keeps_everything_out(
        self, store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.flows.import_history.BATCH", 2)
        begun = [mia(minute, message=f"m{minute}") for minute in range(9)]
        with pytest.raises(BadHistory, match=r"(?s)Nothing was brought in; 1 line was.*line 10: message 'm0' came"):
            await bring_in(store, lines(*begun, mia(900, OTHER_QUESTION, message="m0")))
        assert not any(_everything(settings).values())

    async def test_an_id_that_is_given_to_another_message_meanwhile_stops_it_and_the_mended_file_brings_in_the_rest(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.flows.import_history.BATCH", 2)
        await bring_in(store, lines(tom(0, OTHER_QUESTION, message="m3")))
        file, read = lines(mia(0, message="m0"), mia(1, message="m1"), mia(2, message="m4")), count(1)

        def change(_: int) -> None:
            if next(read) == 2:
                text = file.getvalue()
                file.seek(0)
                file.write(text.replace(b"m4", b"m3"))

        with pytest.raises(BadHistory, match=r"(?s)What stands before is brought in.*line 3: message 'm3' is another"):
            await bring_in(store, file, advance=change)
        done = await bring_in(store, lines(mia(0, message="m0"), mia(1, message="m1"), mia(2, message="m4")))
        assert (done.messages, done.there_already) == (1, 2)

    async def test_a_full_folder_for_temporary_files_is_told(
        self, store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.flows.history_repeats._SETTINGS", ("max_page_count = 2",))
        file = lines(*(mia(number / 100, message=f"m{number}") for number in range(BATCH)))
        with pytest.raises(StoreAway, match=r"^The folder for temporary files cannot be used: .* full\. Make room\.$"):
            await bring_in(store, file)
        assert not any(_everything(settings).values())

    async def test_an_id_that_a_message_of_another_file_has_keeps_everything_out(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.flows.import_history.BATCH", 2)
        await bring_in(store, lines(mia(0, message="1"), mia(1, "more", message="2")))
        next_day = [mia(1440, OTHER_QUESTION, message="3"), mia(1441, "and this", message="4")]
        clash = mia(1442, "and that", message="1")
        with pytest.raises(BadHistory, match=r"(?s)Nothing was brought in; 1 line was.*line 3: message '1' is another"):
            await bring_in(store, lines(*next_day, clash))
        done = await bring_in(store, lines(*next_day))
        assert (done.messages, done.there_already) == (2, 0)

    async def test_an_id_that_a_message_of_another_file_has_is_told_with_keep_going(self, store: Store) -> None:
        await bring_in(store, lines(mia(0, message="1"), mia(1, "more", message="2")))
        next_day = lines(mia(1440, OTHER_QUESTION, message="1"), mia(1441, "and this", message="3"))
        left_out: list[str] = []
        done = await bring_in(store, next_day, leave_out=left_out.append)
        assert (done.messages, done.there_already, done.bad) == (1, 0, 1)
        assert left_out == [
            "line 1: message '1' is another one already, of 2025-11-24T09:00:00+00:00; "
            "expected an id of its own for each message"
        ]

    async def test_a_file_that_changes_while_it_is_read_is_not_brought_in(self, store: Store) -> None:
        file = lines(mia(0))

        def change(_: int) -> None:
            file.seek(0)
            file.write(b"[")

        with pytest.raises(BadHistory, match=r"^The file changed while it was read\. Run the import again\.$"):
            await bring_in(store, file, advance=change)
        assert (await bring_in(store, lines(mia(0)))).messages == 1

    async def test_a_line_without_end_is_passed_over(self, store: Store) -> None:
        done = await bring_in(store, lines(mia(0), "x" * 5_000_000, mia(1, "more")), leave_out=print)
        assert (done.messages, done.bad) == (2, 1)
        assert "line 2: longer than 1 MiB" in done.complaints[0]

    async def test_a_byte_order_mark_is_no_part_of_the_first_line(self, store: Store) -> None:
        assert (await bring_in(store, BytesIO(b"\xef\xbb\xbf" + lines(mia(0)).getvalue()))).messages == 1

    async def test_an_empty_file_brings_in_nothing(self, store: Store) -> None:
        assert await bring_in(store, lines()) == Imported()


async def test_more_lines_use_no_more_memory(store: Store) -> None:
    peaks = []
    for lines_of_it in (2 * BATCH, 6 * BATCH):
        file = lines(*islice(_chat(), lines_of_it))
        tracemalloc.start()
        await bring_in(store, file)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 2_000_000


async def test_long_lines_are_kept_fewer_at_a_time(store: Store) -> None:
    at_once: list[int] = []
    file = lines(*(mia(minute, "x" * 35_000) for minute in range(200)))
    done = await bring_in(store, file, advance=at_once.append)
    assert done.messages == 200
    assert max(at_once) < 5_000_000 < sum(at_once)


async def test_a_line_without_end_is_never_held_whole(store: Store) -> None:
    file = lines("x" * 30_000_000)
    tracemalloc.start()
    with pytest.raises(BadHistory, match="longer than 1 MiB"):
        await bring_in(store, file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


class TestTheCommand:
    @pytest.fixture(params=KINDS, autouse=True)
    def _into(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        """A new file in the folder, or a database without tables in PostgreSQL."""
        if request.param == "postgresql":
            monkeypatch.setenv("UNHURRIED_DATABASE__URL", asyncio.run(the_server().bare_database()))

    def test_it_brings_in_a_file_and_says_so_and_the_next_time_that_nothing_was_new(self, tmp_path: Path) -> None:
        file = tmp_path / "history.jsonl"
        file.write_bytes(lines(mia(0), ana(2, addressed_to="mia")).getvalue())
        first, second = _program(tmp_path, str(file)), _command(tmp_path, str(file))
        assert (first.returncode, first.stderr) == (0, "")
        assert "Brought in 2 messages, with 1 new conversation and 1 new customer" in first.stdout
        assert "Nothing new was brought in; nothing was changed." in second.stdout
        assert "2 messages were there already" in second.stdout

    def test_a_bad_line_ends_it_with_code_2_unless_told_to_keep_going(self, tmp_path: Path) -> None:
        file = tmp_path / "history.jsonl"
        file.write_bytes(lines(mia(0), *["nonsense"] * 12).getvalue())
        refused, done = _command(tmp_path, str(file)), _command(tmp_path, str(file), "--keep-going")
        assert (refused.exit_code, done.exit_code) == (2, 0)
        assert "line 2: not a JSON object" in refused.stderr
        assert "… and 2 more" in refused.stderr
        assert re.findall(r"^line (\d+): not a JSON object", done.stderr, re.M) == [str(n) for n in range(2, 14)]
        assert "12 lines were left out; each was named above, on standard error." in done.stdout

    def test_told_to_keep_going_it_does_not_call_a_file_without_any_good_line_done(self, tmp_path: Path) -> None:
        file = tmp_path / "history.jsonl"
        file.write_bytes(lines("nonsense", "", "more of it").getvalue())
        refused = _command(tmp_path, str(file), "--keep-going")
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "line 3: not a JSON object" in refused.stderr
        assert "Nothing was brought in: not one line is right." in refused.stderr


def test_what_cannot_be_read_twice_is_refused_in_words() -> None:
    refused = CliRunner().invoke(main, ["import", os.devnull])
    assert refused.exit_code == 2
    assert "is read twice" in refused.output


async def test_the_example_in_the_reference_can_be_brought_in(store: Store) -> None:
    page = (ROOT / "docs" / "reference" / "import.md").read_text("utf-8")
    example = page.partition("```json\n")[2].partition("```")[0]
    done = await bring_in(store, BytesIO(example.encode()))
    assert (done.messages, done.conversations) == (3, 1)


def _command(folder: Path, *words: str) -> Result:
    """What comes of it in this process."""
    with chdir(folder):
        return CliRunner().invoke(main, ["import", *words])


def _program(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What comes of it in a process of its own, where all that is printed is seen."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "import", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


def _chat() -> Iterable[Line]:
    for number in count():
        if number % 2:
            yield ana(number, thread=f"t{number // 6}")
        else:
            yield _line(
                number, f"c{number // 6}", "Somebody", "customer", "Does it work?", {"thread": f"t{number // 6}"}
            )


def _everything(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """Every row of what an import writes, and of what is to be said."""
    tables = ("profile", "customer", "identity", "conversation", "message", "delivery")
    with closing(sqlite3.connect(settings.database.path)) as database:
        return {table: database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in tables}
