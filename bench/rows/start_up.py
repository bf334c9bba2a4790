"""How long a newcomer waits for the sandbox's page, once everything is set up."""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter

import aiohttp

from bench.row import Row, Sides

_RUN = Path(__file__).resolve().parents[2] / "run.py"
_ADDRESS = re.compile(rb"http://\S+/")
_ANY_PORTS = {"UNHURRIED_SANDBOX__PORT": "0", "UNHURRIED_WATCH__PORT": "0"}


@asynccontextmanager
async def _setting(run: Path) -> AsyncIterator[Sides]:
    with tempfile.TemporaryDirectory(dir=run) as folder:
        yield Sides(lambda: _seconds_to_the_page(Path(folder)))


async def _seconds_to_the_page(folder: Path) -> float:
    began = perf_counter()
    program = await asyncio.create_subprocess_exec(
        sys.executable, _RUN, cwd=folder, env=os.environ | _ANY_PORTS, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert program.stdout
        said = await program.stdout.readline()
        address = _ADDRESS.search(said)
        assert address, said
        async with aiohttp.ClientSession() as browser, browser.get(address.group().decode()) as page:
            await page.text()
        return perf_counter() - began
    finally:
        program.terminate()
        await program.wait()


ROWS = [
    Row(
        name="start-up",
        what="`python3 run.py`, set up and played before, to the first page",
        unit="s",
        must=3,
        goal=1.5,
        setting=_setting,
    )
]
