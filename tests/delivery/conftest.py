"""A desk for each test."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.delivery.desk import Desk, make, opened


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
