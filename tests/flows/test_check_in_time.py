"""The check-in comes two working days later, in the customer's own morning, never in their night or late."""

from dataclasses import replace
from datetime import datetime

import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, MIA, TOM
from bot.config import Aftercare
from bot.model.places import dm
from tests.flows.table import (
    DAY,
    EVE,
    HOUR,
    answer,
    asks,
    berlin,
    goes_to,
    labels,
    resolved,
    root,
    sleeps_until,
    text_of,
    told,
    whispered,
)


async def test_it_names_who_helped_asks_one_open_question_and_says_how_to_stop(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    assert await play.pass_to_next() == berlin(3, 4, 10)
    [check_in] = await told(mia)
    assert "Ana helped you here" in text_of(check_in)
    assert text_of(check_in).count("?") == 1
    assert "automatic" in check_in.why
    assert "stop" in check_in.why
    assert labels(check_in) == ["It works", "Not quite", "DM me instead", "Stop these messages"]


async def test_it_stands_in_the_thread_of_the_conversation(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await play.pass_to_next()
    [seen] = [seen for seen in await mia.sees() if seen.words]
    assert seen.place == thread


async def test_where_others_can_read_it_names_nothing_of_the_matter(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana, fixed="The rash ointment export")
    await play.pass_to_next()
    [check_in] = await told(play.seat(TOM))
    assert "ointment" not in text_of(check_in)


async def test_in_a_dm_it_says_what_was_fixed(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("My export stops", dm(MIA.person))
    await ana.presses("Resolve", fixed="Long exports run through")
    await play.pass_to_next()
    [check_in] = await told(mia)
    assert "What was done: Long exports run through" in text_of(check_in)
    assert await told(play.seat(TOM)) == []


@pytest.mark.parametrize(
    ("resolved_at", "due"),
    [
        (berlin(3, 5, 15), berlin(3, 9, 10)),  # Thursday to Monday
        (berlin(3, 6, 15), berlin(3, 10, 10)),  # Friday to Tuesday
        (berlin(3, 7, 15), berlin(3, 10, 10)),  # Saturday to Tuesday
        (berlin(3, 26, 15), berlin(3, 30, 10)),  # over the night that Berlin's clocks go forward
        (berlin(10, 22, 15), berlin(10, 26, 10)),  # and back
        (berlin(3, 2, 23, 30), berlin(3, 4, 10)),
    ],
)
async def test_two_working_days_are_counted_on_the_customers_calendar(
    play: Play, resolved_at: datetime, due: datetime
) -> None:
    await goes_to(play, resolved_at)
    await resolved(play.seat(MIA), play.seat(ANA))
    assert await play.pass_to_next() == due


async def test_the_morning_is_the_customers_own(play: Play) -> None:
    tom, ana = play.seat(TOM), play.seat(ANA)
    await goes_to(play, berlin(3, 6, 15))  # New York's clocks go forward on Sunday
    await resolved(tom, ana)
    assert "on Tue 10 Mar, 10:00 New York time" in await answer(ana)
    assert await play.pass_to_next() == berlin(3, 10, 15)  # five hours apart that week
    assert len(await told(tom)) == 1


async def test_a_zone_nobody_knows_is_guessed_and_the_guess_is_shown(play: Play) -> None:
    await play.world.seat(EVE)
    eve, ana = play.seat(EVE), play.seat(ANA)
    await resolved(eve, ana)
    assert "Wed 4 Mar, 10:00 UTC (a guess)" in await answer(ana)
    await ana.presses("Aftercare")
    assert "(a guess)" in await answer(ana)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "America", "../../etc/passwd", "", "x" * 500])
async def test_a_zone_that_is_none_is_guessed_too_for_customers_and_for_agents(play: Play, zone: str) -> None:
    await play.world.seat(replace(EVE, zone=zone))
    await play.world.seat(replace(ANA, zone=zone))
    ana = play.seat(ANA)
    await asks(play.seat(EVE))
    await ana.presses("Remind me", when="in 2 hours")
    assert "12:00" not in await answer(ana)
    assert "11:00 UTC" in await answer(ana)
    await ana.presses("Resolve", fixed="Exports run through")
    assert "10:00 UTC (a guess)" in await answer(ana)


async def test_one_that_fell_due_while_the_bot_slept_waits_for_their_next_morning(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await sleeps_until(play, berlin(3, 4, 21))
    assert await told(mia) == []
    assert "Check-in: planned · Thu 5 Mar, 09:00 Berlin time · it is not a good hour" in await root(ana)
    await goes_to(play, berlin(3, 5, 8, 59))
    assert await told(mia) == []
    await goes_to(play, berlin(3, 5, 9))
    assert len(await told(mia)) == 1


async def test_one_that_fell_due_on_friday_is_not_sent_on_the_weekend(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await goes_to(play, berlin(3, 4, 12))
    await resolved(mia, ana)
    await sleeps_until(play, berlin(3, 7, 11))
    assert await told(mia) == []
    await goes_to(play, berlin(3, 9, 8, 59))
    assert await told(mia) == []
    await goes_to(play, berlin(3, 9, 9))
    assert len(await told(mia)) == 1


async def test_one_that_is_too_late_is_shown_to_who_helped_and_not_sent(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await sleeps_until(play, berlin(3, 7, 10, 30))
    assert await told(mia) == []
    [late] = await whispered(ana, "The check-in with Mia did not go out")
    assert late.mention == ANA.person
    assert "It was due Wed 4 Mar, 10:00 Berlin time" in text_of(late)
    assert "Check-in: too late to send" in await root(ana)
    await play.pass_time(30 * DAY)
    assert await told(mia) == []


@pytest.mark.parametrize("care", [Aftercare(check_in_after_working_days=0)])
async def test_at_once_still_means_in_waking_hours(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await goes_to(play, berlin(3, 2, 22))
    await resolved(mia, ana)
    assert await told(mia) == []
    assert await play.pass_to_next() == berlin(3, 3, 9)


@pytest.mark.parametrize("care", [Aftercare(weekends_quiet=False, expires_after_hours=240)])
async def test_weekends_may_be_allowed(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await goes_to(play, berlin(3, 4, 12))
    await resolved(mia, ana)
    await sleeps_until(play, berlin(3, 7, 11))
    assert len(await told(mia)) == 1


async def test_a_customer_who_moved_gets_it_in_their_new_morning(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await play.world.seat(replace(MIA, zone="America/New_York"))
    await mia.says("thanks", thread)
    await goes_to(play, berlin(3, 4, 14, 59))
    assert await told(mia) == []
    await goes_to(play, berlin(3, 4, 15))
    assert len(await told(mia)) == 1


async def test_exactly_one_goes_out_however_often_the_clock_stops(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    for _ in range(60):
        await play.pass_time(HOUR)
    assert len(await told(mia)) == 1
    assert len(await told(play.seat(TOM))) == 1
