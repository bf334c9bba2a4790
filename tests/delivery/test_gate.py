"""The gate before every whisper: what is not certainly for staff only is not."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from adapters.sandbox.stage import ANA, MIA
from adapters.sandbox.world import Channel
from bot.flows.deliver import speak
from bot.model.deliveries import State
from bot.model.places import Place, Readers, dm
from bot.rules.backoff import MOST_UNKNOWN, wait_before
from tests.delivery.builders import ANSWERED, ROOT, answered, root
from tests.delivery.desk import HASTY, Desk
from tests.delivery.steps import Once, SteppedChat, SteppedStore


class Asked:
    """A chat that answers for who can read where."""

    def __init__(self, desk: Desk, answer: Callable[[Place], Awaitable[Readers]]) -> None:
        self._chat, self._answer = desk.chat(HASTY), answer

    def __getattr__(self, name: str) -> object:
        return getattr(self._chat, name)

    async def readers(self, place: Place) -> Readers:
        return await self._answer(place)


async def unknown(_: Place) -> Readers:
    return Readers.UNKNOWN


async def no_answer(_: Place) -> Readers:
    return await asyncio.Future()


@pytest.mark.parametrize("answer", [unknown, no_answer])
async def test_while_nobody_can_say_who_reads_there_nothing_is_said_and_it_is_tried_again(
    desk: Desk, answer: Callable[[Place], Awaitable[Readers]]
) -> None:
    await desk.plan(root())
    await speak(desk.speaker(chat=Asked(desk, answer)))
    row = await desk.row(ROOT)
    assert (row.state, row.not_before) == (State.PENDING, desk.clock.real() + wait_before(1))
    assert row.why == "it cannot be found out who can read there"
    assert await desk.count(ROOT) == 0
    await desk.speaks(2)
    assert [seen.place.channel_id for seen in await desk.stands(ROOT)] == ["backstage"]


async def test_what_nobody_can_say_for_an_hour_is_held_and_each_is_told_once_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.plan(root())
    for attempt in range(MOST_UNKNOWN + 1):
        assert (await desk.row(ROOT)).state is State.PENDING
        await speak(desk.speaker(chat=Asked(desk, unknown)))
        desk.clock.passes(wait_before(attempt + 1))
    assert ((await desk.row(ROOT)).state, await desk.count(ROOT)) == (State.HELD, 0)
    await desk.root_changes()
    await speak(desk.speaker(chat=Asked(desk, unknown)))
    assert [each.message.partition(":")[0] for each in caplog.records] == [
        "a root has to wait",
        "a root is held, look at who can read backstage",
    ]


async def test_a_certain_place_is_taken_before_an_unknown_one_is_waited_for(desk: Desk) -> None:
    async def only_dms(place: Place) -> Readers:
        return Readers.STAFF_ONLY if place.is_dm else Readers.UNKNOWN

    await desk.plan(root())
    await speak(desk.speaker(chat=Asked(desk, only_dms)))
    assert [seen.place for seen in await desk.stands(ROOT)] == [dm(ANA.person)]


@pytest.mark.parametrize("step", ["after the claim", "after judging", "in judging"])
async def test_a_reader_let_in_between_claim_and_intent_keeps_the_whisper_out(desk: Desk, step: str) -> None:
    await desk.plan(root())
    once = Once(step, lambda: desk.world.admit("backstage", MIA.person))
    await speak(desk.speaker(store=SteppedStore(desk.store, once)))
    assert once.reached
    assert [seen.place for seen in await desk.stands(ROOT)] == [dm(ANA.person)]
    assert not [seen for seen in await desk.world.seen_by(MIA.person) if seen.key]


@pytest.mark.parametrize("step", ["after the gate", "after the intent", "before the request"])
async def test_a_reader_let_in_after_the_gate_is_noticed_by_the_platform(desk: Desk, step: str) -> None:
    await desk.plan(root())
    once = Once(step, lambda: desk.world.admit("backstage", MIA.person))
    await speak(desk.speaker(store=SteppedStore(desk.store, once), chat=SteppedChat(desk.chat(), once)))
    assert once.reached
    assert [seen.place for seen in await desk.stands(ROOT)] == [dm(ANA.person)]


async def test_a_reader_let_in_sees_no_update(desk: Desk) -> None:
    await desk.plan(root())
    await desk.speaks()
    await desk.world.admit("backstage", MIA.person)
    await desk.change_matter(fixed="Between us")
    await desk.root_changes()
    await desk.speaks()
    assert (await desk.row(ROOT)).state is State.HELD
    assert "Between us" not in str(await desk.world.seen_by(MIA.person))


async def test_a_held_root_is_updated_once_staff_are_among_themselves_again(desk: Desk) -> None:
    await desk.plan(root())
    await desk.speaks()
    await desk.world.build(Channel("backstage", "backstage", staff_only=False))
    await desk.root_changes()
    await desk.speaks()
    await desk.world.build(Channel("backstage", "backstage", staff_only=True))
    await desk.change_matter(fixed="Between us")
    await desk.root_changes()
    await desk.speaks()
    assert ((await desk.row(ROOT)).state, await desk.count(ROOT)) == (State.SENT, 1)
    assert "Between us" in await desk.read_by_ana()


async def test_the_dm_of_somebody_who_left_the_team_is_no_place(desk: Desk) -> None:
    await desk.world.admit("backstage", MIA.person)
    await desk.world.seat(type(ANA)(ANA.person, ANA.name, MIA.role))
    await desk.plan(root(), answered())
    await desk.speaks(2)
    assert {(await desk.row(key)).state for key in (ROOT, ANSWERED)} == {State.HELD}
    assert not [seen for seen in await desk.world.seen_by(ANA.person) if seen.key]


async def test_what_is_held_at_the_gate_says_so_whatever_happened_before(desk: Desk) -> None:
    await desk.plan(root())
    await speak(desk.speaker(chat=Asked(desk, unknown)))
    await desk.change_matter(agent=None)
    await desk.world.admit("backstage", MIA.person)
    desk.clock.passes(wait_before(1))
    await desk.speaks()
    assert (await desk.row(ROOT)).why == "there is no place left that only staff can read"
