"""A play for every story, in files of its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from adapters.sandbox import PLATFORM
from adapters.sandbox.play import Play
from adapters.sandbox.stage import BACKSTAGE, HELP
from bot.config import Aftercare, Database, FrontDesk, Sandbox, Settings
from bot.wiring import sandbox
from tests.conftest import begin
from tests.sqlite import with_tables

NewPlay = Callable[[], AbstractAsyncContextManager[Play]]


@pytest.fixture
def opens() -> str:
    """What opens a conversation in the flat channel; a test may say otherwise."""
    return "question"


@pytest.fixture
def care() -> Aftercare:
    """The rules of aftercare; a test may say otherwise."""
    return Aftercare()


@pytest.fixture
def settings(tmp_path: Path, opens: str, care: Aftercare) -> Settings:
    """The defaults but for what a test says otherwise, with all files in a folder of their own."""
    desk = {"platform": PLATFORM, "channel": HELP.channel_id, "backstage": BACKSTAGE.channel_id, "opens": opens}
    return _settings(tmp_path, FrontDesk.model_validate(desk), care)


def _settings(folder: Path, desk: FrontDesk, care: Aftercare) -> Settings:
    return Settings(
        database=Database(path=with_tables(folder / "unhurried.db")),
        sandbox=Sandbox(world=folder / "sandbox.db", port=0),
        front_desks=(desk,),
        aftercare=care,
    )


@pytest.fixture
def new_play(tmp_path_factory: pytest.TempPathFactory) -> NewPlay:
    """Opens one play after the other, for stories that are made up while the test runs."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Play]:
        desk = FrontDesk(platform=PLATFORM, channel=HELP.channel_id, backstage=BACKSTAGE.channel_id)
        settings = _settings(tmp_path_factory.mktemp("play"), desk, Aftercare())
        await begin(settings)
        async with sandbox(settings) as (play, _):
            yield play

    return opened
