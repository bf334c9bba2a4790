"""SQLite's transactions reach the disk together when they wait for each other, and fail alone all the same."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.errors import StoreAway
from storage import shared_commits
from storage.shared_commits import SharedCommits
from storage.sqlite_driver import connect
from tests.fleet.waiting import until

A_WORD = "INSERT INTO word VALUES (?)"
OF_NOTHING = "INSERT INTO meaning VALUES (?)"  # refused when it is to be committed


class Disk:
    """Counts what reaches it."""

    def __init__(self) -> None:
        self.commits = 0
        self.connections = 0

    def connect(self, path: Path) -> sqlite3.Connection:
        connection = connect(path)
        self.connections += 1
        connection.set_trace_callback(self._asked)
        return connection

    def _asked(self, statement: str) -> None:
        self.commits += statement == "COMMIT"


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk()
    monkeypatch.setattr(shared_commits, "connect", disk.connect)
    return disk


@pytest.fixture
async def file(tmp_path: Path, disk: Disk) -> AsyncIterator[SharedCommits]:
    connection = sqlite3.connect(tmp_path / "x.db")
    connection.execute("CREATE TABLE word (text TEXT PRIMARY KEY)")
    connection.execute("CREATE TABLE meaning (of TEXT REFERENCES word DEFERRABLE INITIALLY DEFERRED)")
    connection.close()
    file = SharedCommits(tmp_path / "x.db")
    yield file
    await file.close()


async def write(file: SharedCommits, sql: str, text: str, *, lasting: bool = True) -> None:
    async with file.transaction(lasting=lasting) as driver:
        await driver.change(sql, (text,))
        await asyncio.sleep(0)


async def words(file: SharedCommits) -> list[str]:
    async with file.transaction() as driver:
        return [text for (text,) in await driver.find("SELECT text FROM word ORDER BY text")]


async def test_those_that_wait_for_each_other_are_committed_together(file: SharedCommits, disk: Disk) -> None:
    await asyncio.gather(*(write(file, A_WORD, f"{number}") for number in range(9)))
    assert disk.commits < 4
    assert await words(file) == [f"{number}" for number in range(9)]


async def test_whoever_comes_back_was_committed(file: SharedCommits, tmp_path: Path) -> None:
    async def write_and_look(text: str) -> int:
        await write(file, A_WORD, text)
        other = sqlite3.connect(tmp_path / "x.db")
        [[found]] = other.execute("SELECT count(*) FROM word WHERE text = ?", (text,))
        other.close()
        return int(found)

    assert await asyncio.gather(*(write_and_look(f"{number}") for number in range(9))) == 9 * [1]


async def test_one_that_fails_takes_nobody_along(file: SharedCommits) -> None:
    texts = ["a", "b", "b", "c"]
    ended = await asyncio.gather(*(write(file, A_WORD, text) for text in texts), return_exceptions=True)
    assert [isinstance(each, sqlite3.IntegrityError) for each in ended] == [False, False, True, False]
    assert await words(file) == ["a", "b", "c"]


async def test_what_cannot_be_committed_fails_for_all_and_the_next_time_alone(file: SharedCommits) -> None:
    async def all_at_once() -> list[bool]:
        tasks = [write(file, A_WORD, "a"), write(file, OF_NOTHING, "x"), write(file, A_WORD, "b")]
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        return [isinstance(each, sqlite3.IntegrityError) for each in ended]

    assert await all_at_once() == [True, True, True]
    assert await words(file) == []
    assert await all_at_once() == [False, True, False]
    assert await words(file) == ["a", "b"]


async def test_what_makes_sqlite_give_up_the_whole_transaction_is_no_success_for_anybody(file: SharedCommits) -> None:
    async def give_up() -> None:
        async with file.transaction() as driver:
            await driver.change("INSERT OR ROLLBACK INTO word VALUES (?)", ("a",))

    ended = await asyncio.gather(write(file, A_WORD, "a"), give_up(), return_exceptions=True)
    assert [type(each) for each in ended] == 2 * [sqlite3.IntegrityError]
    assert await words(file) == []


async def test_one_that_is_cancelled_while_it_writes_takes_nobody_along(file: SharedCommits) -> None:
    written = asyncio.Event()

    async def write_for_ever() -> None:
        async with file.transaction() as driver:
            await driver.change(A_WORD, ("b",))
            written.set()
            await asyncio.Event().wait()

    before, endless = asyncio.create_task(write(file, A_WORD, "a")), asyncio.create_task(write_for_ever())
    after = asyncio.create_task(write(file, A_WORD, "c"))
    await written.wait()
    endless.cancel()
    await asyncio.gather(before, after)
    assert await words(file) == ["a", "c"]


async def test_one_that_is_cancelled_again_and_again_still_waits_for_its_thread(file: SharedCommits) -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    def many() -> Iterator[tuple[str]]:
        begun.set()
        assert may_go_on.wait(10)
        yield ("a",)

    async def write_many() -> None:
        async with file.transaction() as driver:
            await driver.change_all(A_WORD, many())

    many_written = asyncio.create_task(write_many())
    await asyncio.to_thread(begun.wait, 10)
    for _ in range(3):
        many_written.cancel()
        await asyncio.sleep(0)
    assert not many_written.done()
    may_go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await many_written
    assert await words(file) == []


async def test_a_connection_whose_opener_was_cancelled_is_the_next_ones(file: SharedCommits, disk: Disk) -> None:
    opener = asyncio.create_task(words(file))
    await asyncio.sleep(0)
    opener.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opener
    await write(file, A_WORD, "a")
    assert (await words(file), disk.connections) == (["a"], 1)


async def test_nothing_is_written_to_a_file_that_was_moved_away_until_it_is_back(
    file: SharedCommits, tmp_path: Path
) -> None:
    await write(file, A_WORD, "a")
    (tmp_path / "x.db").rename(tmp_path / "y.db")
    with pytest.raises(StoreAway, match="moved or deleted"):
        await write(file, A_WORD, "b")
    (tmp_path / "x.db").touch()
    with pytest.raises(StoreAway, match="moved or deleted"):
        await write(file, A_WORD, "c")
    (tmp_path / "y.db").rename(tmp_path / "x.db")
    await write(file, A_WORD, "d")
    assert await words(file) == ["a", "d"]


async def test_what_need_not_last_comes_along_with_the_next_that_must(file: SharedCommits, disk: Disk) -> None:
    for text in "abc":
        await write(file, A_WORD, text, lasting=False)
    assert disk.commits == 0
    await write(file, A_WORD, "d")
    assert (disk.commits, await words(file)) == (1, ["a", "b", "c", "d"])


async def test_what_nobody_takes_along_reaches_the_disk_a_moment_later(file: SharedCommits, tmp_path: Path) -> None:
    await write(file, A_WORD, "a", lasting=False)
    other = sqlite3.connect(tmp_path / "x.db")

    async def is_there() -> bool:
        return bool(other.execute("SELECT text FROM word").fetchall())

    await until(is_there)
    other.execute("INSERT INTO word VALUES ('b')")  # nobody holds up another process
    other.close()


async def test_closing_takes_along_what_need_not_last(file: SharedCommits) -> None:
    await write(file, A_WORD, "a", lasting=False)
    await file.close()
    assert await words(file) == ["a"]


async def test_whoever_read_what_is_lost_later_learns_it_if_it_must_last(file: SharedCommits) -> None:
    await write(file, OF_NOTHING, "x", lasting=False)
    with pytest.raises(sqlite3.IntegrityError):
        await words(file)
    assert await words(file) == []


async def test_what_is_lost_while_nobody_waits_is_told_to_the_log(
    file: SharedCommits, caplog: pytest.LogCaptureFixture
) -> None:
    await write(file, OF_NOTHING, "x", lasting=False)

    async def told() -> bool:
        return bool(caplog.messages)

    await until(told)
    assert caplog.messages == ["what was to be kept lately is done once more: IntegrityError"]


async def test_reading_reaches_no_disk_and_needs_no_thread(
    file: SharedCommits, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write(file, A_WORD, "a")

    async def refuse(*_: object) -> None:
        raise AssertionError("a thread was asked")

    monkeypatch.setattr(asyncio, "to_thread", refuse)
    assert await words(file) == ["a"]
