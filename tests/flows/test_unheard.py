"""What a defect of ours keeps from being heard is kept, told, and heard again by another version."""

from dataclasses import replace
from typing import Any, NoReturn

import pytest

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, HELP, MIA
from bot.app import Bot
from bot.events import CommandGiven, MessagePosted
from bot.messages import CustomerWords, StaffWords
from bot.model.people import Profile
from bot.model.unheard import UnheardEvent
from bot.ports import Store
from tests.flows.table import QUESTION, root


class Defect(Exception):
    """A mistake in our code."""


async def fails(*_: Any) -> NoReturn:
    raise Defect


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Hearing a message meets a defect, and every command too, until this is undone."""
    monkeypatch.setattr("bot.app.hear_message", fails)
    monkeypatch.setattr("bot.app.hear_command", fails)
    return monkeypatch


def said(play: Play, text: str = QUESTION, key: str = "sandbox:help:1:posted") -> MessagePosted:
    return MessagePosted(
        key=key, at=play.clock.now(), place=HELP, message_id="1", author=MIA, text=text, begins_thread=True
    )


def given(play: Play, by: Profile, word: str = "stop") -> CommandGiven:
    return CommandGiven(key=f"sandbox:{by.name}:given", at=play.clock.now(), by=by, place=HELP, word=word)


async def kept(bot: Bot) -> list[UnheardEvent]:
    async with bot.speaker.store.begin() as work:
        return list(await work.unheard.of_other_versions("none", 100))


async def test_a_message_is_kept_and_acknowledged(play: Play, broken: pytest.MonkeyPatch) -> None:
    bot = play.core.bot
    assert await bot.hear(said(play)) is None
    [event] = await kept(bot)
    assert (event.key, event.version, event.defect) == ("sandbox:help:1:posted", bot.version, "Defect")
    assert (await bot.standing()).unheard == 1


@pytest.mark.parametrize(("by", "kind"), [(ANA, StaffWords), (MIA, CustomerWords)])
async def test_who_gave_a_command_is_told_that_nothing_was_lost(
    by: Profile, kind: type, play: Play, broken: pytest.MonkeyPatch
) -> None:
    answer = await play.core.bot.hear(given(play, by))
    assert isinstance(answer, kind)
    assert "went wrong on our side" in str(answer)
    assert "nothing was lost" in str(answer)


async def test_another_version_hears_it_as_it_was_said(play: Play, broken: pytest.MonkeyPatch) -> None:
    await play.seat(MIA).says(QUESTION, HELP)
    broken.undo()
    mended = replace(play.core.bot, version="99")
    assert await mended.hear_unheard() == 1
    await mended.speak()
    assert "export" in await root(play.seat(ANA))
    assert await kept(mended) == []


async def test_the_same_version_does_not_try_again(play: Play, broken: pytest.MonkeyPatch) -> None:
    await play.core.bot.hear(said(play))
    broken.undo()
    assert await play.core.bot.hear_unheard() == 0
    assert len(await kept(play.core.bot)) == 1


async def test_another_version_that_cannot_hear_it_either_tries_once_and_keeps_it(
    play: Play, broken: pytest.MonkeyPatch
) -> None:
    await play.core.bot.hear(said(play))
    later = replace(play.core.bot, version="99")
    assert await later.hear_unheard() == 0
    broken.undo()
    assert await later.hear_unheard() == 0
    assert [event.version for event in await kept(later)] == ["99"]
    assert await replace(later, version="100").hear_unheard() == 1


async def test_all_that_are_kept_are_heard_oldest_first(play: Play, broken: pytest.MonkeyPatch) -> None:
    for number in range(230):
        await play.core.bot.hear(said(play, f"{number}", f"key {number}"))
    broken.undo()
    heard: list[str] = []

    async def hears(event: MessagePosted, *_: object) -> None:
        heard.append(event.text)

    broken.setattr("bot.app.hear_message", hears)
    assert await replace(play.core.bot, version="99").hear_unheard() == 230
    assert heard == [str(number) for number in range(230)]


async def test_what_was_delivered_again_meanwhile_is_heard_once(play: Play, broken: pytest.MonkeyPatch) -> None:
    bot = play.core.bot
    await bot.hear(said(play))
    broken.undo()
    await bot.hear(said(play))
    later = replace(bot, version="99")
    await later.hear_unheard()
    await later.speak()
    assert await root(play.seat(ANA))
    assert await kept(later) == []


async def test_what_may_not_be_done_is_no_defect(play: Play) -> None:
    await play.core.bot.hear(given(play, MIA, "resolve"))
    assert await kept(play.core.bot) == []


async def test_what_is_declined_when_heard_again_is_done_with(play: Play, broken: pytest.MonkeyPatch) -> None:
    await play.core.bot.hear(given(play, MIA, "resolve"))
    broken.undo()
    later = replace(play.core.bot, version="99")
    assert await later.hear_unheard() == 1
    assert await kept(later) == []


async def test_an_event_that_this_version_cannot_read_stays(play: Play) -> None:
    bot = play.core.bot
    unknown = UnheardEvent(key="k", event={"event": "Wink"}, at=play.clock.real(), version="0", defect="KeyError")
    async with bot.speaker.store.begin() as work:
        await work.unheard.save(unknown)
    assert await bot.hear_unheard() == 0
    assert [event.event for event in await kept(bot)] == [{"event": "Wink"}]


async def test_a_database_that_stumbles_once_keeps_nothing_from_being_heard(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    stumbling = _with_store(play.core.bot, Failing(play.core.bot.speaker.store, times=1))
    await stumbling.hear(said(play))
    await play.core.bot.speak()
    assert "export" in await root(play.seat(ANA))
    assert await kept(play.core.bot) == []


async def test_what_can_be_kept_nowhere_is_not_acknowledged(play: Play) -> None:
    down = _with_store(play.core.bot, Failing(play.core.bot.speaker.store, times=3))
    with pytest.raises(OSError, match="no space left"):
        await down.hear(said(play))
    assert await kept(play.core.bot) == []
    await down.hear(said(play))
    await play.core.bot.speak()
    assert "export" in await root(play.seat(ANA))


async def test_the_chat_hands_it_over_again_when_it_could_not_be_kept(play: Play) -> None:
    await play.world.say(MIA.person, HELP, QUESTION, play.clock.now())
    bot = play.core.bot
    down = replace(play.core, bot=_with_store(bot, Failing(bot.speaker.store, times=3)))
    with pytest.raises(OSError, match="no space left"):
        await play.chat.catch_up(down)
    assert await play.chat.catch_up(down) == 1
    await bot.speak()
    assert "export" in await root(play.seat(ANA))


class Failing:
    """A store whose next transactions fail."""

    def __init__(self, store: Store, times: int) -> None:
        self._store, self._times = store, times

    def begin(self, **how: Any) -> Any:
        if self._times:
            self._times -= 1
            raise OSError("no space left")
        return self._store.begin(**how)


def _with_store(bot: Bot, store: Failing) -> Bot:
    return replace(bot, speaker=replace(bot.speaker, store=store))
