"""The whole command, as people start it."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

_RUN = Path(__file__).resolve().parents[1] / "run.py"
_ADDRESS = re.compile(rb"http://\S+/")
_ANY_PORTS = {"UNHURRIED_SANDBOX__PORT": "0", "UNHURRIED_WATCH__PORT": "0"}


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[int]:
    """The process that runs in this folder, once its first page was shown."""
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
        yield program.pid
    finally:
        program.terminate()
        await program.wait()
