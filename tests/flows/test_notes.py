"""Notes: what a human chose to remember about a customer."""

import pytest

from adapters.sandbox.play import Play, Seat
from adapters.sandbox.stage import ANA, BEN, MIA, TOM
from bot.flows.commands.notes import LONGEST
from bot.model.notes import NoteKind
from bot.model.places import Place
from tests.flows.table import DAY, answer, asks, gives, labels, read, text_of, whispered, whispers


async def _notes(agent: Seat, thread: Place) -> str:
    return text_of(await gives(agent, "notes", thread))


async def test_a_note_is_kept_with_its_author_and_shown_in_the_next_briefing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await ana.presses("Note", text="Ships on Fridays", kind="preference")
    assert "Noted about Mia\nPreference: Ships on Fridays (Ana)" in await answer(ana)
    await ana.presses("Resolve", fixed="Exports run through")
    await play.pass_time(40 * DAY)
    await asks(mia, "Can I export a single project?")
    [briefing] = await whispered(ana, "Mia is back")
    assert "Preference: Ships on Fridays (Ana, 1 month ago)" in text_of(briefing)
    assert "Ships on Fridays" in await _notes(ana, thread)


async def test_who_has_only_a_note_is_met_with_it(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await ana.presses("Note", text="Ships on Fridays", kind="fact")
    await ana.presses("Not a conversation")
    await asks(mia, "Can I export a single project?")
    [briefing] = await whispered(ana, "Mia: what we know")
    assert "Ships on Fridays" in text_of(briefing)


@pytest.mark.parametrize("kind", list(NoteKind))
async def test_every_kind_can_be_kept(play: Play, kind: NoteKind) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Note", text="Likes long answers", kind=kind)
    assert f"{kind.capitalize()}: Likes long answers" in await answer(ana)


async def test_a_note_typed_without_a_kind_is_a_fact(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await ana.commands("note", thread, text="Uses Linux")
    assert "Fact: Uses Linux" in await answer(ana)


async def test_an_unknown_kind_is_answered_with_the_kinds_there_are(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await ana.presses("Note", text="Uses Linux", kind="gossip")
    assert "“gossip” is no kind of note; there are: fact, preference, concern, personal, milestone" in await answer(ana)
    assert await _notes(ana, thread) == "There are no notes about Mia yet."


async def test_a_note_without_words_is_refused(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await ana.presses("Note", text="  \n ", kind="fact")
    assert "A note needs some words" in await answer(ana)
    assert await _notes(ana, thread) == "There are no notes about Mia yet."


async def test_an_expiry_that_cannot_be_read_keeps_nothing(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await ana.presses("Note", text="On holiday", kind="personal", expires="when the cows come home")
    assert "I could not read “when the cows come home” as a time to come.\nI can read:" in await answer(ana)
    assert await _notes(ana, thread) == "There are no notes about Mia yet."


async def test_an_expired_note_is_shown_nowhere(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await ana.presses("Note", text="On holiday", kind="personal", expires="tomorrow at 9")
    assert "On holiday (Ana · until Tue 3 Mar, 09:00 Berlin time)" in await answer(ana)
    await ana.presses("Resolve", fixed="Exports run through")
    await play.pass_time(DAY)
    await asks(mia, "Can I export a single project?")
    [briefing] = await whispered(ana, "Mia is back")
    assert "On holiday" not in text_of(briefing)
    assert await _notes(ana, thread) == "There are no notes about Mia yet."


async def test_whether_the_customer_may_see_it_is_shown(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Note", text="Ships on Fridays", kind="fact", may_see="yes")
    assert "the customer may see it" in await answer(ana)


async def test_an_edited_note_keeps_its_author_and_reads_anew(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    thread = await asks(play.seat(MIA))
    await ana.presses("Note", text="Ships on Fridays", kind="fact")
    await gives(ben, "notes", thread)
    await ben.presses("Edit 1", text="Ships on Mondays", kind="preference")
    assert await _notes(ana, thread) == "Notes about Mia\n1. Preference: Ships on Mondays (Ana)"


async def test_an_edit_without_words_or_with_a_bad_kind_changes_nothing(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await ana.presses("Note", text="Ships on Fridays", kind="fact")
    await ana.presses("Edit", text="   ")
    await ana.presses("Edit", text="Ships never", kind="gossip")
    assert await _notes(ana, thread) == "Notes about Mia\n1. Fact: Ships on Fridays (Ana)"


async def test_a_forgotten_note_is_gone_and_its_buttons_say_so(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await ana.presses("Note", text="Ships on Fridays", kind="fact")
    await ana.presses("Forget")
    assert "Forgotten.\nIt said: Ships on Fridays" in await answer(ana)
    await ana.presses("Edit", text="Ships on Mondays")
    assert "That note is no longer there" in await answer(ana)
    assert await _notes(ana, thread) == "There are no notes about Mia yet."


async def test_of_many_notes_the_newest_five_are_listed_each_with_its_buttons(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    for number in range(7):
        await ana.commands("note", thread, text=f"Thing {number}")
        await play.pass_time(DAY)
    listed = await gives(ana, "notes", thread)
    assert "1. Fact: Thing 6" in text_of(listed)
    assert "5. Fact: Thing 2" in text_of(listed)
    assert "… and 2 older." in text_of(listed)
    assert len(labels(listed)) == 10


async def test_notes_about_one_customer_are_not_notes_about_another(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Note", text="Ships on Fridays", kind="fact")
    toms = await asks(play.seat(TOM), "Where can I find my invoice?")
    assert await _notes(ana, toms) == "There are no notes about Tom yet."


async def test_remembering_from_a_message_is_about_who_said_it(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await gives(ana, "note", thread.channel, message_id=thread.thread_id or "", fields={"text": "Ships on Fridays"})
    assert "Noted about Mia" in await answer(ana)


async def test_a_note_about_no_conversation_is_refused_with_what_to_do(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await ana.commands("note", thread.channel, text="Ships on Fridays")
    assert "I do not know which conversation you mean" in await answer(ana)


async def test_a_note_is_an_answer_and_no_whisper_to_all(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await asks(play.seat(MIA))
    await ana.presses("Note", text="Ships on Fridays", kind="fact")
    assert "Ships on Fridays" not in "\n".join(read(await whispers(ben)))


async def test_a_note_that_is_too_long_is_refused_with_how_long_it_may_be(play: Play) -> None:
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await ana.commands("note", thread, text="x" * (LONGEST + 1))
    assert "A note has at most 1,000 characters, and this one 1,001.\nNothing was changed." in await answer(ana)
    assert await _notes(ana, thread) == "There are no notes about Mia yet."


async def test_an_edit_that_is_too_long_is_refused_and_the_longest_is_kept_whole(play: Play) -> None:
    ana, longest = play.seat(ANA), "x" * LONGEST
    thread = await asks(play.seat(MIA))
    await ana.presses("Note", text=longest, kind="fact")
    await ana.presses("Edit", text="y" * (LONGEST + 1))
    assert "A note has at most 1,000 characters, and this one 1,001.\nNothing was changed." in await answer(ana)
    assert await _notes(ana, thread) == f"Notes about Mia\n1. Fact: {longest} (Ana)"
