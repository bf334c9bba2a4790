"""The program in a process of its own, and a browser that looks at its page."""

import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright

CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_PATIENCE = 10_000  # milliseconds


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where a new sandbox is served by the program's own entry point."""
    settings = {
        "UNHURRIED_DATABASE__PATH": str(tmp_path / "unhurried.db"),
        "UNHURRIED_SANDBOX__WORLD": str(tmp_path / "sandbox.db"),
        "UNHURRIED_SANDBOX__PORT": "0",
        "UNHURRIED_WATCH__PORT": "0",
    }
    command = [sys.executable, "-u", "-m", "bot"]
    with subprocess.Popen(command, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True) as program:
        try:
            found = re.search(r"http://\S+/", program.stdout.readline() if program.stdout else "")
            assert found, "the program did not say where its page is"
            yield found[0]
        finally:
            program.terminate()
            assert program.wait(timeout=10) == 0


@pytest.fixture
async def page(address: str) -> AsyncIterator[Page]:
    """The page, opened; what goes wrong in it fails the test."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS.split())
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(_PATIENCE)
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        await page.goto(address)
        yield page
        await browser.close()
    assert not wrong
