"""Texts that programs trip over, on both databases: heard whole, quoted in words of ours, never taken for nothing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.sandbox.play import Play
from adapters.sandbox.stage import ANA, HELP, MIA
from bot.config import Database, Sandbox, Settings
from bot.messages import Quote, StaffWords
from bot.model.places import Place
from bot.wiring import sandbox
from tests.conftest import begin
from tests.postgres import the_server
from tests.storage.databases import KINDS

ASKED = "Why is my export empty?"
LONGEST = 40_000  # characters: what Slack lets somebody say at once


@pytest.fixture(params=KINDS)
async def play(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Play]:
    url = await the_server().emptied_database() if request.param == "postgresql" else ""
    database = Database(path=tmp_path / "unhurried.db", url=SecretStr(url))
    settings = Settings(database=database, sandbox=Sandbox(world=tmp_path / "sandbox.db", port=0))
    await begin(settings)
    async with sandbox(settings) as (play, _):
        yield play


async def quotes(play: Play) -> list[str]:
    """What of hers is quoted backstage."""
    whispers = [seen.words for seen in await play.world.seen_by(ANA.person) if isinstance(seen.words, StaffWords)]
    return [part.text for words in whispers for part in words.parts if isinstance(part, Quote)]


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        (f"{ASKED} {'x' * (LONGEST - len(ASKED) - 1)}", f"{ASKED} x"),
        ("למה הייצוא שלי ריק? Why is my export empty?", "למה הייצוא שלי ריק?"),
        (f"{ASKED} 🙂👩‍🚀🏳️‍🌈", "👩‍🚀"),
        (f"{ASKED} \0 \ud800", ASKED),
        (f"{ASKED} \u202egnp.exe\u2066", f"{ASKED} gnp.exe"),
        (f"\u200b{ASKED}", ASKED),
    ],
    ids=["long", "right to left", "emoji", "zero bytes", "turned round", "hidden space"],
)
async def test_it_is_heard_and_quoted(play: Play, said: str, quoted: str) -> None:
    message_id = await play.seat(MIA).says(said, HELP)
    assert any(quoted in quote for quote in await quotes(play))
    async with play.core.bot.speaker.store.begin() as work:
        kept = await work.messages.get(HELP, message_id)
        assert kept
        assert len(kept.text) >= len(said) - 4
        assert kept.text.count("x") == said.count("x")
        assert await work.unheard.count() == 0


@pytest.mark.parametrize("said", ["", " \n ", "\u200b\u2060", "\u202e\u2066\u3164"])
async def test_what_nobody_can_see_is_no_message(play: Play, said: str) -> None:
    asked = await play.seat(MIA).says(ASKED, HELP)
    before = await quotes(play)
    for place in (HELP, Place(HELP.platform, HELP.channel_id, asked)):
        await play.seat(MIA).says(said, place)
    assert await quotes(play) == before
    assert await play.world.unheard(1) == []
