"""Programs that answer messages on a platform of their own: ours with the large database, and an echo."""

import asyncio
import os
import sqlite3
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeAlias

from bench.emitter import Emitter, Ids
from bench.large import WORKSPACE, fill, large_sqlite
from bench.row import Setting, Sides

DESKS = 500  # each with a customer and a backstage of its own: more than a message a second goes to none
CONVERSATIONS = 10_000  # resolved this minute, in turn at each desk
AT_ONCE = 64
_ROOT = Path(__file__).resolve().parent.parent
_SETTLED = 0.3  # seconds in which what follows the last answer is done
_PATIENCE = 60  # seconds until it listens
_FOLDERS = count(1)

Platform: TypeAlias = type[Emitter]


@dataclass(frozen=True, slots=True)
class Program:
    """A bot, a process by itself, that answers each message with one of its own."""

    emitter: Emitter
    process: Process

    async def cpu(self, messages: int) -> float:
        """Milliseconds of CPU a message, in all its threads, with many of them under way."""
        before = self._cpu()
        await self.emitter.customers_write(messages, AT_ONCE)
        await asyncio.sleep(_SETTLED)
        return (self._cpu() - before) / messages * 1000

    async def rate(self, messages: int) -> float:
        """Messages answered a second, with many of them under way."""
        return messages / await self.emitter.customers_write(messages, AT_ONCE)

    async def median(self, messages: int) -> float:
        """Milliseconds to the answer, one message at a time."""
        return (await self._latencies(messages))[messages // 2]

    async def p99(self, messages: int) -> float:
        """Milliseconds within which 99 % are answered, one message at a time."""
        return (await self._latencies(messages))[messages * 99 // 100 - 1]

    async def connections(self, messages: int) -> float:
        """New TCP connections a message."""
        before = self.emitter.connections
        await self.emitter.customers_write(messages, AT_ONCE)
        return (self.emitter.connections - before) / messages

    async def calls(self, messages: int) -> float:
        """Calls a message."""
        before = self.emitter.calls
        await self.emitter.customers_write(messages, AT_ONCE)
        return (self.emitter.calls - before) / messages

    async def _latencies(self, messages: int) -> list[float]:
        return sorted([await self.emitter.customer_writes() * 1000 for _ in range(messages)])

    def _cpu(self) -> float:
        """Seconds so far; by the scheduler's nanoseconds, as ticks are long for a round of an echo."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text("utf-8").split()[0]) for thread in threads) / 1e9


Cost: TypeAlias = Callable[[Program, int], Awaitable[float]]


def against(platform: Platform, cost: Cost, messages: int, *how: str) -> Setting:
    """We and the platform's echo, with so many messages each round; `how` goes to the echo."""

    @asynccontextmanager
    async def setting(run: Path) -> AsyncIterator[Sides]:
        async with _ours(run, platform) as us, _echo(platform, *how) as them:
            yield Sides(partial(cost, us, messages), partial(cost, them, messages))

    return setting


def counting(platform: Platform, cost: Cost, messages: int) -> Setting:
    """We alone."""

    @asynccontextmanager
    async def setting(run: Path) -> AsyncIterator[Sides]:
        async with _ours(run, platform) as us:
            yield Sides(partial(cost, us, messages))

    return setting


@asynccontextmanager
async def _ours(run: Path, platform: Platform) -> AsyncIterator[Program]:
    """`python -m bot run` as an operator would run it, in a folder of its own; it knows all customers and desks."""
    folder = run / f"{platform.ids.platform}-{next(_FOLDERS)}"
    folder.mkdir()
    database = await large_sqlite(run)
    _write(database, platform.ids)
    async with platform.serve(DESKS, CONVERSATIONS) as emitter:
        config = folder / "config.toml"
        config.write_text(_configuration(emitter, database), "utf-8")
        async with _running(emitter, "bot", "run", "--config", str(config)) as program:
            yield program
    database.unlink()


@asynccontextmanager
async def _echo(platform: Platform, *how: str) -> AsyncIterator[Program]:
    """It is told the same in the same threads: the more it has answered in, the longer discord.py takes."""
    async with (
        platform.serve(DESKS, CONVERSATIONS) as emitter,
        _running(emitter, platform.echo, emitter.url, *how) as program,
    ):
        yield program


@asynccontextmanager
async def _running(emitter: Emitter, *module: str) -> AsyncIterator[Program]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *module, cwd=_ROOT, env=os.environ | emitter.tokens, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            await emitter.connected()
        await emitter.customers_write(DESKS, AT_ONCE)
        yield Program(emitter, process)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def _configuration(emitter: Emitter, database: Path) -> str:
    """The settings, and a table for each front desk."""
    ids = emitter.ids
    desks = [
        f'[[front_desks]]\nplatform = "{ids.platform}"\nchannel = "{ids.front % desk}"\n'
        f'backstage = "{ids.backstage % desk}"'
        for desk in range(DESKS)
    ]
    settings = [f'workspace = "{WORKSPACE}"', f'database = {{ path = "{database}" }}', "watch = { port = 0 }"]
    return "\n".join([*settings, emitter.settings, *desks])


def _write(database: Path, ids: Ids) -> None:
    """Customers of the large database have an account on the platform, and conversations there that are resolved."""
    here = f"'{WORKSPACE}', '{ids.platform}'"
    now = f"strftime('%Y-%m-%d %H:%M:%f', 'now') || printf('%03d', i / {DESKS})"  # one after the other at each desk
    agent, desk = f"'{ids.agent}'", f"i % {DESKS}"
    with sqlite3.connect(database) as connection:
        for statement in (
            fill("profile (workspace_id, platform, user_id, name, role)", f"{here}, {agent}, 'Ana', 'staff'", 1),
            fill(
                "profile (workspace_id, platform, user_id, name, role, zone, locale)",
                f"{here}, {_id(ids.customer)}, 'Customer ' || i, 'customer', 'Europe/Berlin', 'en'",
                DESKS,
            ),
            fill(
                "identity (workspace_id, platform, user_id, customer_id)",
                f"{here}, {_id(ids.customer)}, 'c' || (i + 1)",
                DESKS,
            ),
            fill(
                "conversation (workspace_id, platform, channel_id, thread_id, id, customer_id, opening_message_id,"
                " subject, status, turn, opened_at, last_at, customer_last_at, agent_platform, agent_user_id,"
                " backstage_platform, backstage_channel_id, backstage_thread_id, resolved_at, resolutions, fixed,"
                " topic, snooze_keeps)",
                f"{here}, {_id(ids.front, desk)}, {_id(ids.thread)}, 's' || i, 'c' || ({desk} + 1), {_id(ids.thread)},"
                f" 'Can you help with export ' || i || '?', 'resolved', 'customer', {now}, {now}, {now},"
                f" '{ids.platform}', {agent}, '{ids.platform}', {_id(ids.backstage, desk)}, {_id(ids.root)}, {now}, 1,"
                " 'a new key', 'export', 0",
                CONVERSATIONS,
            ),
        ):
            connection.execute(statement)
    connection.close()


def _id(made: str, number: str = "i") -> str:
    return f"printf('{made}', {number})"
