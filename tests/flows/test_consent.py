"""“stop” alone and a button hold at once and everywhere, until the customer says start."""

import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, HELP, MIA, TOM
from bot.messages import CustomerWords
from bot.model.places import Place, dm
from tests.flows.table import (
    DAY,
    answer,
    answers,
    asks,
    berlin,
    gives,
    goes_to,
    labels,
    resolved,
    root,
    roots,
    text_of,
    told,
)


def _where(where: str, thread: Place) -> Place:
    return {"thread": thread, "flat channel": HELP, "DM": dm(MIA.person)}[where]


@pytest.mark.parametrize("where", ["thread", "flat channel", "DM"])
@pytest.mark.parametrize("word", ["stop", "STOP!"])
async def test_stop_holds_wherever_it_is_written(play: Play, where: str, word: str) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await mia.says(word, _where(where, thread))
    assert "Done: no more automatic messages." in await answer(mia)
    assert "Check-in: not sent · the customer asked for no more automatic messages" in await root(ana)
    await play.pass_time(30 * DAY)
    assert await told(mia) == []


async def test_stop_opens_and_reopens_nothing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    for place in (thread, HELP, dm(MIA.person)):
        await mia.says("stop", place)
    assert "resolved by Ana" in await root(ana)


async def test_stop_is_answered_to_them_alone(play: Play) -> None:
    mia, tom = play.seat(MIA), play.seat(TOM)
    await mia.says("stop", HELP)
    assert isinstance((await answers(mia))[-1], CustomerWords)
    assert await tom.bot_words() == []


async def test_stop_within_a_sentence_is_no_stop(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia, "Why does the export stop?")
    assert "open · nobody has taken it" in await root(ana)


async def test_after_stop_a_resolved_conversation_says_that_nothing_follows(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("stop", HELP)
    await resolved(mia, ana)
    assert "No check-in follows: they asked for no automatic messages." in await answer(ana)
    assert "Check-in: none · the customer asked for no automatic messages" in await root(ana)
    await play.pass_time(30 * DAY)
    assert await told(mia) == []


async def test_stop_holds_in_every_conversation_at_once(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    first = await asks(mia)
    await play.pass_time(2 * (berlin(3, 2, 11) - berlin(3, 2, 10)))
    await asks(mia, "Why is my import slow?")
    await ana.presses("Resolve", fixed="Imports are fast")
    await gives(ana, "resolve", first, fields={"fixed": "Exports run through"})
    await mia.says("stop", dm(MIA.person))
    assert all("not sent · the customer asked" in each for each in await roots(ana))


async def test_a_customer_nobody_knows_yet_can_stop_by_command(play: Play) -> None:
    tom, ana = play.seat(TOM), play.seat(ANA)
    await tom.commands("stop", HELP)
    assert "Done: no more automatic messages." in await answer(tom)
    await resolved(tom, ana)
    assert "No check-in follows" in await answer(ana)


async def test_one_customers_stop_is_not_anothers(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    await resolved(mia, ana)
    await tom.says("stop", HELP)
    await play.pass_to_next()
    assert len(await told(mia)) == 1


async def test_anothers_stop_button_stops_only_who_pressed_it(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    await resolved(mia, ana)
    await play.pass_to_next()
    await tom.presses("Stop these messages")
    assert "answered" not in await root(ana)
    await mia.presses("It works")
    await goes_to(play, berlin(3, 16, 10))
    await resolved(mia, ana, text="Why is my import slow?")
    assert "A check-in goes to Mia" in await answer(ana)


@pytest.mark.parametrize("by", ["word", "button", "command"])
async def test_start_allows_them_again(play: Play, by: str) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("stop", HELP)
    if by == "word":
        await mia.says("start", HELP)
    elif by == "button":
        await mia.presses("Allow check-ins again")
    else:
        await mia.commands("start", HELP)
    assert "one friendly check-in may come again" in await answer(mia)
    assert labels((await answers(mia))[-1]) == ["Stop these messages"]
    await resolved(mia, ana)
    await play.pass_time(4 * DAY)
    assert len(await told(mia)) == 1


async def test_start_does_not_bring_back_what_was_cancelled(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await mia.says("stop", thread)
    await mia.says("start", thread)
    await play.pass_time(30 * DAY)
    assert await told(mia) == []


async def test_start_means_nothing_to_who_never_stopped(play: Play) -> None:
    mia = play.seat(MIA)
    await mia.says("start", HELP)
    assert await mia.bot_words() == []


async def test_an_agent_cannot_send_by_hand_to_who_said_stop(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    [check_in] = await play.core.upcoming()
    await mia.says("stop", thread)
    refused = await gives(ana, "aftercare", about=check_in.key, choice="send now")
    assert "Nothing was changed" in text_of(refused)
    assert await told(mia) == []


async def test_people_still_read_what_a_customer_who_stopped_writes(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("stop", HELP)
    await asks(mia)
    assert "open · nobody has taken it" in await root(ana)
