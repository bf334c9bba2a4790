"""The story that everything else grows from."""

from datetime import timedelta

from adapters.sandbox import PLATFORM
from adapters.sandbox.play import Play, Seat
from adapters.sandbox.stage import ANA, HELP, MIA, play_prologue
from bot.messages import CustomerWords, StaffWords
from bot.model.places import Place
from tests.conftest import MONDAY_MORNING


async def _asks(mia: Seat, text: str = "My export stops halfway. Can you help?") -> Place:
    return Place(PLATFORM, HELP.channel_id, await mia.says(text, HELP))


def _titles(words: list[StaffWords | CustomerWords]) -> list[str]:
    return [each.title for each in words if isinstance(each, StaffWords)]


async def test_who_was_here_before_is_met_with_their_history(play: Play) -> None:
    await play_prologue(play, MONDAY_MORNING + timedelta(weeks=4))
    mia, ana = play.seat(MIA), play.seat(ANA)
    await _asks(mia)
    assert "Mia is back" in _titles(await ana.bot_words())


async def test_an_answer_of_trouble_reaches_the_agent_and_opens_the_conversation_again(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await _asks(mia)
    await ana.presses("Take")
    await ana.says("It is repaired.", thread)
    await ana.presses("Resolve", fixed="Exports run through")
    await play.pass_to_next()
    [question] = [words for words in await mia.bot_words() if isinstance(words, CustomerWords)]
    assert "automatic" in question.why
    await mia.says("It broke again", thread)
    told = [words for words in await ana.bot_words() if isinstance(words, StaffWords)]
    assert any(words.mention == ANA.person and words.title == "Mia says it is not solved" for words in told)
    assert any("Ana owes the next word" in str(words.parts) for words in told)


async def test_after_stop_nothing_automatic_is_sent(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await _asks(mia)
    await ana.presses("Take")
    await ana.presses("Resolve", fixed="Exports run through")
    await mia.says("stop", thread)
    seen = len(await mia.sees())
    await play.pass_time(timedelta(days=100))
    assert len(await mia.sees()) == seen
