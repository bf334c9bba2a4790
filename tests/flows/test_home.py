"""A person's own page: what an agent has to do, what a customer is sent."""

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, BEN, MIA, TOM
from bot.messages import CustomerWords, Quote, StaffWords
from bot.model.places import dm
from tests.flows.table import answer, asks, berlin, gives, goes_to, labels, resolved, text_of


async def test_an_agent_sees_what_they_have_and_the_way_there(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA), "Why does my export stop?")
    await ana.presses("Take")
    page = await gives(ana, "home", dm(ANA.person))
    assert isinstance(page, StaffWords)
    assert "1. Mia: “Why does my export stop?”" in text_of(page)
    assert [part.source is not None for part in page.parts if isinstance(part, Quote)] == [True]
    assert labels(page) == ["Briefing 1", "Remind me 1"]
    await ana.presses("Briefing 1")
    assert "About Mia" in await answer(ana)


async def test_what_others_have_or_nobody_has_is_not_there(play: Play) -> None:
    await asks(play.seat(MIA))
    await play.seat(ANA).presses("Take")
    await asks(play.seat(TOM))
    page = await gives(play.seat(BEN), "home", dm(BEN.person))
    assert "Your open conversations: none\nYour reminders: none\nFollow-ups for today: none" in text_of(page)
    assert labels(page) == []


async def test_an_agents_reminders_are_there_with_their_words(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Remind me", when="Friday at 9", words="call her")
    assert "Fri 6 Mar, 09:00 Berlin time: Mia: call her" in text_of(await gives(ana, "home"))
    assert "Your reminders: none" in text_of(await gives(play.seat(BEN), "home"))


async def test_a_follow_up_is_there_on_the_day_it_goes_out(play: Play) -> None:
    ana = play.seat(ANA)
    await resolved(play.seat(MIA), ana)
    await goes_to(play, berlin(3, 3, 23))
    assert "Follow-ups for today: none" in text_of(await gives(ana, "home"))
    await goes_to(play, berlin(3, 4, 1))
    assert "Wed 4 Mar, 10:00 Berlin time: check-in with Mia · pending" in text_of(await gives(ana, "home"))
    assert "Follow-ups for today: none" in text_of(await gives(play.seat(BEN), "home"))


async def test_many_reminders_hide_no_follow_up_and_those_not_shown_are_counted(play: Play) -> None:
    ana = play.seat(ANA)
    await resolved(play.seat(MIA), ana)
    await asks(play.seat(TOM), "Where can I find my invoice?")
    for number in range(14):
        await ana.presses("Remind me", when="Wednesday at 9", words=f"call him {number}")
    await goes_to(play, berlin(3, 4, 1))
    page = text_of(await gives(ana, "home"))
    assert (page.count("call him"), "… and 8 more." in page) == (6, True)
    assert "Wed 4 Mar, 10:00 Berlin time: check-in with Mia · pending" in page


async def test_a_snoozed_conversation_says_until_when(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Snooze", until="Friday 9am")
    assert "1. Mia, snoozed until Fri 6 Mar, 09:00" in text_of(await gives(ana, "home"))


async def test_a_customer_sees_what_they_can_do_and_what_they_are_sent(play: Play) -> None:
    mia = play.seat(MIA)
    await asks(mia)
    page = await gives(mia, "home", dm(MIA.person))
    assert isinstance(page, CustomerWords)
    assert "stop: no more automatic messages" in text_of(page)
    assert "one friendly check-in may come" in text_of(page)
    await mia.presses("Stop these messages")
    page = await gives(mia, "home", dm(MIA.person))
    assert "You get no automatic messages." in text_of(page)
    assert labels(page) == ["Allow check-ins"]


async def test_the_page_is_no_word_to_be_typed_or_listed(play: Play) -> None:
    for who in (ANA, MIA):
        assert "home:" not in text_of(await gives(play.seat(who), "help"))
