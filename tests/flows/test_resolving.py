"""Resolving with care, and opening again what was resolved."""

import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, BEN, HELP, MIA
from bot.model.places import dm
from tests.flows.table import (
    DAY,
    MINUTE,
    answer,
    answers,
    asks,
    buttons,
    labels,
    presses,
    resolved,
    root,
    roots,
    text_of,
    told,
    whispered,
    whispers,
)


async def test_what_was_fixed_is_required(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Resolve", fixed="  ")
    assert "say in a few words what was fixed" in await answer(ana)
    assert "nobody has taken it" in await root(ana)
    assert await play.core.upcoming() == []


async def test_resolving_shows_what_follows_and_when(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Resolve", fixed="Exports run through", topic="export")
    assert await answer(ana) == (
        "Resolved.\nA check-in goes to Mia on Wed 4 Mar, 10:00 Berlin time, unless they write first."
    )
    assert labels((await answers(ana))[-1]) == ["Aftercare", "Reopen"]
    assert "resolved by Ana" in await root(ana)
    assert "Fixed: Exports run through" in await root(ana)
    assert "Check-in: planned · Wed 4 Mar, 10:00 Berlin time" in await root(ana)


async def test_who_resolves_what_nobody_took_has_it(play: Play) -> None:
    ben = play.seat(BEN)
    await asks(play.seat(MIA))
    await ben.presses("Resolve", fixed="Exports run through")
    assert "resolved by Ben" in await root(ben)


async def test_who_took_it_stays_who_helped_when_a_colleague_resolves(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await asks(play.seat(MIA))
    await ana.presses("Take")
    await ben.presses("Resolve", fixed="Exports run through")
    assert "resolved by Ana" in await root(ana)


async def test_resolving_twice_changes_nothing(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    [resolve] = await buttons(ana, "Resolve")
    await presses(ana, resolve, fixed="Exports run through")
    again = await presses(ana, resolve, fixed="Something else")
    assert text_of(again) == "This conversation is resolved already.\nNothing was changed."
    assert "Fixed: Exports run through" in await root(ana)
    assert len(await play.core.upcoming()) == 1


async def test_thanks_does_not_reopen_and_whispers_nothing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    before = await whispers(ana)
    for thanks in (
        "Thank you!",
        "thanks a lot 🙏",
        "Merci",
        "👍",
        "Thank you so much Ana!",
        "ana: thanks",
        "Danke @Ana",
    ):
        await mia.says(thanks, thread)
    assert "resolved by Ana" in await root(ana)
    assert await whispers(ana) == before
    assert len(await play.core.upcoming()) == 1


async def test_it_works_before_the_check_in_cancels_it_and_is_told(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await mia.says("It works, you are great!", thread)
    [kind] = await whispered(ana, "Mia says it works")
    assert "Mia: “It works, you are great!”" in text_of(kind)
    assert "Check-in: not sent · the customer said already that it works" in await root(ana)
    await play.pass_time(10 * DAY)
    assert await told(mia) == []
    assert "resolved by Ana" in await root(ana)


async def test_trouble_within_seven_days_opens_it_again_and_reaches_who_helped(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await play.pass_time(DAY)
    await mia.says("It stops again.", thread)
    [trouble] = await whispered(ana, "Mia wrote again after it was resolved")
    assert trouble.mention == ANA.person
    assert "Mia: “It stops again.”" in text_of(trouble)
    assert "The conversation is open again." in text_of(trouble)
    assert "Was fixed before: Exports run through (Ana, 24 hours ago)" in text_of(trouble)
    assert "open · Ana has it · Ana owes the next word" in await root(ana)
    assert "Was fixed before: Exports run through" in await root(ana)
    assert "not sent · the conversation is open again" in await root(ana)
    await play.pass_time(10 * DAY)
    assert await told(mia) == []


async def test_an_hour_before_seven_days_are_over_it_still_reopens(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await play.pass_time(7 * DAY - 60 * MINUTE)
    await mia.says("It stops again.", thread)
    assert "open · Ana has it" in await root(ana)


async def test_after_seven_days_trouble_is_a_new_conversation_that_knows_the_old_one(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await play.pass_time(7 * DAY + 60 * MINUTE)
    await mia.says("It stops again, why?", thread)
    old, new = await roots(ana)
    assert "resolved by Ana" in old
    assert "Mia: “It stops again, why?”" in new
    [briefing] = await whispered(ana, "Mia is back")
    assert "resolved by Ana: Exports run through" in text_of(briefing)


async def test_in_a_dm_trouble_after_seven_days_is_a_new_conversation_there(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("My export stops", dm(MIA.person))
    await ana.presses("Resolve", fixed="Exports run through")
    await play.pass_time(20 * DAY)
    await mia.says("thanks", dm(MIA.person))
    assert len(await roots(ana)) == 1
    await mia.says("Where is my invoice?", dm(MIA.person))
    await mia.says("The one of May", dm(MIA.person))
    assert len(await roots(ana)) == 2


async def test_the_reopen_button_opens_it_and_nothing_is_sent(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await ana.presses("Reopen")
    assert "open · Ana has it · Ana owes the next word" in await root(ana)
    assert "not sent · the conversation is open again" in await root(ana)
    await play.pass_time(30 * DAY)
    assert await told(mia) == []


async def test_reopening_what_is_open_changes_nothing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    reopen = (await buttons(ana, "Reopen"))[-1]
    await presses(ana, reopen)
    assert text_of(await presses(ana, reopen)) == "This conversation is open already.\nNothing was changed."


async def test_thanks_to_a_check_in_offers_to_count_as_a_reopen(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await play.pass_to_next()
    await mia.says("Thank you!", thread)
    [thanks] = await whispered(ana, "Mia says thanks")
    assert labels(thanks) == ["Count this as a reopen"]
    assert "resolved by Ana" in await root(ana)
    await ana.presses("Count this as a reopen")
    assert "open · Ana has it" in await root(ana)


async def test_resolved_anew_it_gets_a_check_in_of_its_own(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await ana.presses("Reopen")
    await play.pass_time(DAY)
    await ana.presses("Resolve", fixed="Now it really does")
    assert "Fixed: Now it really does" in await root(ana)
    await play.pass_time(3 * DAY)
    assert len(await told(mia)) == 1
    assert "Check-in: sent · Thu 5 Mar, 10:00" in await root(ana)


async def test_a_customer_back_in_the_flat_channel_within_half_an_hour_reopens_it_too(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_time(20 * MINUTE)
    await mia.says("Hm, it still stops halfway.", HELP)
    assert "open · Ana has it" in await root(ana)


async def test_small_talk_in_the_flat_channel_opens_nothing_again(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await mia.says("ok thanks, I'll paint my house green :)", HELP)
    assert "resolved by Ana" in await root(ana)
    await mia.says("Ana: I'll paint the roof too", HELP)
    assert "open · Ana has it" in await root(ana)


async def test_a_yes_to_whom_nothing_was_asked_does_not_say_that_it_works(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await mia.says("Yes, Ana", thread)
    assert await whispered(ana, "Mia says it works") == []
    assert "Check-in: planned" in await root(ana)


@pytest.mark.parametrize("opens", ["every"])
async def test_where_every_message_opens_one_small_talk_opens_it_again(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await mia.says("I'll paint my house green", HELP)
    assert "open · Ana has it" in await root(ana)


async def test_what_an_agent_adds_after_resolving_opens_nothing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await ana.says("By the way, there is a guide to exports.", thread)
    assert "resolved by Ana" in await root(ana)
    assert len(await play.core.upcoming()) == 1
