"""The program as it is run: a process of its own, of which only what it does to others is seen."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds
MANNERS = """
    watch = { port = 0 }
    logs = { level = "debug" }
    delivering = { lease = 4, poll = 0.2 }
"""
"""What the operator writes for a program that shall tell much and wait for little."""


@asynccontextmanager
async def program(folder: Path, secrets: Mapping[str, str]) -> AsyncIterator[Process]:
    """`run` by the configuration in this folder, until it ends; killed if it did not end by itself."""
    command = [sys.executable, "-m", "bot", "run", "--config", "config.toml"]
    environment = {**os.environ, **secrets, "PYTHONPATH": str(ROOT)}
    with (folder / "output").open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=environment, stdout=output, stderr=output
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def lines_with(folder: Path, *secrets: str) -> list[str]:
    """What the program printed in this folder that holds one of these, in whatever case."""
    lines = (folder / "output").read_text("utf-8").splitlines()
    return [line for line in lines if any(secret.lower() in line.lower() for secret in secrets)]


async def until(happened: Callable[[], Awaitable[object]]) -> Any:
    """Look again until there is something."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if found := await happened():
                return found
            await asyncio.sleep(0.05)
