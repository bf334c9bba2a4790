"""What customers change or take back: the text we keep and show follows."""

from datetime import timedelta

from adapters.sandbox import PLATFORM
from adapters.sandbox.play import Play, Seat
from adapters.sandbox.stage import ANA, BACKSTAGE, HELP, MIA, TOM
from bot.model.places import Place, dm
from tests.flows.table import (
    DAY,
    HOUR,
    QUESTION,
    answer,
    asks,
    berlin,
    buttons,
    gives,
    goes_to,
    presses,
    read,
    resolved,
    root,
    roots,
    text_of,
    whispered,
    whispers,
)

SECRET = "My password is hunter2, why does the export fail?"


async def _edits(who: Seat, place: Place, message_id: str, text: str) -> None:
    await who.play.world.edit(who.me, place, message_id, text, who.play.clock.now())
    await who.play.keep_up()


async def _deletes(who: Seat, place: Place, message_id: str) -> None:
    await who.play.world.delete(who.me, place, message_id, who.play.clock.now())
    await who.play.keep_up()


async def test_an_edit_is_shown_and_changes_the_subject_while_nobody_has_taken_it(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await _edits(mia, HELP, thread.thread_id or "", "Why does my import fail?")
    assert "Mia: “Why does my import fail?”" in await root(ana)
    await ana.presses("Resolve", fixed="It runs")
    await play.pass_time(30 * DAY)
    await asks(mia, "Can I export a single project?")
    [briefing] = await whispered(ana, "Mia is back")
    assert "“Why does my import fail?” — resolved" in text_of(briefing)


async def test_once_taken_the_subject_stays_and_the_quote_follows(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia, "Why does my export fail?")
    await ana.presses("Take")
    await _edits(mia, HELP, thread.thread_id or "", "Never mind")
    assert "Mia: “Never mind”" in await root(ana)
    await ana.presses("Resolve", fixed="It runs")
    await play.pass_time(30 * DAY)
    await asks(mia, "Can I export a single project?")
    [briefing] = await whispered(ana, "Mia is back")
    assert "“Why does my export fail?” — resolved" in text_of(briefing)


async def test_an_edit_of_a_later_message_leaves_the_subject_alone(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    later = await mia.says("It happens on Linux", thread)
    await _edits(mia, thread, later, "Why does the sky fall?")
    assert QUESTION in await root(ana)


async def test_an_edit_to_the_same_text_changes_nothing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    before = await root(ana)
    await _edits(mia, HELP, thread.thread_id or "", QUESTION)
    assert await root(ana) == before


async def test_what_a_customer_added_and_changed_or_took_back_is_shown_as_it_is_now(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    added = await mia.says("It is project 12.", thread)
    await _edits(mia, thread, added, "It is project 13.")
    assert "Mia: “It is project 13.”" in await root(ana)
    await _deletes(mia, thread, added)
    assert "project 13" not in await root(ana)


async def test_a_deleted_question_stands_nowhere_we_can_still_change(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia, SECRET)
    await ana.presses("Take")
    await _deletes(mia, HELP, thread.thread_id or "")
    assert "hunter2" not in await root(ana)
    assert "(deleted by the customer)" in await root(ana)
    assert "hunter2" not in text_of(await gives(ana, "brief", thread))


async def test_a_deleted_message_is_not_in_later_quotes(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    secret = await mia.says("My password is hunter2", thread)
    await ana.presses("Remind me", when="in 2 hours")
    await _deletes(mia, thread, secret)
    await play.pass_to_next()
    [reminder] = await whispered(ana, "You asked me")
    assert "hunter2" not in text_of(reminder)
    assert QUESTION in text_of(reminder)


async def test_a_deleted_matter_is_not_in_a_later_briefing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana, text=SECRET)
    await _deletes(mia, HELP, thread.thread_id or "")
    await play.pass_time(30 * DAY)
    await asks(mia, "Why does my export fail, is it the password?")
    shown = "\n".join([*await roots(ana), *read((await whispers(ana))[-1:])])
    assert "(deleted by the customer) — resolved by Ana" in shown
    assert "hunter2" not in shown


async def test_an_answer_deleted_before_it_was_whispered_is_not_quoted(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    said = await play.world.say(mia.me, thread, "It broke again, hunter2", play.clock.now())
    await play.world.delete(mia.me, thread, said, play.clock.now())
    await play.keep_up()
    assert "hunter2" not in "\n".join(read(await whispers(ana)))
    assert "Mia: “(deleted)”" in text_of((await whispered(ana, "wrote again"))[0])


async def test_deleted_after_a_merge_it_is_gone_too(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await play.pass_time(HOUR)
    second = await asks(mia, SECRET)
    into, merge = await buttons(ana, "Merge")
    await presses(ana, merge, into=into[1].about)
    await _deletes(mia, HELP, second.thread_id or "")
    await ana.presses("Take")
    assert "hunter2" not in "\n".join(await roots(ana))


async def test_a_deleted_message_can_neither_be_opened_nor_change_back(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    said = await mia.says("I had pancakes", HELP)
    await _deletes(mia, HELP, said)
    await ana.commands("open", HELP, said)
    assert "I have not heard that message" in await answer(ana)
    assert await roots(ana) == []


async def _asks_in_two_messages(play: Play) -> str:
    """Returns the id of the second, which tells what the first is about."""
    mia = play.seat(MIA)
    await asks(mia, "Hello, can somebody help me?")
    return (await asks(mia, SECRET)).thread_id or ""


async def test_what_told_the_subject_later_changes_it_too(play: Play) -> None:
    told = await _asks_in_two_messages(play)
    await _edits(play.seat(MIA), HELP, told, "Why does my import fail?")
    assert "About: Why does my import fail?" in await root(play.seat(ANA))


async def test_the_subject_goes_with_the_message_that_told_it(play: Play) -> None:
    told, ana = await _asks_in_two_messages(play), play.seat(ANA)
    assert "About: My password is hunter2" in await root(ana)
    await ana.presses("Take")
    await _deletes(play.seat(MIA), HELP, told)
    assert "hunter2" not in await root(ana)


async def test_the_subject_goes_too_when_the_message_was_changed_first(play: Play) -> None:
    told, mia, ana = await _asks_in_two_messages(play), play.seat(MIA), play.seat(ANA)
    await ana.presses("Take")
    await _edits(mia, HELP, told, "Never mind")
    await _deletes(mia, HELP, told)
    assert "hunter2" not in await root(ana)


async def test_another_message_can_be_deleted_and_the_subject_stays(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _asks_in_two_messages(play)
    await _deletes(mia, HELP, await mia.says("It rains.", HELP))
    assert "About: My password is hunter2" in await root(ana)


async def test_what_another_customer_deletes_in_the_thread_leaves_the_subject(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    thread = await asks(mia)
    said = await tom.says("Mine is broken too", thread)
    await _deletes(tom, thread, said)
    assert QUESTION in await root(ana)


async def test_the_conversation_goes_on_after_its_question_was_deleted(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia, SECRET)
    await _deletes(mia, HELP, thread.thread_id or "")
    await mia.says("Sorry. Why does the export fail?", thread)
    await ana.presses("Resolve", fixed="It runs")
    assert "resolved by Ana" in await root(ana)


async def test_an_edit_that_becomes_stop_holds_at_once(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = Place(PLATFORM, HELP.channel_id, await mia.says("My export stops halfway. Can you help?", HELP))
    await ana.presses("Take")
    await ana.presses("Resolve", fixed="Exports run through")
    thanks = await mia.says("thanks", thread)
    await play.world.edit(MIA.person, thread, thanks, "stop", play.clock.now())
    await play.keep_up()
    before = len(await mia.sees())
    await play.pass_time(timedelta(days=30))
    assert len(await mia.sees()) == before


async def test_thanks_that_became_trouble_keep_the_check_in_from_going_out(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = Place(PLATFORM, HELP.channel_id, await mia.says("My export stops halfway. Can you help?", HELP))
    await ana.presses("Take")
    await ana.presses("Resolve", fixed="Exports run through")
    thanks = await mia.says("thanks", thread)
    await play.world.edit(MIA.person, thread, thanks, "no, it is still broken", play.clock.now())
    await play.keep_up()
    before = len(await mia.sees())
    await play.pass_time(timedelta(days=30))
    assert len(await mia.sees()) == before


async def test_what_was_shown_of_a_direct_message_follows_edits_and_deletions(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("Can you help me with my invoice?", dm(MIA.person))
    await ana.presses("Take")
    later = await mia.says("It is the one of May.", dm(MIA.person))
    await _edits(mia, dm(MIA.person), later, "It is NOT the one of May.")
    [told] = await whispered(ana, "Mia wrote")
    assert "It is NOT the one of May." in text_of(told)
    await _deletes(mia, dm(MIA.person), later)
    [told] = await whispered(ana, "Mia wrote")
    assert "May" not in text_of(told)


async def test_what_was_quoted_of_an_answer_goes_with_it_also_at_night(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await gives(ana, "hours", BACKSTAGE, fields={"when": "Mon-Fri 9-17"})
    said = await mia.says(f"It broke again. {SECRET}", thread)
    assert "hunter2" in text_of((await whispered(ana, "not solved"))[0])
    await goes_to(play, berlin(3, 7, 3))
    await _deletes(mia, thread, said)
    [told] = await whispered(ana, "wrote again after it was resolved")
    assert "hunter2" not in text_of(told)
    assert "(deleted)" in text_of(told)
