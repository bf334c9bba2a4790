"""The sandbox's world: who may be where, who reads what, and that all of it is kept."""

import sqlite3
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.sandbox.chat import SandboxChat
from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.faults import Fault
from adapters.sandbox.world import Channel, World
from bot.errors import ChatRefused, Misconfigured, NotAllowed
from bot.messages import StaffWords
from bot.model.people import Profile, Role
from bot.model.places import Audience, CustomerPlace, Person, Place, dm
from bot.rules.audience import StaffPlace
from tests.adapters.sandbox.desk import AMINA, BACKSTAGE, HELLO, HELP, JONAS, NOON, SECRET
from tests.sqlite import being_made

BO = Person("sandbox", "bo")


async def texts(world: World, person: Person) -> list[str]:
    return [seen.text for seen in await world.seen_by(person)]


async def test_a_message_is_read_with_who_said_it_where_and_when(world: World) -> None:
    message_id = await world.say(AMINA.person, HELP, "It broke", NOON)
    [seen] = await world.seen_by(JONAS.person)
    assert (seen.place, seen.message_id, seen.at) == (HELP, message_id, NOON)
    assert (seen.author, seen.author_name, seen.text) == (AMINA.person, "Amina", "It broke")
    assert (seen.words, seen.audience, seen.edited, seen.only_for_you) == (None, None, False, False)


async def test_the_bots_words_are_read_as_they_were_given(world: World) -> None:
    await world.show(BACKSTAGE, SECRET, Audience.STAFF, "key", NOON, NOON)
    [seen] = await world.seen_by(JONAS.person)
    assert (seen.author, seen.author_name, seen.text) == (None, "Unhurried", "")
    assert (seen.words, seen.audience, seen.key) == (SECRET, Audience.STAFF, "key")


async def test_message_ids_are_numbers_that_grow(world: World) -> None:
    ids = [await world.say(AMINA.person, HELP, "x", NOON) for _ in range(11)]
    assert sorted(ids, key=int) == ids
    assert len(set(ids)) == 11


async def test_a_room_for_staff_is_closed_to_others(world: World) -> None:
    await world.say(JONAS.person, BACKSTAGE, "between us", NOON)
    assert await texts(world, AMINA.person) == await texts(world, BO) == []
    with pytest.raises(NotAllowed):
        await world.say(AMINA.person, BACKSTAGE, "hello?", NOON)


async def test_whoever_is_let_in_reads_and_the_room_is_no_longer_for_staff(world: World) -> None:
    await world.say(JONAS.person, BACKSTAGE, "between us", NOON)
    await world.admit("backstage", AMINA.person)
    assert await texts(world, AMINA.person) == ["between us"]
    assert await texts(world, BO) == []
    assert [channel.staff_only for channel in await world.channels()] == [False, False]


async def test_nobody_else_can_be_in_a_dm(world: World) -> None:
    await world.say(AMINA.person, dm(AMINA.person), "just us", NOON)
    assert await texts(world, AMINA.person) == ["just us"]
    assert await texts(world, JONAS.person) == []
    with pytest.raises(NotAllowed):
        await world.say(JONAS.person, dm(AMINA.person), "hello?", NOON)


@pytest.mark.parametrize("place", [Place("sandbox", "nowhere"), replace(HELP, thread_id="99")])
async def test_nobody_can_speak_where_nothing_is(world: World, place: Place) -> None:
    with pytest.raises(NotAllowed):
        await world.say(AMINA.person, place, "hello?", NOON)
    assert not await world.exists(place)


async def test_people_change_only_what_they_said(world: World) -> None:
    message_id = await world.say(AMINA.person, HELP, "It broke", NOON)
    for person, place in ((JONAS.person, HELP), (AMINA.person, BACKSTAGE)):
        with pytest.raises(NotAllowed):
            await world.edit(person, place, message_id, "All is well", NOON)
        with pytest.raises(NotAllowed):
            await world.delete(person, place, message_id, NOON)
    await world.edit(AMINA.person, HELP, message_id, "It broke again", NOON)
    [seen] = await world.seen_by(JONAS.person)
    assert (seen.text, seen.edited) == ("It broke again", True)
    await world.delete(AMINA.person, HELP, message_id, NOON)
    assert await texts(world, JONAS.person) == []
    with pytest.raises(NotAllowed):
        await world.edit(AMINA.person, HELP, message_id, "still here", NOON)


async def test_what_was_taken_back_is_nowhere_in_the_world(world: World, path: Path) -> None:
    message_id = await world.say(AMINA.person, HELP, "my password is 1234", NOON)
    await world.heard((await world.unheard(1))[0].deed_id)
    await world.delete(AMINA.person, HELP, message_id, NOON)
    with closing(sqlite3.connect(path)) as file:
        assert "1234" not in "".join(file.iterdump())


async def test_an_agent_who_leaves_the_team_reads_no_more_whispers(world: World) -> None:
    await world.show(BACKSTAGE, SECRET, Audience.STAFF, "key", NOON, NOON)
    await world.seat(replace(JONAS, role=Role.CUSTOMER))
    assert await world.seen_by(JONAS.person) == []


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "'; DROP TABLE message; --", "😀" * 1_000, "<script>", "\r\n"])
async def test_any_text_can_be_said_and_commanded(world: World, text: str) -> None:
    await world.say(AMINA.person, HELP, text, NOON)
    await world.give(AMINA.person, HELP, text, at=NOON, about=text, choice=text, fields={text: text})
    tidy = text.replace("\0", "\ufffd").replace("\ud800", "\ufffd")
    said, given_deed = await world.unheard(2)
    assert await texts(world, AMINA.person) == [said.text] == [tidy]
    assert (given_deed.word, given_deed.about, given_deed.choice, given_deed.fields) == (tidy, tidy, tidy, {tidy: tidy})


