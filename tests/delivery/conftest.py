"""A desk for each test, and processes that die for all of them."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio

from tests.delivery.desk import Desk, make, opened
from tests.delivery.yard import Yard


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk at which nothing was said yet, to be copied."""
    folder = tmp_path_factory.mktemp("desk")
    asyncio.run(make(folder))
    return folder


@pytest.fixture
async def desk(new_desk: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    async with opened(tmp_path) as desk:
        yield desk


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def yards() -> AsyncIterator[Sequence[Yard]]:
    """Two, for all tests: getting ready takes each some seconds."""
    async with Yard.opened() as one, Yard.opened() as two:
        yield one, two
