"""The sandbox's chat while something is wrong: it goes on, unhurriedly, and logs nothing that people said."""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta

import pytest

from adapters.sandbox.chat import SandboxChat
from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.world import World
from bot.events import CommandGiven, Event
from bot.messages import Answer, Form, Source, StaffWords
from bot.model.people import Profile
from bot.model.places import Readers
from tests.adapters.sandbox.desk import AMINA, BACKSTAGE, HELP, JONAS, NOON, SECRET


class Deaf:
    """Ears on which every event fails, with the customer's words in the error."""

    def __init__(self) -> None:
        self.tried = 0

    async def hear(self, event: Event) -> Answer | None:
        self.tried += 1
        raise RuntimeError(f"cannot hear {event}")

    async def form(self, word: str, about: str, by: Profile, on: Source | None = None) -> Form | Answer:
        return StaffWords(title=word)

    async def connected(self, platform: str, *, anew: bool) -> None:
        """The sandbox keeps everything for those who are away."""

    async def introduces(self, platform: str) -> timedelta:
        return timedelta(0)


class Keen(Deaf):
    """Ears that hear, and answer every command."""

    async def hear(self, event: Event) -> Answer | None:
        self.tried += 1
        return SECRET if isinstance(event, CommandGiven) else None


@pytest.fixture
def chat(world: World) -> SandboxChat:
    return SandboxChat(world, SandboxClock(world))


async def test_it_waits_longer_after_each_failure_and_logs_no_words(
    world: World, chat: SandboxChat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def note(pause: float) -> None:
        pauses.append(pause)
        if len(pauses) == 9:
            raise asyncio.CancelledError
        await sleep(0)

    monkeypatch.setattr("adapters.sandbox.chat.asyncio.sleep", note)
    caplog.set_level(logging.DEBUG)
    await world.say(AMINA.person, HELP, "my password is 1234", NOON)
    ears = Deaf()
    with suppress(asyncio.CancelledError):
        await chat.listen(ears)
    assert ears.tried == 9
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (0.1, 5.0)
    assert "RuntimeError" in caplog.text
    assert "1234" not in caplog.text
    assert len(await world.unheard(10)) == 1


async def test_a_failure_is_told_to_who_asks_for_what_was_done(world: World, chat: SandboxChat) -> None:
    await world.say(AMINA.person, HELP, "It broke", NOON)
    with pytest.raises(RuntimeError):
        await chat.catch_up(Deaf())
    assert await chat.catch_up(Keen()) == 1
    assert await chat.catch_up(Keen()) == 0


async def test_a_message_without_words_is_passed_over(world: World, chat: SandboxChat) -> None:
    ears = Keen()
    await world.say(AMINA.person, HELP, "   ", NOON)
    assert await chat.catch_up(ears) == 1
    assert (ears.tried, await world.unheard(10)) == (0, [])


async def test_many_things_done_while_nobody_listened_are_heard_at_once(world: World, chat: SandboxChat) -> None:
    for number in range(205):
        await world.say(AMINA.person, HELP, f"{number}", NOON)
    assert await chat.catch_up(Keen()) == 205


async def test_two_who_catch_up_at_once_hear_everything_once(world: World, chat: SandboxChat) -> None:
    ears = Keen()
    for number in range(5):
        await world.say(AMINA.person, HELP, f"{number}", NOON)
    counts = await asyncio.gather(chat.catch_up(ears), chat.catch_up(ears))
    assert (sum(counts), ears.tried) == (5, 5)


async def test_an_answer_stands_where_it_was_asked_for_only_who_asked_sees_it(world: World, chat: SandboxChat) -> None:
    await world.give(JONAS.person, BACKSTAGE, "brief", at=NOON)
    await chat.catch_up(Keen())
    [answer] = await world.seen_by(JONAS.person)
    assert (answer.words, answer.place, answer.only_for_you) == (SECRET, BACKSTAGE, True)
    assert list(await chat.find(BACKSTAGE, answer.key, NOON.replace(year=2020))) == []


async def test_who_reads_a_place_is_unknown_when_the_world_cannot_be_asked(world: World, chat: SandboxChat) -> None:
    world.close()
    assert await chat.readers(BACKSTAGE) is Readers.UNKNOWN
