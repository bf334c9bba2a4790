"""Words typed, words nobody knows, forms filled in as far as we know, and messages of any length."""

import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, BACKSTAGE, BEN, HELP, MIA
from bot.commands import BY_WORD, COMMANDS, read_command
from bot.messages import CustomerWords, Form, Quote, Source, StaffWords
from bot.model.places import dm
from tests.flows.table import (
    DAY,
    HOUR,
    QUESTION,
    answer,
    answers,
    asks,
    buttons,
    gives,
    labels,
    resolved,
    root,
    roots,
    text_of,
    whispered,
)


async def test_help_tells_agents_what_agents_can_do(play: Play) -> None:
    ana = play.seat(ANA)
    helped = text_of(await gives(ana, "help"))
    assert "resolve: close with care" in helped
    assert "stop:" not in helped
    assert "edit note" not in helped  # only behind buttons


async def test_help_tells_customers_what_customers_can_do(play: Play) -> None:
    mia = play.seat(MIA)
    helped = text_of(await gives(mia, "help"))
    assert "People read what you write here" in helped
    assert "stop: no more automatic messages" in helped
    assert "resolve" not in helped
    assert "answer:" not in helped


@pytest.mark.parametrize("word", ["frobnicate", "", "x" * 40_000, "resolve it"])
async def test_an_unknown_word_is_answered_with_where_to_look(play: Play, word: str) -> None:
    ana, mia = play.seat(ANA), play.seat(MIA)
    assert "Say “help” to see what you can do here." in text_of(await gives(ana, word))
    assert "Say “help” to see what you can do here." in text_of(await gives(mia, word))


def test_a_typed_line_is_read_as_its_longest_word_and_the_rest() -> None:
    assert read_command("hand over  Ben please") == ("hand over", "Ben please")
    assert read_command("Note ships on Fridays") == ("note", "ships on Fridays")
    assert read_command("notes") == ("notes", "")
    assert read_command("noteworthy") is None
    assert read_command("not a conversation") == ("not a conversation", "")
    assert read_command("edit note x") is None  # only behind buttons
    assert read_command("") is None


def test_every_command_that_takes_a_rest_has_the_field_for_it() -> None:
    for command in COMMANDS:
        assert not command.rest or command.rest in [field.name for field in command.fields]
    assert len(BY_WORD) == len(COMMANDS)


async def _form(play: Play, label: str) -> Form:
    place, button = (await buttons(play.seat(ANA), label))[-1]
    form = await play.core.form(button.word, button.about, ANA)
    assert place is not None
    assert isinstance(form, Form)
    return form


def _values(form: Form) -> dict[str, str]:
    return {field.name: field.value for field in form.fields}


async def test_to_remember_a_message_its_words_are_filled_in(play: Play) -> None:
    thread = await asks(play.seat(MIA))
    form = await play.core.form("note", "", ANA, Source(HELP, thread.thread_id or ""))
    assert isinstance(form, Form)
    assert _values(form)["text"] == QUESTION


