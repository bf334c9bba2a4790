"""Reminders: a whisper an agent asked for, at a time they typed in their own words."""

from datetime import timedelta

import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, BEN, MIA
from tests.flows.table import (
    DAY,
    answer,
    asks,
    berlin,
    buttons,
    gives,
    goes_to,
    labels,
    presses,
    root,
    text_of,
    told,
    whispered,
    whispers,
)


async def test_this_afternoon_is_in_the_agents_own_afternoon(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await ana.presses("Remind me", when="this afternoon", words="Ask the export team")
    assert "I will remind you about Mia: Mon 2 Mar, 14:00 Berlin time (in 4 hours)." in await answer(ana)
    assert "A reminder for Ana is set: Mon 2 Mar, 14:00 Berlin time." in await root(ana)
    await goes_to(play, berlin(3, 2, 13, 59))
    assert await whispered(ana, "remind you") == []
    await goes_to(play, berlin(3, 2, 14, 0))
    [reminder] = await whispered(ana, "You asked me to remind you about Mia")
    assert reminder.mention == ANA.person
    assert "Ask the export team" in text_of(reminder)
    assert "Mia: “My export stops halfway. Can you help?”" in text_of(reminder)
    assert labels(reminder) == ["Remind me again", "Resolve"]


async def test_the_same_words_of_a_colleague_elsewhere_mean_their_own_afternoon(play: Play) -> None:
    ben = play.seat(BEN)
    await asks(play.seat(MIA))
    await ben.presses("Remind me", when="tomorrow at 9")
    assert "Tue 3 Mar, 09:00 Lisbon time" in await answer(ben)
    assert await play.pass_to_next() == berlin(3, 3, 10)


@pytest.mark.parametrize("when", ["sometime", "", "yesterday at 5", "every Monday", "25:99", "x" * 40_000])
async def test_a_time_that_cannot_be_read_changes_nothing_and_says_what_could_be(play: Play, when: str) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when=when)
    could = "I can read: “in 2 hours”, “this afternoon”, “tomorrow at 9”, “Friday 3pm”. Nothing was changed."
    assert could in await answer(ana)
    assert len(await answer(ana)) < 300
    assert await play.core.upcoming() == []


@pytest.mark.parametrize(
    ("when", "about"),
    [
        ("tomorrow to call her", "call her"),
        ("me to call her tomorrow", "call her"),
        ("tomorrow at 9, please: call @Tom <back>", "call @Tom <back>"),
        ("tomorrow to check whether Mia replied before Friday", "check whether Mia replied before Friday"),
        ("morgen an die 3 Rechnungen", "die 3 Rechnungen"),
        ("mañana para llamar a Tom", "llamar a Tom"),
        ("demain pour l’appeler", "l’appeler"),
    ],
)
async def test_words_behind_the_time_are_what_it_is_about(play: Play, when: str, about: str) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when=when)
    assert f"Tue 3 Mar, 09:00 Berlin time (in 23 hours).\nAbout: {about}" in await answer(ana)
    await play.pass_to_next()
    [reminder] = await whispered(ana, "You asked me to remind you about Mia")
    assert about in text_of(reminder).splitlines()


@pytest.mark.parametrize(
    ("when", "left"),
    [
        ("tomorrow or Friday", "or Friday"),
        ("not tomorrow", "not"),
        ("tomorrow 10 CET", "10 CET"),
        ("tomorrow at 9pm CET", "CET"),
        ("Friday unless she writes", "unless she writes"),
    ],
)
async def test_words_that_say_more_about_the_time_are_asked_about(play: Play, when: str, left: str) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when=when)
    assert f"do not know what “{left}” says about it." in await answer(ana)
    assert await play.core.upcoming() == []


async def test_undo_takes_it_back(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when="in 2 hours")
    await ana.presses("Undo")
    assert await answer(ana) == "Undone: there will be no reminder."
    assert "A reminder for" not in await root(ana)
    await play.pass_time(DAY)
    assert await whispers(ana) == []


