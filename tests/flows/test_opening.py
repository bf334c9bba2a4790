"""What opens a conversation, what joins one, and what changes nothing."""

import pytest

from adapters.sandbox import PLATFORM
from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, BEN, HELP, MIA, TOM
from bot.model.places import Place, dm
from tests.flows.table import EVE, HOUR, MINUTE, QUESTION, answer, asks, gives, root, roots, text_of, whispers

CHATTER = "I had pancakes this morning, lovely."


async def test_a_question_in_the_flat_channel_opens_one(play: Play) -> None:
    await asks(play.seat(MIA))
    assert QUESTION.split(".")[0] in await root(play.seat(ANA))


async def test_a_report_of_trouble_opens_one_without_a_question_mark(play: Play) -> None:
    await asks(play.seat(MIA), "The invoice page crashed.")
    assert "open · nobody has taken it yet" in await root(play.seat(ANA))


async def test_chatter_in_the_flat_channel_opens_none(play: Play) -> None:
    await asks(play.seat(MIA), CHATTER)
    assert await roots(play.seat(ANA)) == []


@pytest.mark.parametrize("opens", ["every"])
async def test_chatter_opens_one_where_every_message_does(play: Play) -> None:
    await asks(play.seat(MIA), CHATTER)
    assert CHATTER in await root(play.seat(ANA))


