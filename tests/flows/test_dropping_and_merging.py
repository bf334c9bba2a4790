"""What was no conversation disappears; what belongs to another one goes on there."""

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, BEN, HELP, MIA, TOM
from bot.model.places import Place
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
    resolved,
    root,
    roots,
    text_of,
    told,
    unasked,
    whispered,
)

SECOND = "Why does the import fail at row 400?"


async def test_not_a_conversation_leaves_nothing_to_do_and_nothing_follows(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await ana.presses("Not a conversation")
    assert "State: not a conversation" in await root(ana)
    [standing] = [seen.words for seen in await unasked(ana) if seen.words]
    assert labels(standing) == []
    await play.pass_time(30 * DAY)
    assert await told(mia) == []


async def test_what_was_resolved_can_still_turn_out_to_be_none(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await ana.commands("not a conversation", thread)
    assert "Check-in: not sent · it was no conversation" in await root(ana)
    await play.pass_time(30 * DAY)
    assert await told(mia) == []


async def test_what_was_none_is_no_history(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await ana.presses("Not a conversation")
    await play.pass_time(DAY)
    await asks(mia, SECOND)
    assert "Mia · first time here" in (await roots(ana))[-1]
    assert await whispered(ana, "Mia") == []


async def test_what_was_none_can_be_opened_by_hand_after_all(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await ana.presses("Not a conversation")
    await ana.commands("open", HELP, thread.thread_id or "")
    assert "open · nobody has taken it yet" in (await roots(ana))[-1]


async def test_its_old_buttons_change_nothing(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    old = [(await buttons(ana, label))[0] for label in ("Take", "Resolve", "Not a conversation")]
    await ana.presses("Not a conversation")
    for button in old:
        assert "Nothing was changed" in text_of(await presses(ana, button, fixed="Exports run through"))
    assert "State: not a conversation" in await root(ana)


async def _two(play: Play) -> tuple[Place, Place]:
    mia = play.seat(MIA)
    first = await asks(mia)
    await play.pass_time(HOUR)
    return first, await asks(mia, SECOND)


async def _merge(play: Play, fields: dict[str, str] | None = None) -> str:
    """Join the second to the first, as the form offers it."""
    ana = play.seat(ANA)
    merge = (await buttons(ana, "Merge"))[-1]
    first = (await buttons(ana, "Merge"))[0][1].about
    return text_of(await presses(ana, merge, **(fields or {"into": first})))


async def test_a_merged_conversation_goes_on_in_the_other_one(play: Play) -> None:
    _, _ = await _two(play)
    assert await _merge(play) == f"It goes on in “{QUESTION}”." or "It goes on in" in await answer(play.seat(ANA))
    first, second = await roots(play.seat(ANA))
    assert "State: goes on in “" in second
    assert SECOND not in second
    assert "open · nobody has taken it yet" in first


async def test_what_was_said_moves_along(play: Play) -> None:
    ana = play.seat(ANA)
    await _two(play)
    await _merge(play)
    await ana.presses("Remind me", when="in 2 hours")
    await play.pass_to_next()
    [reminder] = await whispered(ana, "remind you about Mia")
    assert f"Mia: “{SECOND}”" in text_of(reminder)


async def test_what_is_said_in_the_old_thread_belongs_to_the_other_one_from_now_on(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    _, second = await _two(play)
    await _merge(play)
    await play.pass_time(HOUR)
    await ana.says("Row 400 has a comma too many.", second)
    assert "Ana has it · the customer's turn" in (await roots(ana))[0]
    await mia.says("Which comma do you mean?", second)
    assert "Ana owes the next word" in (await roots(ana))[0]
    assert len(await roots(ana)) == 2


async def test_aftercare_of_a_merged_conversation_is_gone(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    _, second = await _two(play)
    resolve = (await buttons(ana, "Resolve"))[-1]
    await presses(ana, resolve, fixed="The import runs")
    [first] = await buttons(ana, "Merge")
    await gives(ana, "merge", second, fields={"into": first[1].about})
    await play.pass_time(30 * DAY)
    assert await told(mia) == []


async def test_a_reminder_goes_along_and_still_mentions_its_owner(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await _two(play)
    await presses(ben, (await buttons(ben, "Remind me"))[-1], when="tomorrow at 9", words="Ask about commas")
    await _merge(play)
    assert "A reminder for Ben is set" in (await roots(ana))[0]
    await play.pass_to_next()
    [reminder] = await whispered(ana, "You asked me")
    assert reminder.mention == BEN.person
    assert "Ask about commas" in text_of(reminder)


async def test_history_counts_a_merged_matter_once(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _two(play)
    await _merge(play)
    await ana.presses("Resolve", fixed="Both repaired")
    await play.pass_time(30 * DAY)
    await asks(mia, "Can I export a single project?")
    [briefing] = await whispered(ana, "Mia is back")
    assert text_of(briefing).count("resolved by Ana: Both repaired") == 1
    assert "was here once before" in (await roots(ana))[-1]


async def test_it_is_never_merged_into_another_customers(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await asks(play.seat(TOM), "Where can I find my invoice?")
    assert "That is no other conversation of this customer" in await _merge(play)
    assert all("open · nobody" in each for each in await roots(ana))


async def test_it_is_never_merged_into_itself_nor_into_what_is_closed_or_not_there(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    [itself] = await buttons(ana, "Merge")
    for into in (itself[1].about, "nowhere", ""):
        assert "That is no other conversation" in await _merge(play, {"into": into})
    await ana.presses("Resolve", fixed="Exports run through")
    await play.pass_time(HOUR)
    await asks(play.seat(MIA), SECOND)
    assert "The other conversation is resolved" in await _merge(play, {"into": itself[1].about})
