"""A process that forks workers, one at a time: it has loaded and done everything once, so that they start at once."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Self

from tests.delivery.worker import READY, Order
from tests.postgres import the_server


class Yard:
    """The process as those see it who give orders."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._worker = 0

    @classmethod
    @asynccontextmanager
    async def opened(cls) -> AsyncIterator[Self]:
        """A new one that is ready, and ends with the block."""
        words = ("-m", "tests.delivery.worker", await the_server().new_database())
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(sys.executable, *words, stdin=pipe, stdout=pipe)
        assert process.stdin
        assert process.stdout
        yard = cls(process)
        try:
            assert (await process.stdout.readline()).decode().strip() == READY
            yield yard
        finally:
            yard.kill()
            process.stdin.close()
            await process.wait()

    async def carry_out(self, order: Order) -> int:
        """The exit code of the worker; negative when a signal ended or stopped it."""
        assert self._process.stdin
        self._process.stdin.write(f"{json.dumps(asdict(order))}\n".encode())
        self._worker = await self._told()
        return await self._outcome()

    async def wake(self) -> int:
        """Let a worker go on that was stopped; its exit code."""
        os.kill(self._worker, signal.SIGCONT)
        return await self._outcome()

    def kill(self) -> None:
        """Kill the worker that is at it, if there is one."""
        if self._worker:
            os.kill(self._worker, signal.SIGKILL)

    async def _outcome(self) -> int:
        code = await self._told()
        if code != -signal.SIGSTOP:
            self._worker = 0
        return code

    async def _told(self) -> int:
        assert self._process.stdout
        return int(await self._process.stdout.readline())
