"""What a platform delivers twice happened once."""

from adapters.sandbox import PLATFORM
from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, BACKSTAGE, HELP, MIA
from bot.events import CommandGiven
from bot.messages import StaffWords


async def test_a_command_delivered_twice_is_done_once(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    await mia.says("My export stops halfway. Can you help?", HELP)
    [root, *_] = [words for words in await ana.bot_words() if isinstance(words, StaffWords)]
    given = CommandGiven(
        key=f"{PLATFORM}:deed:once",
        at=play.clock.now(),
        by=ANA,
        place=BACKSTAGE,
        word="note",
        about=root.buttons[0].about,
        fields={"text": "Ships on Fridays"},
    )
    assert await play.core.hear(given) is not None
    assert await play.core.hear(given) is None
    await ana.presses("Take")
    briefing = [words for words in await ana.bot_words() if isinstance(words, StaffWords) and words.mention][-1]
    assert str(briefing.parts).count("Ships on Fridays") == 1
