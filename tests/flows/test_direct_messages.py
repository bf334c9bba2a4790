"""Whoever chooses it by a click gets check-ins in their direct messages, and can answer them there."""

import pytest

from adapters.sandbox.faults import Fault
from adapters.sandbox.play import Play, Seat
from adapters.sandbox.stage import ANA, HELP, MIA, TOM
from adapters.sandbox.world import Seen
from bot.messages import CustomerWords
from bot.model.places import Place, dm
from tests.flows.table import (
    DAY,
    answer,
    asks,
    buttons,
    gives,
    labels,
    presses,
    read,
    resolved,
    roots,
    text_of,
    unasked,
    whispered,
)

MIAS_DM = dm(MIA.person)
AGAIN = "Why does my import hang now?"


async def check_ins(who: Seat) -> list[Seen]:
    """What customers were asked, as far as this person can read it, oldest first."""
    return [each for each in await unasked(who) if isinstance(each.words, CustomerWords)]


async def chooses_dms(play: Play, mia: Seat, ana: Seat) -> Place:
    """Mia clicked on her first check-in; weeks later another matter of hers is resolved. Returns its thread."""
    await resolved(mia, ana)
    await play.pass_to_next()
    await mia.presses("DM me instead")
    await mia.presses("It works")
    await play.pass_time(20 * DAY)
    return await resolved(mia, ana, AGAIN, fixed="Imports run through")


async def test_the_click_is_confirmed_and_says_what_happens_when_they_are_closed(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_to_next()
    await mia.presses("DM me instead")
    said = await answer(mia)
    assert "the next check-in comes to your direct messages" in said
    assert "If these are closed to me, it comes here" in said


async def test_the_next_check_in_comes_there_and_names_what_was_done_since_nobody_else_reads_it(play: Play) -> None:
    mia, ana, tom = play.seat(MIA), play.seat(ANA), play.seat(TOM)
    await chooses_dms(play, mia, ana)
    await play.pass_to_next()
    first, second = await check_ins(mia)
    assert (first.place.channel, second.place) == (HELP, MIAS_DM)
    assert second.words
    assert "Imports run through" in text_of(second.words)
    assert "as you chose" in text_of(second.words)
    assert "Imports run through" not in "\n".join(read([each.words for each in await check_ins(tom) if each.words]))


async def test_where_direct_messages_are_refused_it_comes_where_the_conversation_was(play: Play) -> None:
    mia, ana, tom = play.seat(MIA), play.seat(ANA), play.seat(TOM)
    thread = await chooses_dms(play, mia, ana)
    await play.world.switch_fault(Fault.REFUSED, 1)
    await play.pass_to_next()
    second = (await check_ins(tom))[-1]
    assert second.place == thread
    assert second.words
    assert "Imports run through" not in text_of(second.words)
    assert "DM me instead" in labels(second.words)


async def test_where_all_places_refuse_it_is_held_and_the_agent_told(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await chooses_dms(play, mia, ana)
    await play.world.switch_fault(Fault.REFUSED, 2)
    await play.pass_to_next()
    assert len(await check_ins(mia)) == 1
    assert len(await whispered(ana, "The check-in with Mia is held")) == 1


async def test_they_can_have_them_where_they_asked_again(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await chooses_dms(play, mia, ana)
    await play.pass_to_next()
    await mia.presses("It works")
    await presses(mia, (await buttons(mia, "No direct messages"))[-1])
    assert "not to your direct messages" in await answer(mia)
    await play.pass_time(20 * DAY)
    thread = await resolved(mia, ana, "Can you help me with the printer?", fixed="It prints")
    await play.pass_to_next()
    assert (await check_ins(mia))[-1].place == thread


async def test_fine_said_there_is_the_answer_and_the_kind_words_are_shown(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await chooses_dms(play, mia, ana)
    await play.pass_to_next()
    await mia.says("It works, thank you so much Ana!", MIAS_DM)
    kind = (await whispered(ana, "Mia says it works"))[-1]
    assert kind.mention == ANA.person
    assert "thank you so much Ana" in text_of(kind)
    assert len(await roots(ana)) == 2
    assert all("resolved by Ana" in each for each in await roots(ana))


@pytest.mark.parametrize("door", ["words", "button"])
async def test_trouble_told_there_goes_on_there_and_reaches_whoever_helped(play: Play, door: str) -> None:
    mia, ana, tom = play.seat(MIA), play.seat(ANA), play.seat(TOM)
    await chooses_dms(play, mia, ana)
    await play.pass_to_next()
    if door == "words":
        await mia.says("It hangs again, my password pelican does not help", MIAS_DM)
    else:
        await mia.presses("Not quite")
    [trouble] = await whispered(ana, "Mia says it is not solved")
    assert trouble.mention == ANA.person
    await mia.says("It says error 5", MIAS_DM)
    assert len(await roots(ana)) == 3
    assert "error 5" in "\n".join([each.text for each in await ana.sees()] + read(await whispered(ana, "Mia")))
    await ana.presses("Reply", words="I look at it now.")
    assert [each.place for each in await unasked(mia) if each.words and "I look at it now." in text_of(each.words)] == [
        MIAS_DM
    ]
    assert "pelican" not in "\n".join(each.text for each in await tom.sees())


async def test_somebody_elses_click_changes_nothing(play: Play) -> None:
    mia, ana, tom = play.seat(MIA), play.seat(ANA), play.seat(TOM)
    await asks(tom, "Can you help me with the printer?")
    await resolved(mia, ana)
    await play.pass_to_next()
    [(place, button)] = await buttons(mia, "DM me instead")
    for who, said in ((tom, "for somebody else"), (ana, "for customers")):
        assert said in text_of(await gives(who, "where", place, about=button.about, choice=button.choice))
    assert "one of the buttons" in text_of(await gives(mia, "where", place, about=button.about, choice="moon"))
    await mia.presses("It works")
    await play.pass_time(20 * DAY)
    thread = await resolved(mia, ana, AGAIN)
    await play.pass_to_next()
    assert (await check_ins(mia))[-1].place == thread