@pytest.mark.parametrize("opens", ["by_hand"])
async def test_not_even_a_question_opens_one_where_agents_open_them_by_hand(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    assert await roots(ana) == []
    await ana.commands("open", HELP, thread.thread_id or "")
    assert QUESTION in await root(ana)


@pytest.mark.parametrize("opens", ["by_hand"])
async def test_a_direct_message_opens_one_whatever_the_setting(play: Play) -> None:
    await play.seat(MIA).says("hello", dm(MIA.person))
    assert "Mia: “hello”" in await root(play.seat(ANA))


async def test_a_question_in_a_thread_below_chatter_opens_one_there(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia, CHATTER)
    await mia.says(QUESTION, thread)
    await ana.presses("Take")
    await ana.says("It is repaired.", thread)
    assert "the customer's turn" in await root(ana)


async def test_the_next_message_within_half_an_hour_joins(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await play.pass_time(29 * MINUTE)
    await asks(mia, "And can you tell me why the import fails too?")
    await play.pass_time(29 * MINUTE)
    await asks(mia, "Is there a limit?")
    assert len(await roots(ana)) == 1


async def test_a_question_after_more_than_half_an_hour_opens_another(play: Play) -> None:
    mia = play.seat(MIA)
    await asks(mia)
    await play.pass_time(31 * MINUTE)
    await asks(mia, "And can you tell me why the import fails too?")
    assert len(await roots(play.seat(ANA))) == 2


async def test_a_reply_soon_after_a_late_answer_joins(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await play.pass_time(3 * HOUR)
    await ana.says("Mia: which browser do you use?", HELP)
    await play.pass_time(10 * MINUTE)
    await asks(mia, "The one of my phone, is it too old?")
    assert "Ana owes the next word" in await root(ana)


async def test_the_same_trouble_hours_later_joins_what_is_open(play: Play) -> None:
    mia = play.seat(MIA)
    await asks(mia)
    await play.pass_time(5 * HOUR)
    await asks(mia, "It still does not work!")
    assert len(await roots(play.seat(ANA))) == 1


async def test_words_to_the_agent_who_has_it_join_it_hours_later(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await ana.presses("Take")
    await play.pass_time(5 * HOUR)
    await asks(mia, "Ana: where do I find the filter you named?")
    assert len(await roots(ana)) == 1


async def test_a_cry_for_help_is_about_what_is_told_next(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia, "Hello, can somebody help me?")
    await asks(mia, "Ana: is that right?")
    await asks(mia, "Ana: my invoices show the wrong currency.")
    await asks(mia, "My colleague has green shoes.")
    shown = await root(ana)
    assert "Mia: “Hello, can somebody help me?”" in shown
    assert "About: my invoices show the wrong currency." in shown


async def test_what_another_customer_says_meanwhile_opens_their_own(play: Play) -> None:
    await asks(play.seat(MIA))
    await asks(play.seat(TOM), "Where can I find my invoice?")
    found = await roots(play.seat(ANA))
    assert [each.partition(" ")[0] for each in found] == ["Mia", "Tom"]


async def test_another_customer_in_the_thread_is_heard_but_changes_nothing(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    thread = await asks(mia)
    await ana.presses("Take")
    await ana.says("It is repaired.", thread)
    before = await roots(ana)
    await tom.says("Does it work for you now? Mine is broken too.", thread)
    assert await roots(ana) == before
    await ana.presses("Remind me", when="in 2 hours")
    await play.pass_to_next()
    [reminder] = [each for each in await whispers(ana) if "remind you about Mia" in each.title]
    assert "Tom: “Does it work" in text_of(reminder)


async def test_a_resolved_conversation_is_not_reopened_by_another_customer(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    thread = await asks(mia)
    await ana.presses("Take")
    await ana.presses("Resolve", fixed="Exports run through")
    await tom.says("It does not work for me.", thread)
    assert "resolved by Ana" in await root(ana)


async def test_words_meant_for_another_customer_open_none(play: Play) -> None:
    mia, tom = play.seat(MIA), play.seat(TOM)
    await tom.says("Good morning everybody", HELP)
    await asks(mia, "Tom: how did you solve the export error?")
    assert await roots(play.seat(ANA)) == []


async def test_words_meant_for_another_customer_do_not_join_either(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    await tom.says("Good morning everybody", HELP)
    await asks(mia)
    await ana.presses("Take")
    await ana.says("Mia: it is repaired.", HELP)
    await asks(mia, "Tom: how did you solve the export error?")
    assert "the customer's turn" in await root(ana)


async def test_words_meant_for_another_customer_do_not_reopen_in_ones_own_thread(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    thread = await asks(mia)
    await tom.says("I have that error too", thread)
    await ana.presses("Take")
    await ana.presses("Resolve", fixed="Exports run through")
    await mia.says("Tom: did it break for you again?", thread)
    assert "resolved by Ana" in await root(ana)


async def test_words_meant_for_an_agent_open_one_even_before_the_agent_was_ever_heard(play: Play) -> None:
    await asks(play.seat(MIA), "Ben: can you help me with the export?")
    assert "Ben: can you help me with the export?" in await root(play.seat(ANA))


async def test_what_staff_say_opens_none(play: Play) -> None:
    await play.seat(ANA).says("Can you all please test the export?", HELP)
    assert await roots(play.seat(ANA)) == []


async def test_what_staff_say_backstage_opens_none(play: Play) -> None:
    await play.seat(ANA).says("Can somebody help me with the export?", Place(PLATFORM, "backstage"))
    assert await roots(play.seat(ANA)) == []


async def test_an_agent_opens_one_from_the_menu_of_a_message(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia, CHATTER)
    opened = await gives(ana, "open", HELP, message_id=thread.thread_id or "")
    assert opened.buttons[0].label == "Take"
    assert CHATTER in await root(ana)


async def test_a_message_that_belongs_to_a_conversation_opens_no_second_one(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await ana.commands("open", HELP, thread.thread_id or "")
    assert "belongs to a conversation already" in await answer(ana)
    assert len(await roots(ana)) == 1


async def test_a_colleagues_message_becomes_no_conversation(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    said = await ben.says("Mia: have you tried again?", HELP)
    await ana.commands("open", HELP, said)
    assert await roots(ana) == []


async def test_a_message_nobody_heard_becomes_no_conversation(play: Play) -> None:
    ana = play.seat(ANA)
    await ana.commands("open", HELP, "4711")
    assert "I have not heard that message" in await answer(ana)


async def test_somebody_whom_the_platform_does_not_know_counts_as_a_customer(play: Play) -> None:
    await play.world.seat(EVE)
    await asks(play.seat(EVE))
    assert "Eve · first time here" in await root(play.seat(ANA))
