"""A sandbox that was begun once and is copied for every test, served by the program, and a browser that looks at it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.config import Database, Sandbox, Settings, Watch
from bot.wiring import run_sandbox, sandbox

CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_PATIENCE = 20_000  # milliseconds
expect.set_options(timeout=_PATIENCE)


def _settings(folder: Path) -> Settings:
    return Settings(
        database=Database(path=folder / "unhurried.db"),
        sandbox=Sandbox(world=folder / "sandbox.db", port=0),
        watch=Watch(port=0),
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sandbox with its people and its prologue, which takes a while to play."""
    folder = tmp_path_factory.mktemp("begun")
    async with sandbox(_settings(folder)):
        return folder


@pytest_asyncio.fixture(loop_scope="session")
async def address(begun: Path, tmp_path: Path) -> AsyncIterator[str]:
    """Where a sandbox of this test's own is served."""
    folder = shutil.copytree(begun, tmp_path / "sandbox")
    opened = asyncio.get_running_loop().create_future()
    program = asyncio.create_task(run_sandbox(_settings(folder), opened.set_result))
    await asyncio.wait({program, opened}, return_when=asyncio.FIRST_COMPLETED)
    if program.done():
        program.result()
    yield opened.result()
    program.cancel()
    with suppress(asyncio.CancelledError):
        await program


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests; each gets a page and a profile of its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS.split())
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(address: str, browser: Browser) -> AsyncIterator[Page]:
    """The page, opened; what goes wrong in it fails the test."""
    page = await browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(_PATIENCE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    await page.goto(address)
    yield page
    await page.close()
    assert not wrong
