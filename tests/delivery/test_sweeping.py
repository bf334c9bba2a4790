"""The sweeper: what stands twice is found, taken back and told."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import NoReturn, cast

import pytest

from adapters.sandbox import PLATFORM
from adapters.sandbox.faults import Fault
from adapters.sandbox.stage import HELP
from bot.errors import ChatBusy, ChatRefused
from bot.flows.deliver import speak
from bot.flows.sweep import AFTER, MOST_UNTOLD, sweep
from bot.messages import CustomerWords, StaffWords
from bot.model.deliveries import State
from bot.model.places import Audience, CustomerPlace, Place, Shown
from bot.ports import Chat
from bot.rules.audience import StaffPlace
from tests.delivery.builders import CHECK_IN, ROOT, answered, check_in, root
from tests.delivery.desk import SECOND, Desk
from tests.delivery.steps import Once, SteppedChat

SOON = timedelta(minutes=1)


async def late_twin(desk: Desk, key: str) -> None:
    """A platform stores what it was given long ago."""
    shown = (await desk.row(key)).shown
    assert shown
    if key == CHECK_IN:
        await desk.chat().tell(CustomerPlace(shown.place), CustomerWords(lines=("How?",), why="It is automatic."), key)
    else:
        await desk.chat().whisper(StaffPlace(Place("sandbox", "backstage")), StaffWords(title="Twin"), key)


async def sent_before(desk: Desk, key: str, channel: Place) -> None:
    at = desk.clock.real() - AFTER - SECOND
    was = replace(check_in(key), occasion=key, channel=channel, state=State.SENT, sent_at=at, first_intent_at=at)
    await desk.plan(replace(was, shown=Shown(channel, key, Audience.CUSTOMER)))


async def sent(desk: Desk, *keys: str) -> None:
    await desk.plan(*({ROOT: root(), CHECK_IN: check_in()}[key] for key in keys))
    await speak(desk.speaker())


@pytest.mark.parametrize("key", [ROOT, CHECK_IN])
async def test_a_twin_is_taken_back_and_told_once(desk: Desk, key: str) -> None:
    await sent(desk, *{ROOT, key})
    first = (await desk.row(key)).shown
    await late_twin(desk, key)
    desk.clock.passes(AFTER + SECOND)
    assert await sweep(desk.speaker()) == 1
    assert await sweep(desk.speaker("two")) == 0
    await desk.speaks()
    [stands] = await desk.stands(key)
    assert first
    assert stands.message_id == first.message_id
    assert (await desk.read_by_ana()).count("stood twice for a while") == 1


async def test_nobody_looks_before_five_minutes_are_over(desk: Desk) -> None:
    await sent(desk, CHECK_IN)
    await late_twin(desk, CHECK_IN)
    desk.clock.passes(AFTER)
    assert await sweep(desk.speaker()) == 0
    assert await desk.count(CHECK_IN) == 2


async def test_a_root_that_was_updated_meanwhile_is_swept_from_its_first_sending_on(desk: Desk) -> None:
    await sent(desk, ROOT)
    await late_twin(desk, ROOT)
    desk.clock.passes(2 * SOON)
    await desk.root_changes()
    await speak(desk.speaker())
    desk.clock.passes(AFTER + SECOND)
    assert (await sweep(desk.speaker()), await desk.count(ROOT)) == (1, 1)


async def test_what_was_found_instead_of_sent_is_swept_too(desk: Desk) -> None:
    place = CustomerPlace((await desk.matter()).place)
    for _ in range(2):
        await desk.chat().tell(place, CustomerWords(lines=("How?",), why="It is automatic."), CHECK_IN)
    desk.clock.passes(AFTER + SECOND)
    await sent(desk, CHECK_IN)
    assert (await desk.row(CHECK_IN)).state is State.SENT
    desk.clock.passes(AFTER + SECOND)
    assert (await sweep(desk.speaker()), await desk.count(CHECK_IN)) == (1, 1)


@pytest.mark.parametrize("trouble", [ChatBusy(SECOND), ConnectionResetError(), TimeoutError()])
async def test_a_platform_that_does_not_answer_is_asked_again(desk: Desk, trouble: Exception) -> None:
    async def fail() -> NoReturn:
        raise trouble

    await sent(desk, CHECK_IN)
    await late_twin(desk, CHECK_IN)
    desk.clock.passes(AFTER + SECOND)
    assert await sweep(desk.speaker(chat=SteppedChat(desk.chat(), Once("before the look", fail)))) == 0
    assert await sweep(desk.speaker()) == 1


async def test_all_that_was_sent_is_swept_however_much_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.flows.sweep.AT_ONCE", 1)
    await sent(desk, ROOT, CHECK_IN)
    await late_twin(desk, ROOT)
    await late_twin(desk, CHECK_IN)
    desk.clock.passes(AFTER + SECOND)
    assert await sweep(desk.speaker()) == 2


async def test_a_platform_that_would_not_tell_is_left_alone_until_the_next_sweep(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    async def fail(step: str) -> None:
        nonlocal looks
        if step == "before the look":
            looks += 1
            raise ChatBusy(SECOND)

    monkeypatch.setattr("bot.flows.sweep.AT_ONCE", 1)
    await sent(desk, ROOT, CHECK_IN)
    desk.clock.passes(AFTER + SECOND)
    assert await sweep(desk.speaker(chat=SteppedChat(desk.chat(), fail))) == 0
    assert looks == 1


async def test_a_platform_that_tells_nothing_is_asked_for_a_few_only(desk: Desk) -> None:
    looks = 0

    async def fail(step: str) -> None:
        nonlocal looks
        if step == "before the look":
            looks += 1
            raise ConnectionResetError

    for number in range(MOST_UNTOLD + 1):
        await sent_before(desk, f"{number}", HELP)
    assert await sweep(desk.speaker(chat=SteppedChat(desk.chat(), fail))) == 0
    assert looks == MOST_UNTOLD


async def test_a_platform_that_does_not_answer_holds_up_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    done = asyncio.Event()

    async def hang(step: str) -> None:
        if step == "before the look":
            await done.wait()

    async def end(step: str) -> None:
        if step == "after withdraw":
            done.set()

    monkeypatch.setattr("bot.flows.sweep.AT_ONCE", 1)
    await sent(desk, CHECK_IN)
    await late_twin(desk, CHECK_IN)
    await sent_before(desk, "there", Place("elsewhere", "C1"))
    desk.clock.passes(AFTER + SECOND)
    here, there = SteppedChat(desk.chat(), end), SteppedChat(desk.chat(), hang)
    speaker = replace(desk.speaker(), chats={"elsewhere": cast(Chat, there), PLATFORM: cast(Chat, here)})
    assert (await sweep(speaker), await desk.count(CHECK_IN)) == (1, 1)
    assert (await desk.row("there")).swept_at


@pytest.mark.parametrize("trouble", [ChatRefused("the channel is gone"), ZeroDivisionError()])
async def test_what_can_never_be_swept_keeps_no_other_from_being_swept(desk: Desk, trouble: Exception) -> None:
    async def fail() -> NoReturn:
        raise trouble

    await sent(desk, ROOT, CHECK_IN)
    await late_twin(desk, ROOT)
    await late_twin(desk, CHECK_IN)
    desk.clock.passes(AFTER + SECOND)
    assert await sweep(desk.speaker(chat=SteppedChat(desk.chat(), Once("before the look", fail)))) == 1
    assert await sweep(desk.speaker()) == 0
    assert sorted([await desk.count(ROOT), await desk.count(CHECK_IN)]) == [1, 2]


async def test_a_frozen_worker_that_woke_to_write_is_cleaned_up_after(desk: Desk) -> None:
    other = desk.speaker("two")

    async def sleep_long() -> None:
        desk.clock.passes(timedelta(minutes=2))
        await speak(other)

    await desk.plan(check_in())
    await speak(desk.speaker(chat=SteppedChat(desk.chat(), Once("before the request", sleep_long))))
    assert await desk.count(CHECK_IN) == 2
    desk.clock.passes(AFTER + SECOND)
    assert (await sweep(desk.speaker()), await desk.count(CHECK_IN)) == (1, 1)


async def test_what_went_to_no_place_is_not_looked_for(desk: Desk) -> None:
    await desk.plan(replace(answered(), to=None))
    await desk.world.switch_fault(Fault.REFUSED, 2)
    await desk.speaks()
    desk.clock.passes(AFTER + SECOND)
    assert await sweep(desk.speaker()) == 0
