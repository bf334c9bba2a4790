"""Two check-ins of one customer fall due in the same moment."""

from datetime import timedelta

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, HELP, MIA
from bot.messages import CustomerWords


async def test_only_one_of_them_goes_out(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("My export stops halfway. Can you help?", HELP)
    await play.pass_time(timedelta(minutes=40))
    await mia.says("How do I add a colleague to my invoices?", HELP)
    for _ in range(2):
        await ana.presses("Take")
        await ana.presses("Resolve", fixed="It is done")
    await play.pass_time(timedelta(days=4))
    told = [words for words in await mia.bot_words() if isinstance(words, CustomerWords)]
    assert len(told) == 1
