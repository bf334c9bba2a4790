"""Taking a conversation, handing it over, and the briefing whoever has it gets."""

import pytest

from adapters.sandbox import PLATFORM
from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, BACKSTAGE, BEN, HELP, MIA, TOM
from bot.model.people import Profile, Role
from bot.model.places import Person
from tests.flows.table import (
    DAY,
    HOUR,
    QUESTION,
    answer,
    asks,
    buttons,
    gives,
    labels,
    presses,
    read,
    resolved,
    root,
    roots,
    text_of,
    told,
    unasked,
    whispered,
    whispers,
)


async def test_the_first_contact_of_an_unknown_customer_is_a_root_and_no_briefing(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    assert "Mia · first time here" in await root(ana)
    assert await whispers(ana) == []


async def test_a_root_counts_the_conversations_that_came_before_it_and_not_those_after(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_time(HOUR)
    await asks(mia, "Can I export a single project?")
    first, second = await roots(ana)
    assert "not sent · the customer began a new conversation" in first
    assert "Mia · first time here" in first
    assert "Mia · was here once before" in second


async def test_a_known_customer_is_met_with_one_briefing_that_mentions_nobody(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana, fixed="Long exports run through")
    await play.pass_time(40 * DAY)
    await asks(mia, "Can I export a single project?")
    await mia.says("Or two of them?", HELP)
    [briefing] = await whispered(ana, "Mia is back")
    assert briefing.mention is None
    assert "resolved by Ana: Long exports run through" in text_of(briefing)


async def test_the_briefing_quotes_what_they_said_before_and_says_why(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana, text="Why does the weekly export stop at archived projects?")
    await play.pass_time(40 * DAY)
    await asks(mia, "Is the weekly export of archived projects still limited?")
    [briefing] = await whispered(ana, "Mia is back")
    assert "Most like this one, for “archived”, “export”, “projects”, “weekly”:" in text_of(briefing)
    assert "Mia: “Why does the weekly export stop at archived projects?”" in text_of(briefing)


async def test_whoever_takes_it_is_mentioned_alone_with_the_briefing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_time(DAY)
    await asks(mia, "Can I export a single project?")
    await ana.presses("Take")
    first, briefing = await whispered(ana, "You have Mia")
    assert first.title == "You have Mia’s conversation"
    assert "first conversation here; nobody has noted anything about them yet" in text_of(first)
    assert "resolved by Ana" in text_of(briefing)
    assert briefing.mention == ANA.person


async def test_a_root_and_an_open_briefing_mention_nobody(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_time(DAY)
    await asks(mia, "Can I export a single project?")
    at_everybody = [seen.words for seen in await unasked(ana) if seen.place == BACKSTAGE]
    at_everybody += await whispered(ana, "Mia is back")
    assert len(at_everybody) == 3
    assert all(each.mention is None for each in at_everybody)  # type: ignore[union-attr]


async def test_what_a_customer_adds_stands_on_the_root_until_somebody_takes_it(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await mia.says("It is the export of project 12.", thread)
    assert "added more" not in await root(ana)
    assert "Mia: “It is the export of project 12.”" in await root(ana)
    await mia.says("Ours is the free plan.", thread)
    assert "They have added more; last of all:" in await root(ana)
    assert "Mia: “Ours is the free plan.”" in await root(ana)
    assert "project 12" not in await root(ana)
    await ana.presses("Take")
    assert "Ours is the free plan" not in await root(ana)


async def test_what_another_customer_adds_does_not(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    thread = await asks(mia)
    await mia.says("It is the export of project 12.", thread)
    await tom.says("I have that, too.", thread)
    assert "It is the export" in await root(ana)
    assert "I have that" not in await root(ana)


async def test_taking_shows_who_has_it_and_offers_take_no_more(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Take")
    assert "open · Ana has it · Ana owes the next word" in await root(ana)
    assert await buttons(ana, "Take") == []
    assert "The briefing comes in its thread" in await answer(ana)


async def test_taking_what_one_has_already_changes_nothing(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    [take] = await buttons(ana, "Take")
    await presses(ana, take)
    before = await whispers(ana)
    again = await presses(ana, take)
    assert again.title == "You have Mia’s conversation already."  # type: ignore[union-attr]
    assert await whispers(ana) == before


async def test_another_agent_may_take_it_over_and_is_briefed_too(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await asks(play.seat(MIA))
    [take] = await buttons(ana, "Take")
    await presses(ana, take)
    await presses(ben, take)
    assert "Ben has it" in await root(ana)
    assert [each.mention for each in await whispered(ana, "You have Mia")] == [ANA.person, BEN.person]


async def test_who_answers_first_has_it(play: Play) -> None:
    mia, ben = play.seat(MIA), play.seat(BEN)
    thread = await asks(mia)
    await ben.says("Have a look at Settings, Limits.", thread)
    assert "open · Ben has it · the customer's turn" in await root(ben)


async def test_who_answers_a_known_customer_first_is_briefed_without_asking(play: Play) -> None:
    mia, ana, ben = play.seat(MIA), play.seat(ANA), play.seat(BEN)
    await resolved(mia, ana)
    await play.pass_time(DAY)
    thread = await asks(mia, "Can I export a single project?")
    await ben.says("You can, under Projects.", thread)
    [briefing] = [each for each in await whispered(ben, "You have Mia") if each.mention == BEN.person]
    assert "resolved by Ana" in text_of(briefing)


async def test_who_knows_it_all_from_helping_before_is_not_interrupted_with_it(play: Play) -> None:
    mia, ana, ben = play.seat(MIA), play.seat(ANA), play.seat(BEN)
    await resolved(mia, ana)
    await play.pass_time(DAY)
    thread = await asks(mia, "Can I export a single project?")
    await ana.says("You can, under Projects.", thread)
    assert await whispered(ana, "Mia is back")
    assert len(await whispered(ana, "You have Mia")) == 1  # when she took the first one
    await ben.commands("note", thread, text="Prefers short answers")
    await play.pass_time(DAY)
    other = await asks(mia, "Where do I find the archive?")
    await ana.says("Below the projects.", other)
    [_, briefing] = await whispered(ana, "You have Mia")
    assert "Prefers short answers" in text_of(briefing)


async def test_an_answer_in_the_flat_channel_counts_when_it_names_the_customer(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await ana.says("Has anybody seen my coffee?", HELP)
    assert "nobody has taken it" in await root(ana)
    await ana.says("Mia: it is repaired.", HELP)
    assert "Ana has it · the customer's turn" in await root(ana)


async def test_a_colleagues_answer_does_not_take_it_away(play: Play) -> None:
    mia, ana, ben = play.seat(MIA), play.seat(ANA), play.seat(BEN)
    thread = await asks(mia)
    await ana.presses("Take")
    await ben.says("It is the filter, see Limits.", thread)
    assert "Ana has it · the customer's turn" in await root(ana)


async def test_the_customers_next_word_gives_the_turn_back(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await ana.says("It is repaired.", thread)
    await mia.says("Not for me, it still stops.", thread)
    assert "Ana owes the next word" in await root(ana)


async def test_handing_over_mentions_the_colleague_alone_with_the_card(play: Play) -> None:
    mia, ana, ben = play.seat(MIA), play.seat(ANA), play.seat(BEN)
    await ben.says("Good morning, I am here today.", HELP)
    await asks(mia)
    await ana.presses("Take")
    await ana.presses("Hand over", to="Ben", words="She needs it by noon.")
    [handed] = await whispered(ana, "Ana handed you Mia")
    assert handed.mention == BEN.person
    assert "Ana says: She needs it by noon." in text_of(handed)
    assert "Ben has it" in await root(ana)


@pytest.mark.parametrize("to", ["@ben", "to Ben", "to @ben"])
async def test_a_colleague_known_only_from_backstage_can_be_handed_one(play: Play, to: str) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await ben.says("I am here today.", BACKSTAGE)
    await asks(play.seat(MIA))
    await ana.presses("Hand over", to=to)
    assert "Ben has it" in await root(ana)


async def test_handing_over_to_nobody_known_says_who_is_and_changes_nothing(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Take")
    await ana.presses("Hand over", to="Zoe")
    said = await answer(ana)
    assert "No colleague called “Zoe” is known yet.\nI know: nobody else yet. Whoever is missing writes one" in said
    assert "Ana has it" in await root(ana)


async def test_colleagues_of_one_name_are_told_apart_by_their_accounts(play: Play) -> None:
    ana = play.seat(ANA)
    for user_id in ("kim", "kim-2"):
        await play.world.seat(kim := Profile(Person(PLATFORM, user_id), "Kim", Role.STAFF))
        await play.seat(kim).says("Hello", BACKSTAGE)
    await asks(play.seat(MIA))
    await ana.presses("Take")
    await ana.presses("Hand over", to="Zoe")
    assert "I know: Kim (kim), Kim (kim-2)." in await answer(ana)


async def test_a_customer_cannot_be_handed_a_conversation(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(TOM), "Where can I find my invoice?")
    await ana.presses("Take")
    await ana.presses("Hand over", to="Tom")
    assert "No colleague called “Tom” is known yet." in await answer(ana)


async def test_handing_over_to_whoever_has_it_changes_nothing(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Take")
    before = await whispers(ana)
    await ana.presses("Hand over", to="ana")
    assert await answer(ana) == "Ana has this conversation already."
    assert await whispers(ana) == before


async def test_a_resolved_conversation_is_neither_taken_nor_handed_over(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    [take] = await buttons(ana, "Take")
    [hand] = await buttons(ana, "Hand over")
    await ana.presses("Resolve", fixed="Exports run through")
    assert "Reopen it first" in text_of(await presses(ana, take))
    assert "Reopen it first" in text_of(await presses(ana, hand, to="Ana"))


async def test_brief_answers_only_whoever_asks(play: Play) -> None:
    mia, ana, ben = play.seat(MIA), play.seat(ANA), play.seat(BEN)
    thread = await resolved(mia, ana)
    card = await gives(ben, "brief", thread)
    assert text_of(card).startswith("About Mia")
    assert "About Mia" not in "\n".join(read(await whispers(ana)))
    assert text_of(card) not in [text_of(seen.words) for seen in await ana.sees() if seen.words]


async def test_two_customers_interleaved_are_never_mixed_up(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    mias = await resolved(mia, ana, text="Why does the weekly export stop at archived projects?", fixed="Mia-only fix")
    await gives(ana, "note", mias, fields={"text": "Mia-only note"})
    toms = await resolved(tom, ana, text="Why is my weekly export of archived projects slow?", fixed="Tom-only fix")
    await gives(ana, "note", toms, fields={"text": "Tom-only note"})
    await play.pass_time(40 * DAY)
    await asks(mia, "Is the weekly export of archived projects limited?")
    await asks(tom, "Is the weekly export of archived projects limited?")
    [about_mia], [about_tom] = await whispered(ana, "Mia is back"), await whispered(ana, "Tom is back")
    assert "Mia-only fix" in text_of(about_mia)
    assert "Mia-only note" in text_of(about_mia)
    assert "Tom" not in text_of(about_mia)
    assert "Tom-only fix" in text_of(about_tom)
    assert "Mia" not in text_of(about_tom)


async def test_customers_see_nothing_of_all_this(play: Play) -> None:
    mia, ana, ben = play.seat(MIA), play.seat(ANA), play.seat(BEN)
    await ben.says("Good morning, I am here today.", HELP)
    await asks(mia)
    await ana.presses("Take")
    await ana.presses("Hand over", to="Ben", words="She needs it by noon.")
    assert await told(mia) == []
    assert await mia.bot_words() == []


async def test_the_root_shows_what_can_be_done_now(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    [standing] = [seen.words for seen in await unasked(ana) if seen.words]
    could = ["Take", "Resolve", "Note", "Remind me", "Snooze", "Hand over", "Merge", "Not a conversation"]
    assert labels(standing) == could
    await ana.presses("Resolve", fixed="Exports run through")
    [standing] = [seen.words for seen in await unasked(ana) if seen.place == BACKSTAGE and seen.words]
    assert labels(standing) == ["Aftercare", "Reopen", "Note"]
    assert len(await roots(ana)) == 1
    assert QUESTION in await root(ana)
