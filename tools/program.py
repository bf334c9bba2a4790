"""Runs the program by its own entry point, as processes of their own, on databases in one folder."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

PATIENCE = 120.0
"""Seconds within which the program must have done whatever it is waited for."""

_ADDRESS = re.compile(r"http://\S+/")


async def bring_in(folder: Path, history: Path) -> None:
    """`import` this file of JSON lines."""
    program = await _start(folder, "import", str(history))
    async with asyncio.timeout(PATIENCE):
        said, _ = await program.communicate()
    if program.returncode:
        raise RuntimeError(f"import ended with {program.returncode}: {said.decode()!r}")


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[str]:
    """`run`, as long as the context lasts; gives the address of its page."""
    program = await _start(folder, "run")
    try:
        if program.stdout is None:
            raise RuntimeError("the program has no output")
        async with asyncio.timeout(PATIENCE):
            said = (await program.stdout.readline()).decode()
        found = _ADDRESS.search(said)
        if found is None:
            raise RuntimeError(f"the program did not say where its page is: {said!r}")
        yield found[0]
    finally:
        program.terminate()
        await program.wait()


async def _start(folder: Path, *words: str) -> Process:
    settings = {
        "UNHURRIED_DATABASE__PATH": str(folder / "unhurried.db"),
        "UNHURRIED_SANDBOX__WORLD": str(folder / "sandbox.db"),
        "UNHURRIED_SANDBOX__PORT": "0",
        "UNHURRIED_WATCH__PORT": "0",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "bot", *words]
    return await asyncio.create_subprocess_exec(*command, env={**os.environ, **settings}, stdout=PIPE)
