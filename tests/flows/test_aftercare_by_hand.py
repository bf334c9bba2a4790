"""An agent sees what follows, and edits, skips, pauses or sends it until it has gone out."""

import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, MIA
from bot.model.places import dm
from tests.flows.table import (
    DAY,
    answer,
    answers,
    berlin,
    buttons,
    gives,
    goes_to,
    labels,
    presses,
    resolved,
    root,
    text_of,
    told,
)


async def _plan(play: Play) -> None:
    await resolved(play.seat(MIA), play.seat(ANA))
    await play.seat(ANA).presses("Aftercare")


async def test_the_plan_shows_what_comes_when_and_what_can_be_done(play: Play) -> None:
    await _plan(play)
    shown = (await answers(play.seat(ANA)))[-1]
    assert text_of(shown) == "What follows for Mia\nCheck-in: Wed 4 Mar, 10:00 Berlin time"
    assert labels(shown) == ["Send now", "Edit", "Pause", "Skip"]


async def test_skipped_it_never_comes(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _plan(play)
    await ana.presses("Skip")
    assert await answer(ana) == "Nothing is planned for Mia."
    assert "Check-in: not sent" in await root(ana)
    assert "skipped by an agent" in await root(ana)
    await play.pass_time(30 * DAY)
    assert await told(mia) == []


async def test_paused_it_waits_and_resumed_it_comes(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _plan(play)
    await ana.presses("Pause")
    assert "· paused" in await answer(ana)
    assert "Check-in: paused" in await root(ana)
    await play.pass_time(18 * DAY)
    assert await told(mia) == []
    await ana.presses("Resume")
    assert len(await told(mia)) == 1


async def test_resumed_before_its_time_it_comes_at_its_time(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _plan(play)
    await ana.presses("Pause")
    await ana.presses("Resume")
    assert await told(mia) == []
    assert await play.pass_to_next() == berlin(3, 4, 10)
    assert len(await told(mia)) == 1


async def test_paused_it_is_still_cancelled_by_the_customer(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _plan(play)
    await ana.presses("Pause")
    [resume] = await buttons(ana, "Resume")
    await mia.says("stop", dm(MIA.person))
    assert "Nothing was changed" in text_of(await presses(ana, resume))
    await play.pass_time(30 * DAY)
    assert await told(mia) == []


async def test_sent_now_it_comes_at_once(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _plan(play)
    await ana.presses("Send now")
    assert len(await told(mia)) == 1
    await play.pass_time(30 * DAY)
    assert len(await told(mia)) == 1


async def test_sent_now_it_still_never_comes_in_their_night(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _plan(play)
    await goes_to(play, berlin(3, 2, 22))
    await ana.presses("Send now")
    assert "it waits until Tue 3 Mar, 09:00 Berlin time, a better hour for them" in await answer(ana)
    assert await told(mia) == []
    await goes_to(play, berlin(3, 3, 8, 59))
    assert await told(mia) == []
    await goes_to(play, berlin(3, 3, 9))
    assert len(await told(mia)) == 1


async def test_edited_it_comes_at_another_time_with_other_words(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("My export stops", dm(MIA.person))
    await ana.presses("Resolve", fixed="Filter v2 deployed")
    await ana.presses("Aftercare")
    await ana.presses("Edit", when="Thursday 2pm", fixed="Long exports run through")
    assert "Thu 5 Mar, 14:00 Berlin time" in await answer(ana)
    assert "Check-in: planned · Thu 5 Mar, 14:00" in await root(ana)
    assert await play.pass_to_next() == berlin(3, 5, 14)
    [check_in] = await told(mia)
    assert "What was done: Long exports run through" in text_of(check_in)


async def test_edited_into_their_night_it_says_when_it_really_comes(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _plan(play)
    await ana.presses("Edit", when="Saturday 11pm")
    assert "it waits until Mon 9 Mar, 09:00 Berlin time" in await answer(ana)
    await play.pass_time(6 * DAY)
    assert await told(mia) == []
    await play.pass_time(DAY)
    assert len(await told(mia)) == 1


async def test_edited_to_a_time_that_cannot_be_read_nothing_changes(play: Play) -> None:
    ana = play.seat(ANA)
    await _plan(play)
    await ana.presses("Edit", when="whenever", fixed="Something else")
    assert "I could not read “whenever”" in await answer(ana)
    assert await play.pass_to_next() == berlin(3, 4, 10)


@pytest.mark.parametrize("label", ["Send now", "Pause", "Skip", "Edit"])
async def test_once_it_has_gone_out_nothing_can_be_changed(play: Play, label: str) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _plan(play)
    [button] = await buttons(ana, label)
    await play.pass_to_next()
    refused = await presses(ana, button, when="Friday 3pm")
    assert "It has gone out, or was cancelled, already" in text_of(refused)
    await play.pass_time(30 * DAY)
    assert len(await told(mia)) == 1


async def test_a_choice_that_no_button_offers_changes_nothing(play: Play) -> None:
    ana = play.seat(ANA)
    await _plan(play)
    [check_in] = await play.core.upcoming()
    refused = await gives(ana, "aftercare", about=check_in.key, choice="send twice")
    assert "Choose one of: skip, pause, resume, send now" in text_of(refused)
    assert await play.pass_to_next() == berlin(3, 4, 10)


async def test_a_reminder_is_no_aftercare(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("My export stops", dm(MIA.person))
    await ana.presses("Remind me", when="in 2 hours")
    [reminder] = await play.core.upcoming()
    assert "Nothing was changed" in text_of(await gives(ana, "aftercare", about=reminder.key, choice="skip"))
    assert len(await play.core.upcoming()) == 1


async def test_resuming_or_sending_what_is_not_paused_sends_one(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _plan(play)
    [check_in] = await play.core.upcoming()
    await gives(ana, "aftercare", about=check_in.key, choice="resume")
    await play.pass_time(10 * DAY)
    assert len(await told(mia)) == 1
