"""Programs on a Slack of their own: ours with the large database, and the echo; each a process by itself."""

import asyncio
import os
import sqlite3
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bench.large import WORKSPACE, fill, large_sqlite
from bench.slack import AGENT, APP_TOKEN, BOT_TOKEN, Emitter, desks

DESKS = 100  # each with a customer and a backstage of its own: more than a message a second goes to none
CONVERSATIONS = 10_000  # resolved this minute, in turn at each desk
AT_ONCE = 64
_ROOT = Path(__file__).resolve().parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")
_SETTLED = 0.3  # seconds in which what follows the last answer is done
_PATIENCE = 60  # seconds until it listens
_FOLDERS = count(1)


@dataclass(frozen=True, slots=True)
class Program:
    """A bot that answers each message with one of its own."""

    slack: Emitter
    process: Process

    async def cpu(self, messages: int) -> float:
        """Milliseconds of CPU a message, in all its threads, with many of them under way."""
        before = self._cpu()
        await self.slack.customers_write(messages, AT_ONCE)
        await asyncio.sleep(_SETTLED)
        return (self._cpu() - before) / messages * 1000

    async def rate(self, messages: int) -> float:
        """Messages answered a second, with many of them under way."""
        return messages / await self.slack.customers_write(messages, AT_ONCE)

    async def latencies(self, messages: int) -> list[float]:
        """Milliseconds to each answer, the shortest first; the next message waits for the answer to the last."""
        return sorted([await self.slack.customer_writes() * 1000 for _ in range(messages)])

    def _cpu(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@asynccontextmanager
async def ours(run: Path) -> AsyncIterator[Program]:
    """`python -m bot run` as an operator would run it, in a folder of its own; it knows all customers and desks."""
    folder = run / f"slack-{next(_FOLDERS)}"
    folder.mkdir()
    database = await large_sqlite(run)
    _write(database)
    async with Emitter.serve(DESKS) as slack:
        config = folder / "config.toml"
        config.write_text(_configuration(slack, database), "utf-8")
        tokens = {"UNHURRIED_SLACK__BOT_TOKEN": BOT_TOKEN, "UNHURRIED_SLACK__APP_TOKEN": APP_TOKEN}
        async with _running(slack, tokens, "bot", "run", "--config", str(config)) as program:
            await slack.customers_write(DESKS, AT_ONCE)
            yield program
    database.unlink()


@asynccontextmanager
async def echo(sharing: str = "stock") -> AsyncIterator[Program]:
    """The echo."""
    async with (
        Emitter.serve(DESKS) as slack,
        _running(slack, {}, "bench.echo", f"{slack.url}/api/", sharing) as program,
    ):
        yield program


@asynccontextmanager
async def _running(slack: Emitter, tokens: dict[str, str], *module: str) -> AsyncIterator[Program]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *module, cwd=_ROOT, env=os.environ | tokens, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            await slack.connected()
        yield Program(slack, process)
    finally:
        process.terminate()
        await process.wait()


def _configuration(slack: Emitter, database: Path) -> str:
    """Two sections, and a table for each front desk."""
    tables = [
        "[[front_desks]]\n" + "\n".join(f'{name} = "{value}"' for name, value in desk.items()) for desk in desks(DESKS)
    ]
    return "\n".join(
        [
            f'workspace = "{WORKSPACE}"',
            f'database = {{ path = "{database}" }}',
            f'slack = {{ staff = ["{AGENT}"], api_url = "{slack.url}/api/" }}',
            "watch = { port = 0 }",
            *tables,
        ]
    )


def _write(database: Path) -> None:
    """Customers of the large database have an account in Slack, and conversations there that are resolved."""
    here, now = f"'{WORKSPACE}', 'slack'", "strftime('%Y-%m-%d %H:%M:%f000', 'now')"
    with sqlite3.connect(database) as connection:
        for statement in (
            fill("profile (workspace_id, platform, user_id, name, role)", f"{here}, '{AGENT}', 'Ana', 'staff'", 1),
            fill(
                "profile (workspace_id, platform, user_id, name, role, zone, locale)",
                f"{here}, 'U0C' || i, 'Customer U0C' || i, 'customer', 'Europe/Berlin', 'en'",
                DESKS,
            ),
            fill(
                "identity (workspace_id, platform, user_id, customer_id)", f"{here}, 'U0C' || i, 'c' || (i + 1)", DESKS
            ),
            fill(
                "conversation (workspace_id, platform, channel_id, thread_id, id, customer_id, opening_message_id,"
                " subject, status, turn, opened_at, last_at, customer_last_at, agent_platform, agent_user_id,"
                " backstage_platform, backstage_channel_id, backstage_thread_id, resolved_at, resolutions, fixed,"
                " topic, snooze_keeps)",
                f"{here}, 'C0FRONT' || (i % {DESKS}), printf('1700000000.%06d', i), 's' || i,"
                f" 'c' || (i % {DESKS} + 1), printf('1700000000.%06d', i), 'Can you help with export ' || i || '?',"
                f" 'resolved', 'customer', {now}, {now}, {now}, 'slack', '{AGENT}', 'slack',"
                f" 'C0BACK' || (i % {DESKS}), printf('1700000001.%06d', i), {now}, 1, 'a new key', 'export', 0",
                CONVERSATIONS,
            ),
        ):
            connection.execute(statement)
    connection.close()
