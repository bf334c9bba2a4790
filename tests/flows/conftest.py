"""A play for every story, in files copied from ones that were made once."""

import asyncio
import shutil
from pathlib import Path

import pytest

from adapters.sandbox import PLATFORM
from adapters.sandbox.stage import BACKSTAGE, HELP
from bot.config import Aftercare, Database, FrontDesk, Sandbox, Settings
from storage.store import SqlStore


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in them; making it takes longer than a story."""
    path = tmp_path_factory.mktemp("empty") / "unhurried.db"
    asyncio.run(_make(path))
    return path


async def _make(path: Path) -> None:
    store = await SqlStore.open(path, "default")
    await store.close()


@pytest.fixture
def opens() -> str:
    """What opens a conversation in the flat channel; a test may say otherwise."""
    return "question"


@pytest.fixture
def care() -> Aftercare:
    """The rules of aftercare; a test may say otherwise."""
    return Aftercare()


@pytest.fixture
def settings(tmp_path: Path, empty_database: Path, opens: str, care: Aftercare) -> Settings:
    """The defaults but for what a test says otherwise, with all files in a folder of their own."""
    database = Path(shutil.copy(empty_database, tmp_path / "unhurried.db"))
    desk = {"platform": PLATFORM, "channel": HELP.channel_id, "backstage": BACKSTAGE.channel_id, "opens": opens}
    return Settings(
        database=Database(path=database),
        sandbox=Sandbox(world=tmp_path / "sandbox.db", port=0),
        front_desks=(FrontDesk.model_validate(desk),),
        aftercare=care,
    )
