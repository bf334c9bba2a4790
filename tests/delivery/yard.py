"""A process that forks workers, one at a time: it has loaded and done everything once, so that they start at once."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Self

from tests.delivery.worker import READY, Order


class Yard:
    """The process as those see it who give orders."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    @asynccontextmanager
    async def opened(cls) -> AsyncIterator[Self]:
        """A new one that is ready, and ends with the block."""
        pipe = asyncio.subprocess.PIPE
        words = ("-m", "tests.delivery.worker")
        process = await asyncio.create_subprocess_exec(sys.executable, *words, stdin=pipe, stdout=pipe)
        assert process.stdin
        assert process.stdout
        try:
            assert (await process.stdout.readline()).decode().strip() == READY
            yield cls(process)
        finally:
            process.stdin.close()
            await process.wait()

    async def carry_out(self, order: Order) -> int:
        """The exit code of the worker; negative when a signal ended it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(asdict(order))}\n".encode())
        return int(await self._process.stdout.readline())
