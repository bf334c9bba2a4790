"""Two speakers on one database: nothing goes out twice, and they share each channel's pace and each budget."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.sandbox.faults import Fault
from adapters.sandbox.stage import MIA
from bot.flows.deliver import speak
from bot.model.conversations import Conversation
from bot.model.deliveries import Delivery
from bot.rules import plans
from tests.delivery.builders import ANSWERED, CHECK_IN, FRONT, ROOT, START, answered, check_in, root, whisper_of
from tests.delivery.desk import LIMITS, SECOND, Desk, opened
from tests.delivery.kill import build
from tests.delivery.steps import Once, SteppedChat, SteppedStore
from tests.storage.databases import KINDS

PACED = replace(LIMITS, pace=SECOND)


async def plan_whispers(desk: Desk, number: int) -> list[str]:
    """So many whispers, each about a matter of its own."""
    whispers = [whisper_of(each) for each in range(number)]
    for matter, whisper in whispers:
        await plan_about(desk, matter, whisper)
    return [whisper.key for _, whisper in whispers]


async def plan_about(desk: Desk, matter: Conversation, delivery: Delivery) -> None:
    async with desk.store.begin() as work:
        await work.conversations.save(matter)
        await work.outbox.plan([delivery])


async def test_what_two_say_at_once_stands_once_and_in_order(desk: Desk) -> None:
    await desk.plan(root(), answered(), check_in())
    keys = [*await plan_whispers(desk, 20), ROOT, ANSWERED, CHECK_IN]
    await asyncio.gather(*(speak(desk.speaker(name)) for name in ("one", "two", "three")))
    assert {key: await desk.count(key) for key in keys} == dict.fromkeys(keys, 1)
    assert (await desk.stands(ANSWERED))[0].place == (await desk.matter()).backstage


async def test_they_share_a_pace_of_one_message_a_second_in_a_channel(desk: Desk) -> None:
    keys = await plan_whispers(desk, 3)
    said = []
    for _ in range(6):
        speakers = [desk.speaker(name, chat=desk.chat(PACED)) for name in ("one", "two")]
        await asyncio.gather(*(speak(speaker) for speaker in speakers))
        said.append(sum([await desk.count(key) for key in keys]))
        desk.clock.passes(SECOND / 2)
    assert said == [1, 1, 2, 2, 3, 3]


async def test_a_call_that_hangs_holds_up_nothing_else(desk: Desk) -> None:
    keys = await plan_whispers(desk, 35)  # more than are claimed at once
    answers = asyncio.Event()
    chat = SteppedChat(desk.chat(), Once("before the request", answers.wait))
    speaking = asyncio.create_task(speak(desk.speaker(chat=chat)))
    async with asyncio.timeout(20):
        while sum([await desk.count(key) for key in keys]) < len(keys) - 1:  # noqa: ASYNC110 the world tells nobody
            await asyncio.sleep(0.01)
        answers.set()
        assert (await speaking).taken == len(keys)
    assert {await desk.count(key) for key in keys} == {1}


@pytest.mark.parametrize("in_private", [False, True], ids=["backstage", "in the agent's private messages instead"])
async def test_a_busy_channel_is_left_alone_by_both(desk: Desk, in_private: bool) -> None:
    if in_private:
        await desk.world.admit("backstage", MIA.person)
    matters = [matter for matter, _ in map(whisper_of, range(2))]
    first, second = (plans.root(each, FRONT, f"root of {each.id}", START) for each in matters)
    keys = [first.key, second.key, CHECK_IN]
    await plan_about(desk, matters[0], first)
    await desk.world.switch_fault(Fault.BUSY, 1)
    await speak(desk.speaker("one"))
    await plan_about(desk, matters[1], second)
    await desk.plan(check_in())
    await speak(desk.speaker("two"))
    assert [await desk.count(key) for key in keys] == [0, 0, 1]  # the channel that was not busy
    desk.clock.passes(SECOND)
    await speak(desk.speaker("two"))
    assert [await desk.count(key) for key in keys] == [1, 1, 1]


@pytest.mark.parametrize("kind", KINDS)
async def test_of_two_check_ins_judged_in_one_moment_only_one_is_within_the_budget(kind: str, tmp_path: Path) -> None:
    folder = await build(kind, tmp_path)
    async with opened(folder) as here, opened(folder) as there:
        await here.plan(check_in())

        async def the_other_one_is_said_there() -> None:
            other = replace(await there.matter(), id="other matter")
            async with there.store.begin() as work:
                await work.conversations.save(other)
            await there.plan(replace(check_in("other"), conversation_id=other.id, occasion="other occasion"))
            await speak(there.speaker("there"))

        store = SteppedStore(here.store, Once("after judging", the_other_one_is_said_there))
        await speak(here.speaker("here", store=store))
        assert [await here.count(key) for key in (CHECK_IN, "other")] == [0, 1]
        assert "budget" in (await here.row(CHECK_IN)).why