async def test_undo_after_it_came_says_so(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when="in 2 hours")
    [undo] = await buttons(ana, "Undo")
    await play.pass_to_next()
    assert "Nothing was changed" in text_of(await presses(ana, undo))
    assert len(await whispered(ana, "remind you")) == 1


async def test_another_agent_cannot_undo_it(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when="in 2 hours")
    [undo] = await buttons(ana, "Undo")
    assert "That reminder is not yours" in text_of(await presses(ben, undo))
    await play.pass_to_next()
    assert len(await whispered(ana, "remind you")) == 1


async def test_undo_on_anything_but_a_reminder_is_refused(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await ana.presses("Resolve", fixed="Exports run through")
    [check_in] = await play.core.upcoming()
    refused = await gives(ana, "remind", about=check_in.key, choice="undo")
    assert "That reminder is not yours" in text_of(refused)
    assert len(await play.core.upcoming()) == 1


async def test_of_many_that_are_dropped_the_first_are_named(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    for hour in range(11, 19):
        await ana.presses("Remind me", when=f"{hour}:00")
    await ana.presses("Resolve", fixed="Exports run through")
    told = await answer(ana)
    assert (told.count("is dropped"), "So are 3 more." in told) == (5, True)


async def test_resolved_first_it_is_dropped_and_who_resolves_reads_so(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when="this afternoon")
    await ana.presses("Remind me", when="Friday", words="call her")
    await ana.presses("Resolve", fixed="Exports run through")
    told = await answer(ana)
    assert "Your reminder for Mon 2 Mar, 14:00 Berlin time is dropped." in told
    assert "Your reminder for Fri 6 Mar, 09:00 Berlin time is dropped (about: call her)." in told
    await goes_to(play, berlin(3, 2, 18))
    assert await whispers(ana) == []


async def test_resolved_first_by_a_colleague_it_is_dropped_with_a_word_to_its_owner(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when="this afternoon", words="call her")
    await ben.presses("Resolve", fixed="Exports run through")
    [dropped] = await whispered(ana, "is dropped")
    assert dropped.mention == ANA.person
    assert dropped.title == "Your reminder for Mon 2 Mar, 14:00 Berlin time is dropped (about: call her)"
    assert "the conversation was resolved first" in text_of(dropped)
    assert "is dropped" not in await answer(ben)


async def test_dropped_with_a_conversation_that_was_none_its_owner_is_told(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when="this afternoon")
    await ben.presses("Not a conversation")
    [dropped] = await whispered(ana, "is dropped")
    assert dropped.mention == ANA.person
    assert "it was no conversation" in text_of(dropped)


async def test_it_mentions_its_owner_also_when_a_colleague_has_the_conversation(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when="in 2 hours")
    await ben.presses("Take")
    await play.pass_to_next()
    [reminder] = await whispered(ana, "You asked me")
    assert reminder.mention == ANA.person


async def test_of_a_resolved_conversation_nobody_is_reminded(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    [remind] = await buttons(ana, "Remind me")
    await ana.presses("Resolve", fixed="Exports run through")
    assert "Reopen it first" in text_of(await presses(ana, remind, when="in 2 hours"))
    assert len(await play.core.upcoming()) == 1


async def test_one_reminder_can_ask_for_the_next(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when="in 2 hours")
    await play.pass_to_next()
    await ana.presses("Remind me again", when="in 30 minutes")
    assert await play.pass_to_next() - berlin(3, 2, 12, 30) < timedelta(minutes=5)
    assert len(await whispered(ana, "You asked me")) == 2


async def test_several_come_each_at_its_time(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when="Friday 3pm")
    await ben.presses("Remind me", when="tomorrow at 9")
    await play.pass_time(7 * DAY)
    assert [each.mention for each in await whispered(ana, "You asked me")] == [BEN.person, ANA.person]


async def test_customers_see_nothing_of_it(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await ana.presses("Remind me", when="in 2 hours")
    await play.pass_to_next()
    assert await told(mia) == []
