"""A customer writes to the bot itself: the words reach backstage, and an agent answers through the bot."""

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, BEN, HELP, MIA
from bot.messages import CustomerWords, StaffWords
from bot.model.places import dm
from tests.flows.table import root, text_of, whispered

_HOME = dm(MIA.person)


def _told(words: list[StaffWords | CustomerWords]) -> list[CustomerWords]:
    return [each for each in words if isinstance(each, CustomerWords)]


async def test_a_first_private_message_is_answered_with_one_automatic_line(play: Play) -> None:
    mia = play.seat(MIA)
    await mia.says("Hello, can I ask something in private?", _HOME)
    await mia.says("My invoice is wrong.", _HOME)
    [first] = _told(await mia.bot_words())
    assert "A person reads this" in first.lines[0]
    assert "automatic" in first.why


async def test_what_is_said_in_private_reaches_the_backstage_thread(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("Hello, can I ask something in private?", _HOME)
    await ana.presses("Take")
    await mia.says("My invoice is wrong.", _HOME)
    relayed = [words for words in await ana.bot_words() if isinstance(words, StaffWords) and words.title == "Mia wrote"]
    assert "My invoice is wrong." in str(relayed[0].parts)
    assert relayed[0].mention == ANA.person


async def test_an_agent_answers_as_themselves(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("My invoice is wrong, can you look?", _HOME)
    await ana.presses("Reply", words="I have corrected it, Mia.")
    assert CustomerWords(lines=("I have corrected it, Mia.",), by="Ana") in await mia.bot_words()
    assert "the customer’s turn" in str(await ana.bot_words()).replace("'", "’")


async def test_a_reply_is_for_private_messages_only(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("My export stops halfway. Can you help?", HELP)
    [root, *_] = [words for words in await ana.bot_words() if isinstance(words, StaffWords)]
    about = root.buttons[0].about
    await play.world.give(ANA.person, HELP, "reply", at=play.clock.now(), about=about, fields={"words": "Hi"})
    await play.keep_up()
    assert not _told(await mia.bot_words())
    assert "Nothing was sent" in str(await ana.bot_words())


async def test_nobody_else_reads_what_was_said_in_private(play: Play) -> None:
    mia, ana, ben = play.seat(MIA), play.seat(ANA), play.seat(BEN)
    await mia.says("My invoice is wrong, can you look?", _HOME)
    await ana.presses("Reply", words="I have corrected it, Mia.")
    assert "I have corrected it" not in str(await ben.bot_words())


async def test_a_check_in_after_a_private_matter_names_what_was_done(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("My invoice is wrong, can you look?", _HOME)
    await ana.presses("Take")
    await ana.presses("Resolve", fixed="The invoice is corrected")
    await play.pass_to_next()
    assert "The invoice is corrected" in str(_told(await mia.bot_words())[-1].lines)


async def test_a_long_direct_message_is_shown_further_than_one_that_can_be_looked_up(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    long = "The export stops, and this is what I did. " * 20 + "What can I do?"
    await mia.says(long, dm(MIA.person))
    assert "What can I do?" in await root(ana)
    await ana.presses("Take")
    await mia.says(f"{long} Please.", dm(MIA.person))
    assert "What can I do? Please." in text_of((await whispered(ana, "Mia wrote"))[0])
