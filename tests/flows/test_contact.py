"""How often a customer may be contacted, and what cancels a check-in that was planned."""

import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, HELP, MIA, TOM
from bot.config import Aftercare
from tests.flows.table import (
    DAY,
    HOUR,
    MINUTE,
    asks,
    berlin,
    buttons,
    goes_to,
    presses,
    resolved,
    roots,
    sleeps_until,
    told,
)

NEXT = ("Why is my import slow?", "Where can I find my invoice?", "Can I export a single project?", "How do I share?")


async def _checked_in(play: Play, text: str) -> None:
    """One more conversation, and time for its check-in to go out; the customer says it works."""
    mia, ana = play.seat(MIA), play.seat(ANA)
    before = len(await told(mia))
    await resolved(mia, ana, text=text)
    await play.pass_time(4 * DAY)
    if len(await told(mia)) > before:
        await mia.presses("It works")


async def test_within_seven_days_one_contact_is_enough(play: Play) -> None:
    await _checked_in(play, NEXT[0])
    await _checked_in(play, NEXT[1])
    assert len(await told(play.seat(MIA))) == 1
    assert "Check-in: not sent · the contact budget is spent: 1 in 7 days" in (await roots(play.seat(ANA)))[-1]


async def test_within_thirty_days_three_are_enough(play: Play) -> None:
    for text in NEXT:
        await _checked_in(play, text)
        await play.pass_time(4 * DAY)
    assert len(await told(play.seat(MIA))) == 3
    assert "the contact budget is spent: 3 in 30 days" in (await roots(play.seat(ANA)))[-1]


async def test_after_thirty_days_there_is_budget_again(play: Play) -> None:
    for text in NEXT[:3]:
        await _checked_in(play, text)
        await play.pass_time(4 * DAY)
    await play.pass_time(20 * DAY)
    await _checked_in(play, NEXT[3])
    assert len(await told(play.seat(MIA))) == 4


async def test_one_customers_budget_is_not_anothers(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    await resolved(mia, ana)
    await resolved(tom, ana, text="Where can I find my invoice?")
    await play.pass_time(4 * DAY)
    assert len(await told(mia)) == 2  # both stand in a channel she can read


async def test_after_no_answer_there_is_silence_for_sixty_days(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await goes_to(play, berlin(4, 28, 12))
    await resolved(mia, ana, text=NEXT[0])
    await play.pass_time(4 * DAY)
    assert len(await told(mia)) == 1
    assert "the last check-in had no answer: silence for 60 days" in (await roots(ana))[-1]


async def test_after_sixty_days_the_silence_is_over(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await goes_to(play, berlin(5, 4, 12))
    await resolved(mia, ana, text=NEXT[0])
    await play.pass_time(4 * DAY)
    assert len(await told(mia)) == 2


@pytest.mark.parametrize("care", [Aftercare(contacts_in_7_days=0)])
async def test_a_team_that_wants_none_sends_none(play: Play) -> None:
    await _checked_in(play, NEXT[0])
    assert await told(play.seat(MIA)) == []


async def test_what_an_agent_sends_by_hand_is_exempt_and_spends_nothing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _checked_in(play, NEXT[0])
    await play.pass_time(HOUR)
    await resolved(mia, ana, text=NEXT[1])
    await ana.presses("Aftercare")
    await ana.presses("Send now")
    assert len(await told(mia)) == 2
    await mia.presses("It works")
    await goes_to(play, berlin(3, 11, 9))
    await _checked_in(play, NEXT[2])
    assert len(await told(mia)) == 3


async def test_a_new_conversation_cancels_it(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_time(HOUR)
    await asks(mia, NEXT[0])
    assert "Check-in: not sent · the customer began a new conversation" in (await roots(ana))[0]
    await play.pass_time(10 * DAY)
    assert await told(mia) == []


async def test_another_customers_new_conversation_cancels_nothing(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    await resolved(mia, ana)
    await asks(tom, NEXT[0])
    await play.pass_time(4 * DAY)
    assert len(await told(mia)) == 1


async def test_a_word_in_another_open_conversation_cancels_it(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    other = await asks(mia, NEXT[0])
    await play.pass_time(31 * MINUTE)
    await asks(mia)
    await presses(ana, (await buttons(ana, "Resolve"))[-1], fixed="Exports run through")
    await mia.says("thank you", other)
    assert len(await play.core.upcoming()) == 1
    await mia.says("The import takes an hour for forty rows.", other)
    assert "not sent · the customer wrote meanwhile" in (await roots(ana))[-1]
    await play.pass_time(10 * DAY)
    assert await told(mia) == []


async def test_chatting_in_the_flat_channel_cancels_nothing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_time(HOUR)
    await mia.says("I had pancakes this morning, lovely.", HELP)
    await play.pass_time(4 * DAY)
    assert len(await told(mia)) == 1


async def test_helping_another_customer_cancels_nothing(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    await resolved(mia, ana)
    toms = await asks(tom, NEXT[0])
    await mia.says("Have you tried a smaller file?", toms)
    await play.pass_time(4 * DAY)
    assert len(await told(mia)) == 1


async def test_what_happened_while_the_bot_slept_is_judged_before_it_speaks(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await play.clock.set(berlin(3, 4, 10, 30))
    await play.world.say(mia.me, thread, "It broke again", play.clock.now())
    await sleeps_until(play, berlin(3, 4, 11))
    assert await told(mia) == []
