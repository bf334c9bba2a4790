"""From a customer's message in Slack to its whisper backstage, against a bot that answers with an echo."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias

from bench.on_slack import AT_ONCE, Program, echo, ours
from bench.row import Row, Setting, Sides

_OURS, _THEIRS = 120, 600  # messages a round with many under way: about as long for both
_COUNTED = 60
_ONE_BY_ONE = 100
_WHISPER = "a customer's message in Slack to its whisper with what is remembered, SQLite with 1,000,000 messages"
_STOCK, _SHARED = "a slack-bolt echo", "a slack-bolt echo with a shared session"

Cost: TypeAlias = Callable[[Program, int], Awaitable[float]]


async def _median(program: Program, messages: int) -> float:
    return (await program.latencies(messages))[messages // 2]


async def _p99(program: Program, messages: int) -> float:
    return (await program.latencies(messages))[messages * 99 // 100 - 1]


async def _connections(program: Program) -> float:
    before = program.slack.connections
    await program.slack.customers_write(_COUNTED, AT_ONCE)
    return (program.slack.connections - before) / _COUNTED


async def _calls(program: Program) -> float:
    before = program.slack.calls
    await program.slack.customers_write(_COUNTED, AT_ONCE)
    return (program.slack.calls - before) / _COUNTED


def _against(sharing: str, cost: Cost, ours_do: int, theirs_do: int) -> Setting:
    @asynccontextmanager
    async def setting(run: Path) -> AsyncIterator[Sides]:
        async with ours(run) as us, echo(sharing) as them:
            yield Sides(partial(cost, us, ours_do), partial(cost, them, theirs_do))

    return setting


def _counting(cost: Callable[[Program], Awaitable[float]]) -> Setting:
    @asynccontextmanager
    async def setting(run: Path) -> AsyncIterator[Sides]:
        async with ours(run) as us:
            yield Sides(partial(cost, us))

    return setting


ROWS = [
    Row(
        name="slack-cpu",
        what=_WHISPER,
        against=_STOCK,
        unit="ms CPU",
        must=4,
        goal=1,
        setting=_against("stock", Program.cpu, _OURS, _THEIRS),
    ),
    Row(
        name="slack-cpu-shared",
        what=_WHISPER,
        against=_SHARED,
        unit="ms CPU",
        must=7,
        goal=1.5,
        setting=_against("shared", Program.cpu, _OURS, _THEIRS),
    ),
    Row(
        name="slack-median",
        what=f"{_WHISPER}, one at a time, median",
        against=_STOCK,
        unit="ms",
        must=5,
        goal=1.5,
        setting=_against("stock", _median, _ONE_BY_ONE, _ONE_BY_ONE),
    ),
    Row(
        name="slack-p99",
        what=f"{_WHISPER}, one at a time, 99 % are quicker",
        against=_STOCK,
        unit="ms",
        must=6,
        goal=2,
        setting=_against("stock", _p99, _ONE_BY_ONE, _ONE_BY_ONE),
    ),
    Row(
        name="slack-rate",
        what=f"{_WHISPER}, {AT_ONCE} under way",
        against=_STOCK,
        unit="/s",
        must=0.3,
        goal=1,
        more_is_better=True,
        setting=_against("stock", Program.rate, _OURS, _THEIRS),
    ),
    Row(
        name="slack-connections",
        what="new TCP connections a whisper",
        unit="a whisper",
        must=0.02,
        goal=0.02,
        setting=_counting(_connections),
    ),
    Row(
        name="slack-calls",
        what="Web API calls a whisper, once a desk is known",
        unit="a whisper",
        must=1,
        goal=1,
        setting=_counting(_calls),
    ),
]
