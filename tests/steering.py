"""Our own Slack or Discord as its own process, steered by HTTP; nothing here knows the program that is tested."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

ROOT = Path(__file__).resolve().parent.parent


class Steering:
    """What one asks of the other process."""

    def __init__(self, session: ClientSession, addresses: dict[str, str]) -> None:
        self._session = session
        self.addresses = addresses

    async def answer(self, path: str, **given: Any) -> tuple[int, dict[str, Any]]:
        async with self._session.post(self.addresses["control"] + path, json=given) as response:
            return response.status, await response.json()

    async def __call__(self, path: str, **given: Any) -> Any:
        status, answer = await self.answer(path, **given)
        assert status == 200, answer
        return answer["done"]


@asynccontextmanager
async def other_process(platform: str, *arguments: str) -> AsyncIterator[Steering]:
    """A Slack or a Discord of its own process, stopped at the end."""
    command = [sys.executable, "-m", f"tests.{platform}.loopback", *arguments]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout
        addresses = json.loads(await process.stdout.readline())
        async with ClientSession() as session:
            yield Steering(session, addresses)
    finally:
        process.terminate()
        assert await process.wait() == 0