CHANGES: list[Callable[[World], Awaitable[object]]] = [
    lambda world: world.seat(AMINA),
    lambda world: world.build(Channel("more", "More", staff_only=False)),
    lambda world: world.say(AMINA.person, HELP, "x", NOON),
    lambda world: world.give(AMINA.person, HELP, "help", at=NOON),
    lambda world: world.show(HELP, HELLO, Audience.CUSTOMER, "key", NOON, NOON),
    lambda world: world.set_shift(NOON - NOON),
    lambda world: world.switch_fault(Fault.BUSY, 1),
]


@pytest.mark.parametrize("change", CHANGES)
async def test_every_change_counts_and_looking_does_not(
    world: World, change: Callable[[World], Awaitable[object]]
) -> None:
    before = await world.revision()
    await world.people(), await world.channels(), await world.seen_by(AMINA.person), await world.unheard(1)
    assert await world.revision() == before
    await change(world)
    assert await world.revision() == before + 1


async def test_what_fails_changes_nothing(world: World) -> None:
    before = await world.revision()
    with pytest.raises(NotAllowed):
        await world.say(AMINA.person, BACKSTAGE, "hello?", NOON)
    with pytest.raises(ValueError, match="zone"):
        await world.say(AMINA.person, HELP, "x", NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="sandbox"):
        await world.seat(replace(AMINA, person=Person("slack", "U1")))
    with pytest.raises(ValueError, match="DM"):
        await world.build(Channel("@amina", "Mine", staff_only=True))
    with pytest.raises(ValueError, match="DM"):
        await world.admit("@jonas", AMINA.person)
    assert (await world.revision(), await world.unheard(9)) == (before, [])


async def test_a_world_is_kept_and_shared(world: World, path: Path) -> None:
    await world.say(AMINA.person, HELP, "It broke", NOON)
    other = await World.open(path)
    try:
        assert list(await other.people()) == [AMINA, JONAS]
        assert list(await other.channels()) == list(await world.channels())
        await other.say(JONAS.person, HELP, "Let me look", NOON)
    finally:
        other.close()
    assert await texts(world, AMINA.person) == ["It broke", "Let me look"]


@pytest.mark.parametrize("made", ["PRAGMA user_version = 99", "CREATE TABLE invoice (id TEXT)"])
async def test_what_another_version_or_another_program_made_is_left_alone(path: Path, made: str) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute(made)
    with pytest.raises(Misconfigured, match=r"world\.db was made by another program, or by another version"):
        await World.open(path)
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT name FROM sqlite_master WHERE name != 'invoice'").fetchall() == []


async def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"cannot be used \(Is a directory\)\. Let this user write it"):
        await World.open(tmp_path)


async def test_a_new_world_that_another_process_is_making_is_waited_for(tmp_path: Path) -> None:
    with being_made(tmp_path / "new.db"):
        world = await World.open(tmp_path / "new.db")
    assert await world.people() == []
    world.close()


async def test_only_its_owner_can_read_a_new_world(tmp_path: Path) -> None:
    world = await World.open(tmp_path / "folder" / "world.db")
    await world.set_shift(timedelta(hours=1))
    assert {each.stat().st_mode & 0o777 for each in (tmp_path / "folder").iterdir()} == {0o600}
    world.close()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["whisper", "tell", "update", "thread", "admit", "seat", "build"]),
        st.sampled_from(["help", "backstage", "@amina", "@jonas", "@bo", "nowhere"]),
    ),
    max_size=12,
)


async def act(world: World, chat: SandboxChat, what: str, where: str, number: int) -> None:
    place, secret = Place("sandbox", where), StaffWords(title=f"secret {number}")
    match what:
        case "whisper":
            await chat.whisper(StaffPlace(place), secret, "key")
        case "tell":
            await chat.tell(CustomerPlace(place), HELLO, "key")
        case "update":
            for shown in await chat.find(place, "key", NOON.replace(year=2020)):
                await chat.update(shown, secret)
        case "thread":
            for shown in await chat.find(place, "key", NOON.replace(year=2020)):
                await chat.whisper(StaffPlace(shown.thread), secret, "key")
        case "admit":
            await world.admit(where, BO)
        case "seat":
            await world.seat(Profile(BO, "Bo", Role.UNKNOWN if where == "help" else Role.CUSTOMER))
        case _:
            await world.build(Channel(where, where, staff_only=where != "help"))


@settings(max_examples=40, deadline=None)
@given(STEPS)
async def test_whatever_happens_no_new_whisper_is_read_by_others(steps: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = await World.open(Path(folder) / "world.db")
        try:
            chat = SandboxChat(world, SandboxClock(world))
            await world.seat(AMINA)
            await world.seat(JONAS)
            for number, (what, where) in enumerate(steps):
                with suppress(ChatRefused, ValueError):
                    await act(world, chat, what, where, number)
                for person in (AMINA.person, BO):
                    seen = [s.words for s in await world.seen_by(person)]
                    assert StaffWords(title=f"secret {number}") not in seen
        finally:
            world.close()
