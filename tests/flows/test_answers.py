"""What a customer answers to a check-in: by text or by button, fine, trouble or stop."""

import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, BEN, MIA, TOM
from tests.flows.table import (
    DAY,
    answer,
    asks,
    berlin,
    buttons,
    goes_to,
    resolved,
    root,
    roots,
    text_of,
    told,
    whispered,
    whispers,
)


async def test_fine_by_text_is_kept_and_kind_words_are_shown(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await play.pass_to_next()
    await mia.says("It works, thank you so much Ana!", thread)
    [kind] = await whispered(ana, "Mia says it works")
    assert kind.mention == ANA.person
    assert "thank you so much Ana" in text_of(kind)
    assert "Check-in: sent · Wed 4 Mar, 10:00 Berlin time · answered: it works" in await root(ana)
    assert "resolved by Ana" in await root(ana)


async def test_fine_by_button_is_kept_and_told(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_to_next()
    await mia.presses("It works")
    assert "Good to hear" in await answer(mia)
    assert len(await whispered(ana, "Mia says it works")) == 1
    assert "answered: it works" in await root(ana)


async def test_what_is_unclear_counts_as_trouble(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await play.pass_to_next()
    await mia.says("Well. Yesterday there were pelicans.", thread)
    [trouble] = await whispered(ana, "Mia says it is not solved")
    assert trouble.mention == ANA.person
    assert "pelicans" in text_of(trouble)
    assert [button.label for button in trouble.buttons] == ["Resolve", "Remind me", "Hand over"]
    assert "first conversation" not in text_of(trouble)
    assert "answered: not solved" in await root(ana)
    assert "open · Ana has it" in await root(ana)


async def test_trouble_by_button_comes_with_what_is_known(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await ana.presses("Note", text="Ships on Fridays", kind="fact")
    await play.pass_to_next()
    await mia.presses("Not quite")
    assert "It is open again" in await answer(mia)
    [trouble] = await whispered(ana, "Mia says it is not solved")
    assert trouble.mention == ANA.person
    assert "Ships on Fridays" in text_of(trouble)
    assert "open · Ana has it · Ana owes the next word" in await root(ana)


async def test_trouble_told_in_the_channel_instead_of_the_thread_is_the_answer_too(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_to_next()
    await asks(mia, "Hello, it broke again this morning")
    [trouble] = await whispered(ana, "Mia says it is not solved")
    assert trouble.mention == ANA.person
    assert "answered: not solved" in await root(ana)
    assert "open · Ana has it · Ana owes the next word" in await root(ana)


async def test_another_matter_told_in_the_channel_is_a_conversation_of_its_own(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_to_next()
    await asks(mia, "The invoice page is still missing")
    assert await whispered(ana, "Mia says it is not solved") == []
    assert len(await roots(ana)) == 2


async def test_stop_by_button_is_kept_as_the_answer(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_to_next()
    await mia.presses("Stop these messages")
    assert "no more automatic messages" in await answer(mia)
    assert "answered: no more messages, please" in await root(ana)
    assert "resolved by Ana" in await root(ana)


@pytest.mark.parametrize("first", ["It works", "Not quite"])
async def test_a_button_pressed_twice_counts_once(play: Play, first: str) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_to_next()
    await mia.presses(first)
    before = await whispers(ana), await root(ana)
    for label in ("It works", "Not quite"):
        await mia.presses(label)
        assert "answered already" in await answer(mia)
    assert (await whispers(ana), await root(ana)) == before


async def test_another_customer_presses_in_vain(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    await tom.says("hello", (await resolved(mia, ana)).channel)
    await play.pass_to_next()
    before = await whispers(ana), await root(ana)
    for label in ("It works", "Not quite"):
        await tom.presses(label)
        assert "That question was for somebody else" in await answer(tom)
    assert (await whispers(ana), await root(ana)) == before


async def test_somebody_never_heard_presses_in_vain(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_to_next()
    await tom.presses("Not quite")
    assert "not meant for you" in await answer(tom)
    assert "resolved by Ana" in await root(ana)


@pytest.mark.parametrize("label", ["It works", "Not quite", "Stop these messages"])
async def test_staff_press_in_vain(play: Play, label: str) -> None:
    mia, ana, ben = play.seat(MIA), play.seat(ANA), play.seat(BEN)
    await resolved(mia, ana)
    await play.pass_to_next()
    before = await root(ana)
    await ben.presses(label)
    assert "That is for customers" in await answer(ben)
    assert await root(ana) == before


async def test_fine_pressed_late_still_counts_once_and_ends_the_silence(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_time(30 * DAY)
    await mia.presses("It works")
    assert "answered: it works" in await root(ana)
    await mia.presses("It works")
    assert "answered already" in await answer(mia)
    assert len(await whispered(ana, "Mia says it works")) == 1
    await resolved(mia, ana, text="Why is my import slow?")
    await play.pass_time(5 * DAY)
    assert len(await told(mia)) == 2


async def test_trouble_pressed_late_begins_a_new_conversation_and_reaches_who_helped(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await goes_to(play, berlin(3, 16, 12))
    await mia.presses("Not quite")
    old, new = await roots(ana)
    assert "resolved by Ana" in old
    assert "answered: not solved" in old
    assert "open · nobody has taken it yet" in new
    [trouble] = await whispered(ana, "Mia says it is not solved")
    assert trouble.mention == ANA.person
    assert "this is a new conversation" in text_of(trouble)
    await mia.presses("Not quite")
    assert len(await roots(ana)) == 2


async def test_trouble_written_late_to_a_check_in_reaches_who_helped_too(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await goes_to(play, berlin(3, 16, 12))
    await mia.says("It broke again", thread)
    old, new = await roots(ana)
    assert "answered: not solved" in old
    assert "Mia: “It broke again”" in new
    [trouble] = await whispered(ana, "Mia says it is not solved")
    assert trouble.mention == ANA.person
    assert "Mia: “It broke again”" in text_of(trouble)


async def test_a_button_pressed_after_an_agent_reopened_is_kept_as_the_answer(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_to_next()
    await ana.presses("Reopen")
    await mia.presses("It works")
    assert "Thank you" in await answer(mia)
    assert "answered: it works" in await root(ana)
    assert "open · Ana has it" in await root(ana)


async def test_a_button_of_a_merged_or_dropped_conversation_harms_nothing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await play.pass_to_next()
    await ana.commands("not a conversation", thread)
    await mia.presses("Not quite")
    assert "Thank you" in await answer(mia)
    assert "State: not a conversation" in await root(ana)


async def test_an_answer_that_no_button_offers_changes_nothing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_to_next()
    place, button = (await buttons(mia, "It works"))[0]
    await play.world.give(mia.me, place, "answer", at=play.clock.now(), about=button.about, choice="maybe")
    await play.keep_up()
    assert "Please use one of the buttons" in await answer(mia)
    assert "answered" not in await root(ana)


async def test_a_good_word_is_in_the_next_briefing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_to_next()
    await mia.presses("It works")
    await play.pass_time(20 * DAY)
    await asks(mia, "Can I export a single project?")
    [briefing] = await whispered(ana, "Mia is back")
    assert "they said it works" in text_of(briefing)
