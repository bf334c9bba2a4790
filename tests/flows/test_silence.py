"""After seven silent days the agent is asked whether it is done, and nothing is closed by itself."""

import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, BEN, MIA, TOM
from bot.config import Conversations, Settings
from bot.model.places import Place, dm
from tests.flows.table import DAY, HOUR, asks, labels, resolved, root, text_of, whispered

DONE = "Is Mia’s conversation done?"


async def answered(play: Play) -> Place:
    """A conversation that Ana has answered; now it is Mia's turn."""
    ana = play.seat(ANA)
    thread = await asks(play.seat(MIA))
    await ana.presses("Take")
    await ana.says("Please try it again now.", thread)
    return thread


async def test_after_seven_silent_days_the_agent_is_asked_once(play: Play) -> None:
    ana = play.seat(ANA)
    await answered(play)
    await play.pass_time(7 * DAY - HOUR)
    assert await whispered(ana, DONE) == []
    await play.pass_time(HOUR)
    [asked] = await whispered(ana, DONE)
    assert asked.mention == ANA.person
    assert "About: My export stops halfway.\nThe last word was said 7 days ago." in text_of(asked)
    assert "Ana: “Please try it again now.”" in text_of(asked)
    assert labels(asked) == ["Resolve", "Snooze", "Remind me"]
    await play.pass_time(60 * DAY)
    assert len(await whispered(ana, DONE)) == 1
    assert "open · Ana has it · the customer's turn" in await root(ana)


async def test_every_word_begins_the_silence_anew(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await answered(play)
    await play.pass_time(5 * DAY)
    await mia.says("I will, thank you!", thread)
    await play.pass_time(DAY)
    await ana.says("Good. Tell me how it went.", thread)
    await play.pass_time(6 * DAY)
    assert await whispered(ana, DONE) == []
    await play.pass_time(DAY)
    assert len(await whispered(ana, DONE)) == 1


async def test_while_we_owe_the_reply_nobody_asks(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await answered(play)
    await mia.says("It still stops halfway.", thread)
    await asks(play.seat(TOM), "Where can I find my invoice?")
    await play.pass_time(40 * DAY)
    assert await whispered(ana, "conversation done?") == []


@pytest.mark.parametrize("kind", ["Thank you, Ana!", "It works now, Ana :)"])
async def test_kind_words_for_an_answer_leave_nothing_to_owe(play: Play, kind: str) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await answered(play)
    await mia.says(kind, thread)
    assert "the customer's turn" in await root(ana)
    await play.pass_time(7 * DAY)
    assert len(await whispered(ana, DONE)) == 1


@pytest.mark.parametrize(
    ("before", "kind"), [("Shall I send you the file?", "Great, thanks!"), ("Tell me when it is blue.", "Yes, it is.")]
)
async def test_what_may_be_an_answer_leaves_the_agent_to_speak(play: Play, before: str, kind: str) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await answered(play)
    await ana.says(before, thread)
    await mia.says(kind, thread)
    assert "Ana owes the next word" in await root(ana)


async def test_thanks_beside_an_open_question_leave_it_owed(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await answered(play)
    await mia.says("And where is the old file?", thread)
    await mia.says("Thanks!", thread)
    assert "Ana owes the next word" in await root(ana)


async def test_the_next_silence_is_asked_about_too(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await answered(play)
    await play.pass_time(8 * DAY)
    await ana.says("Mia, could you try it?", thread)
    await play.pass_time(DAY)
    await mia.says("Tomorrow, promised.", thread)
    await ana.says("Wonderful.", thread)
    await play.pass_time(7 * DAY - HOUR)
    assert len(await whispered(ana, DONE)) == 1
    await play.pass_time(HOUR)
    assert len(await whispered(ana, DONE)) == 2


async def test_what_is_snoozed_is_silent_on_purpose(play: Play) -> None:
    ana = play.seat(ANA)
    await answered(play)
    await ana.presses("Snooze")
    await play.pass_time(60 * DAY)
    assert await whispered(ana, DONE) == []


async def test_what_is_resolved_is_not_asked_about_until_it_is_open_again(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await play.pass_time(3 * DAY)
    await mia.says("It broke again.", thread)
    await play.pass_time(10 * DAY)
    assert await whispered(ana, DONE) == []
    await ana.says("Now it is repaired for good.", thread)
    await play.pass_time(7 * DAY)
    assert len(await whispered(ana, DONE)) == 1


async def test_whoever_has_it_by_then_is_asked(play: Play) -> None:
    ana, ben = play.seat(ANA), play.seat(BEN)
    await ben.says("I am here today.", dm(BEN.person))
    await answered(play)
    await ana.presses("Hand over", to="Ben")
    await play.pass_time(7 * DAY)
    [asked] = await whispered(ana, DONE)
    assert asked.mention == BEN.person


async def test_an_answer_to_a_private_message_counts(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("Can you help me with my invoice?", dm(MIA.person))
    await ana.presses("Reply", words="It is in your mail.")
    await play.pass_time(7 * DAY)
    assert len(await whispered(ana, DONE)) == 1


class TestWhereNobodyWantsToBeAsked:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"conversations": Conversations(silent_days=0)})

    async def test_nobody_is(self, play: Play) -> None:
        await answered(play)
        assert await play.core.upcoming() == []
