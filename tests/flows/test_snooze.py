"""Snoozing: until the customer writes, until a time, or until a date even if they write."""

import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, BEN, MIA
from bot.model.places import dm
from tests.flows.table import (
    DAY,
    HOUR,
    answer,
    asks,
    berlin,
    buttons,
    gives,
    goes_to,
    labels,
    presses,
    resolved,
    root,
    roots,
    text_of,
    unasked,
    whispered,
    whispers,
)

AWAKE = "Mia’s conversation is awake again"


async def test_without_a_time_it_sleeps_until_the_customer_writes(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await ana.presses("Take")
    await ana.says("I have asked the export team.", thread)
    await ana.presses("Snooze", until="")
    assert await answer(ana) == "Mia’s conversation is snoozed until Mia writes."
    assert "State: snoozed until Mia writes · Ana has it" in await root(ana)
    await play.pass_time(3 * DAY)
    assert await whispered(ana, AWAKE) == []
    await mia.says("Is there any news?", thread)
    [awake] = await whispered(ana, AWAKE)
    assert awake.mention == ANA.person
    assert "Mia: “Is there any news?”" in text_of(awake)
    assert labels(awake) == ["Resolve", "Snooze"]
    assert "open · Ana has it · Ana owes the next word" in await root(ana)


async def test_with_a_time_it_wakes_then(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await ana.presses("Take")
    await ana.says("I have asked the export team.", thread)
    await ana.presses("Snooze", until="Friday")
    assert "is snoozed until Fri 6 Mar, 09:00 Berlin time or until Mia writes." in await answer(ana)
    await goes_to(play, berlin(3, 6, 8, 59))
    assert "snoozed until Fri 6 Mar, 09:00 Berlin time or until Mia writes · Ana has it" in await root(ana)
    assert await whispered(ana, AWAKE) == []
    await goes_to(play, berlin(3, 6, 9))
    [awake] = await whispered(ana, AWAKE)
    assert awake.mention == ANA.person
    assert "Ana: “I have asked the export team.”" in text_of(awake)
    assert "open · Ana has it · the customer's turn" in await root(ana)


async def test_with_a_time_it_wakes_once_when_they_write_first(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await ana.presses("Snooze", until="Friday")
    await play.pass_time(DAY)
    await mia.says("Still the same, by the way.", thread)
    assert len(await whispered(ana, AWAKE)) == 1
    await play.pass_time(7 * DAY)
    assert len(await whispered(ana, AWAKE)) == 1


async def test_kept_until_the_date_they_are_heard_and_nothing_wakes(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await ana.presses("Snooze", until="Friday", if_they_write="keep")
    kept = "snoozed until Fri 6 Mar, 09:00 Berlin time, even if Mia writes"
    assert kept in await answer(ana)
    await play.pass_time(DAY)
    await mia.says("By the way: it is the weekly export.", thread)
    assert kept in await root(ana)
    assert await whispers(ana) == []
    await goes_to(play, berlin(3, 6, 9))
    [awake] = await whispered(ana, AWAKE)
    assert "Mia: “By the way: it is the weekly export.”" in text_of(awake)
    assert "Ana owes the next word" in await root(ana)


async def test_that_they_write_can_be_typed_too(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await gives(ana, "snooze", thread, fields={"until": "until she writes"})
    assert await answer(ana) == "Mia’s conversation is snoozed until Mia writes."
    await gives(ana, "snooze", thread, fields={"until": "Friday or until Mia answers"})
    assert "until Fri 6 Mar, 09:00 Berlin time or until Mia writes." in await answer(ana)
    await gives(ana, "snooze", thread, fields={"until": "Friday, even if she writes"})
    assert "until Fri 6 Mar, 09:00 Berlin time, even if Mia writes." in await answer(ana)


@pytest.mark.parametrize(
    "said",
    [
        "2 weeks or until she answers",
        "two weeks, or as soon as Mia answers, whichever comes first",
        "zwei Wochen oder bis sie antwortet",
        "2 semanas o hasta que responda",
        "deux semaines ou jusqu’à ce qu’elle réponde",
    ],
)
async def test_a_length_of_time_or_her_word_ends_it_whichever_comes_first(play: Play, said: str) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await gives(ana, "snooze", thread, fields={"until": said})
    assert "is snoozed until Mon 16 Mar, 10:00 Berlin time or until Mia writes." in await answer(ana)
    await mia.says("It was the proxy.", thread)
    assert "State: open" in await root(ana)


@pytest.mark.parametrize(
    ("said", "left"), [("until she answers or 2 weeks", "2 weeks"), ("until Mia writes and tell Ben", "tell Ben")]
)
async def test_nothing_beside_her_word_is_passed_over(play: Play, said: str, left: str) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await gives(ana, "snooze", thread, fields={"until": said})
    assert f"I read that it ends when Mia writes, but do not know what “{left}” says about it." in await answer(ana)
    assert "State: open" in await root(ana)


async def test_keeping_it_needs_a_date(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Snooze", if_they_write="keep")
    assert "Nothing was changed." in await answer(ana)
    assert "nobody has taken it yet" in await root(ana)


async def test_a_time_that_cannot_be_read_changes_nothing(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Snooze", until="sometime")
    assert "I could not read “sometime”" in await answer(ana)
    assert "State: open" in await root(ana)


async def test_words_left_over_beside_the_time_are_asked_about(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    for more in ("but keep it", "banana", "tell Ben", "or until Mia writes and tell Ben"):
        await gives(ana, "snooze", thread, fields={"until": f"until friday {more}"})
        asked = await answer(ana)
        assert "I read “friday” as the time, but do not know what “" in asked
        assert more.rpartition("and ")[2] in asked
        assert "State: open" in await root(ana)
    await gives(ana, "snooze", thread, fields={"until": "until Fri 6 Mar, 09:00 Berlin time or until Mia writes"})
    assert "is snoozed until Fri 6 Mar, 09:00 Berlin time or until Mia writes." in await answer(ana)


async def test_who_snoozes_what_nobody_has_taken_has_it_and_hears_in_their_own_time(play: Play) -> None:
    ben = play.seat(BEN)
    await asks(play.seat(MIA))
    await ben.presses("Snooze", until="tomorrow at 9")
    assert "snoozed until Tue 3 Mar, 09:00 Lisbon time or until Mia writes · Ben has it" in await root(ben)
    await goes_to(play, berlin(3, 3, 10))
    [awake] = await whispered(ben, AWAKE)
    assert awake.mention == BEN.person


async def test_the_typed_words_do_the_same(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await gives(ana, "snooze", thread, fields={"until": "until Friday"})
    assert "until Fri 6 Mar, 09:00 Berlin time" in await root(ana)
    await gives(ana, "wake", thread)
    assert "State: open" in await root(ana)


async def test_undo_and_wake_end_it_and_nothing_wakes_it_later(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    for label in ("Undo", "Wake"):
        await ana.presses("Snooze", until="Friday")
        await ana.presses(label)
        assert await answer(ana) == "Mia’s conversation is awake again."
        assert "open · Ana has it" in await root(ana)
    await play.pass_time(7 * DAY)
    assert await whispered(ana, AWAKE) == []


async def test_what_is_awake_cannot_be_woken(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Snooze")
    [undo] = await buttons(ana, "Undo")
    await presses(ana, undo)
    assert "This conversation is open already." in text_of(await presses(ana, undo))


async def test_snoozed_anew_it_sleeps_until_the_new_time(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await ana.presses("Snooze", until="tomorrow at 9")
    await gives(ana, "snooze", thread, fields={"until": "Friday"})
    await goes_to(play, berlin(3, 5, 9))
    assert await whispered(ana, AWAKE) == []
    await goes_to(play, berlin(3, 6, 9))
    assert len(await whispered(ana, AWAKE)) == 1


async def test_what_an_agent_says_meanwhile_does_not_wake_it(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await ana.presses("Snooze", until="Friday")
    await ana.says("The export team will have a look on Friday.", thread)
    assert "State: snoozed until Fri 6 Mar" in await root(ana)


async def test_the_customer_hears_nothing_of_it(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await ana.presses("Snooze", until="Friday")
    await play.pass_time(7 * DAY)
    assert await mia.bot_words() == []


async def test_who_has_it_by_then_is_told(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await ben.says("I am here today.", dm(BEN.person))
    await asks(play.seat(MIA))
    await ana.presses("Snooze", until="Friday")
    await ana.presses("Hand over", to="Ben")
    await goes_to(play, berlin(3, 6, 9))
    [awake] = await whispered(ana, AWAKE)
    assert awake.mention == BEN.person


@pytest.mark.parametrize("ending", ["Resolve", "Not a conversation"])
async def test_once_it_is_over_nothing_wakes_it(play: Play, ending: str) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Snooze", until="Friday")
    await ana.presses(ending, fixed="Exports run through")
    await play.pass_time(7 * DAY)
    assert await whispered(ana, AWAKE) == []
    assert "snoozed" not in await root(ana)


async def test_a_resolved_conversation_cannot_be_snoozed(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await resolved(play.seat(MIA), ana)
    assert "This conversation is resolved already." in text_of(await gives(ana, "snooze", thread))


async def test_joining_another_one_to_it_wakes_it(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await ana.presses("Snooze", until="Friday")
    await play.pass_time(HOUR)
    await asks(mia, "Why does the import stop too?")
    [first, second] = await buttons(ana, "Merge")
    asleep = first[1].about if "snoozed" in (await roots(ana))[0] else second[1].about
    await presses(ana, second if asleep == first[1].about else first, into=asleep)
    assert sum("State: open" in each for each in await roots(ana)) == 1
    await play.pass_time(7 * DAY)
    assert await whispered(ana, AWAKE) == []


async def test_a_customer_who_writes_in_private_is_shown_once(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    private = dm(MIA.person)
    await mia.says("Can you help me with my invoice?", private)
    await ana.presses("Take")
    await ana.presses("Snooze", until="Friday")
    await mia.says("It is the one of May.", private)
    assert "State: open" in await root(ana)
    told = [each for each in await unasked(ana) if each.words and "It is the one of May." in text_of(each.words)]
    assert len(told) == 1


async def test_kept_snoozed_a_private_message_is_shown_and_mentions_nobody(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    private = dm(MIA.person)
    await mia.says("Can you help me with my invoice?", private)
    await ana.presses("Snooze", until="Friday", if_they_write="keep")
    await mia.says("It is the one of May.", private)
    [relayed] = [each for each in await whispered(ana, "Mia wrote") if "It is the one of May." in text_of(each)]
    assert relayed.mention is None
    assert "State: snoozed" in await root(ana)