async def test_resolve_suggests_what_the_agent_said(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await ana.says("Mia: the filter cut long files off, it is repaired.", thread)
    await ana.says("Bye!", thread)
    assert _values(await _form(play, "Resolve"))["fixed"] == "the filter cut long files off, it is repaired."


async def test_resolve_suggests_no_question_and_nothing_that_says_nothing(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    await ana.says("Mia: no", thread)
    await ana.says("Mia: which browser and which operating system do you use there?", thread)
    assert _values(await _form(play, "Resolve"))["fixed"] == ""


async def test_resolve_suggests_nothing_when_nobody_said_anything(play: Play) -> None:
    await asks(play.seat(MIA))
    assert _values(await _form(play, "Resolve"))["fixed"] == ""


async def test_resolving_anew_suggests_what_was_fixed_before(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await ana.presses("Resolve", fixed="Exports run through", topic="export")
    await ana.presses("Reopen")
    assert _values(await _form(play, "Resolve")) == {"fixed": "Exports run through", "topic": "export"}


async def test_a_note_is_a_fact_unless_something_else_is_chosen(play: Play) -> None:
    await asks(play.seat(MIA))
    assert _values(await _form(play, "Note"))["kind"] == "fact"


async def test_hand_over_offers_the_colleagues_and_not_oneself(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await ana.says("Good morning", BACKSTAGE)
    await ben.says("Good morning", BACKSTAGE)
    await asks(play.seat(MIA))
    to = (await _form(play, "Hand over")).fields[0]
    assert to.choices == (("ben", "Ben"),)


async def test_hand_over_with_no_colleague_known_says_so(play: Play) -> None:
    await play.seat(ANA).says("Good morning", BACKSTAGE)
    await asks(play.seat(MIA))
    refused = await play.core.form("hand over", "", ANA)
    assert isinstance(refused, StaffWords)
    assert refused.title == "There is no colleague I know yet to hand it to."
    assert "Whoever is missing writes one word where I can read it" in str(refused.parts)


async def test_merge_offers_the_customers_other_open_conversations_only(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await play.pass_time(HOUR)
    await asks(mia, "Why is my import slow?")
    form = await _form(play, "Merge")
    assert [label for _, label in form.fields[0].choices] == [QUESTION] or len(form.fields[0].choices) == 1
    await play.pass_time(DAY)
    assert len(await roots(ana)) == 2


async def test_merge_with_nothing_to_join_says_so(play: Play) -> None:
    await asks(play.seat(MIA))
    place, button = (await buttons(play.seat(ANA), "Merge"))[0]
    refused = await play.core.form("merge", button.about, ANA)
    assert place == BACKSTAGE
    assert isinstance(refused, StaffWords)
    assert "no other open conversation" in refused.title


async def test_editing_a_note_begins_with_what_it_says(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Note", text="Ships on Fridays", kind="preference")
    assert _values(await _form(play, "Edit")) == {"text": "Ships on Fridays", "kind": "preference"}


async def test_editing_a_check_in_begins_with_what_was_fixed(play: Play) -> None:
    ana = play.seat(ANA)
    await resolved(play.seat(MIA), ana)
    await ana.presses("Aftercare")
    assert _values(await _form(play, "Edit")) == {"when": "", "fixed": "Exports run through"}


async def test_a_form_of_what_is_gone_says_so(play: Play) -> None:
    for word in ("resolve", "merge", "edit note", "edit check-in"):
        refused = await play.core.form(word, "gone", ANA)
        assert isinstance(refused, StaffWords)
    asks_nothing = await play.core.form("take", "", ANA)
    assert isinstance(asks_nothing, StaffWords)
    assert "asks for nothing" in asks_nothing.title


async def test_a_customers_form_is_refused_in_a_customers_words(play: Play) -> None:
    assert isinstance(await play.core.form("resolve", "", MIA), CustomerWords)


async def test_every_form_submits_as_its_own_word(play: Play) -> None:
    await asks(play.seat(MIA))
    for label in ("Resolve", "Note", "Remind me"):
        form = await _form(play, label)
        assert form.word == BY_WORD[form.word].word
        assert [field.name for field in form.fields] == [field.name for field in BY_WORD[form.word].fields]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b"])
async def test_a_message_without_words_changes_nothing(play: Play, text: str) -> None:
    await play.seat(MIA).says(text, HELP)
    assert await roots(play.seat(ANA)) == []


async def test_a_message_of_forty_thousand_characters_opens_one_and_is_quoted_short(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia, "Why does my export stop? " + "export " * 5_700)
    assert len(await root(ana)) < 1_000
    await ana.presses("Resolve", fixed="exports " * 5_000)
    assert len(await root(ana)) < 2_000
    await play.pass_time(40 * DAY)
    await asks(mia, "Why does my export stop? " + "export " * 5_700)
    [briefing] = await whispered(ana, "Mia is back")
    assert len(text_of(briefing)) < 3_000


async def test_a_long_answer_in_a_resolved_thread_is_for_a_person(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await mia.says("thanks " * 5_000, thread)
    assert "open · Ana has it" in await root(ana)


async def test_a_word_typed_in_a_backstage_thread_is_about_its_conversation(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await asks(mia)
    await ana.presses("Take")
    thread = next(seen.place for seen in await ana.sees() if seen.place.thread_id and seen.place.channel == BACKSTAGE)
    await ana.commands("resolve", thread, fixed="Exports run through")
    assert "resolved by Ana" in await root(ana)


STOPS = "Why does my export stop?"


async def test_a_word_typed_where_no_conversation_is_asks_which(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA), STOPS)
    for place in (BACKSTAGE, HELP, dm(ANA.person)):
        await ana.commands("take", place)
        assert await answer(ana) == "Which conversation do you mean?"
        assert labels((await answers(ana))[-1]) == [f"Mia: {STOPS}"]
    await ana.presses(f"Mia: {STOPS}")
    assert "Ana has it" in await root(ana)


async def test_what_was_typed_after_the_word_is_done_with_the_conversation_that_is_chosen(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA), STOPS)
    await ana.presses("Take")
    asked = await gives(ana, "remind", fields={"when": "tomorrow at 9"})
    assert text_of(asked) == "Which conversation do you mean?\nRemind: tomorrow at 9"
    await ana.presses(f"Mia: {STOPS}")
    assert "I will remind you about Mia: Tue 3 Mar, 09:00" in await answer(ana)


async def test_what_is_too_long_to_be_carried_along_is_asked_for_again(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA), STOPS)
    await ana.presses("Take")
    asked = await gives(ana, "note", fields={"text": "word " * 40})
    assert "you will be asked for it again" in text_of(asked)
    await ana.presses(f"Mia: {STOPS}", text="Tests on Fridays", kind="fact")
    assert "Tests on Fridays" in await answer(ana)


@pytest.mark.parametrize("word", ["resolve", "aftercare", "reopen"])
async def test_who_can_mean_no_conversation_is_told_what_to_do(play: Play, word: str) -> None:
    ben = play.seat(BEN)
    await asks(play.seat(MIA), STOPS)
    await play.seat(ANA).presses("Take")
    assert "I do not know which conversation you mean." in text_of(await gives(ben, word))


async def test_a_conversation_that_a_button_claims_and_that_is_not_there_is_not_asked_about(play: Play) -> None:
    ana = play.seat(ANA)
    await asks(play.seat(MIA), STOPS)
    refused = await gives(ana, "take", about="forged")
    assert "I do not know which conversation you mean." in text_of(refused)


async def test_a_customers_message_leads_to_the_backstage_thread(play: Play) -> None:
    ana, thread = play.seat(ANA), await asks(play.seat(MIA), STOPS)
    shown = await gives(ana, "backstage", thread.channel, message_id=thread.thread_id or "")
    assert isinstance(shown, StaffWords)
    assert text_of(shown) == f"Mia’s conversation, backstage\nMia: “{STOPS}”"
    [root] = [seen for seen in await ana.sees() if seen.place == BACKSTAGE]
    assert [part.source for part in shown.parts if isinstance(part, Quote)] == [Source(BACKSTAGE, root.message_id)]


async def test_a_message_that_belongs_to_no_conversation_leads_nowhere(play: Play) -> None:
    ana, hello = play.seat(ANA), await asks(play.seat(MIA), "Good morning everybody")
    refused = await gives(ana, "backstage", hello.channel, message_id=hello.thread_id or "")
    assert text_of(refused) == "That message belongs to no conversation.\nNothing was changed."


async def test_answers_are_seen_by_nobody_else(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    thread = await asks(play.seat(MIA))
    await ana.commands("notes", thread)
    assert await answers(ben) == []
