"""A process that speaks, and dies where it is told to: `python -m tests.delivery.worker` forks one for each order.

It is told the address of an empty database in PostgreSQL to rehearse with.
"""

import asyncio
import gc
import json
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from discord.http import Route
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.web.async_client import AsyncWebClient

from adapters.discord.api import Api
from bot.errors import ChatUnsure
from bot.flows import send
from bot.flows.deliver import speak
from bot.flows.send import Intent, mark_sent
from bot.flows.speaker import Speaker
from bot.model.places import Shown
from bot.ports import Chat
from tests.delivery import clients
from tests.delivery.builders import START
from tests.delivery.clients import ClientDesk
from tests.delivery.desk import ADDRESS, HASTY, LEASE, Desk, opened
from tests.delivery.scenes import FAULTS, prepare, scene
from tests.delivery.steps import SteppedChat, SteppedStore

DONE, MORE = 0, 3
"""What a worker says at its end: nothing is left to say, or something is."""
READY = "ready"
FROZEN = timedelta(minutes=1)
"""At most so long somebody is frozen, in a test."""

_A_MOMENT = 0.1  # seconds in which the database is let go of: nobody else could use it while this one is frozen


@dataclass(frozen=True)
class Order:
    """Speak at this desk, as its so manieth process, until the step is reached for the nth time; then die, or freeze.

    Whoever freezes does not notice how long it lasts.
    """

    folder: str
    number: int
    dies: str = ""
    nth: int = 1
    mutant: str = ""
    platform: str = "sandbox"
    freezes: bool = False


async def speak_and_die(order: Order) -> int:
    """Say everything that can be said now; every process comes when the leases of the one before are over."""
    left = order.nth

    async def reach(step: str) -> None:
        nonlocal left
        left -= step == order.dies
        if step != order.dies or left:
            return
        if order.freezes:
            await _pause(_A_MOMENT)
        os.kill(os.getpid(), signal.SIGSTOP if order.freezes else signal.SIGKILL)

    async with at_desk(order) as (desk, chat):
        stepped = SteppedStore(desk.store, reach), SteppedChat(chat, reach)
        await speak(desk.speaker(f"worker {os.getpid()}", store=stepped[0], chat=stepped[1]))
        async with desk.store.begin() as work:
            return MORE if await work.outbox.upcoming(1) else DONE


@asynccontextmanager
async def at_desk(order: Order) -> AsyncIterator[tuple[Desk | ClientDesk, Chat]]:
    """The desk in this folder, by the time at which this process comes, and its chat."""
    folder, at = Path(order.folder), START + order.number * (LEASE + timedelta(seconds=10))
    if order.platform == "sandbox":
        async with opened(folder, at) as here:
            yield here, here.chat(HASTY)
    else:
        patience, batch = (FROZEN, 1) if order.freezes else (clients.PATIENCE, 10)  # no transaction freezes with it
        with patch("discord.http.asyncio.sleep", _in_a_hurry):  # between its own tries
            async with clients.opened(folder, at, patience, delivering={"batch": batch}) as there:
                yield there, there.chat


async def _in_a_hurry(_: float) -> None:
    await _pause(0)


_pause = asyncio.sleep


async def _without_looking(*_: object) -> bool:
    return True


async def _marked_first(intent: Intent, speaker: Speaker) -> None:
    shown = Shown(intent.place.place, "?", intent.delivery.audience)
    await mark_sent(intent.delivery, shown, speaker)
    async with speaker.store.begin():  # whose end puts the mark on the disk too
        pass
    await _once(speaker.chat(intent.place.place), intent)


_once = send._call


async def _twice(chat: Chat, intent: Intent) -> Shown:
    try:
        return await _once(chat, intent)
    except ChatUnsure:
        return await _once(chat, intent)


async def _whatever_the_nonce(self: Api, route: Route, body: Any = None, fine: Collection[int] = ()) -> Any:
    return await _called(self, route, body and {**body, "enforce_nonce": False}, fine)


_called = Api.say


class _TryingAgain(AsyncWebClient):
    """With what slack_sdk does by default, in a hurry."""

    def __init__(self, *given: Any, **named: Any) -> None:
        again = AsyncConnectionErrorRetryHandler(interval_calculator=FixedValueRetryIntervalCalculator(0.01))
        super().__init__(*given, **{**named, "retry_handlers": [again]})


MUTANTS = {
    "send again without looking": ("bot.flows.deliver.recover", _without_looking),
    "mark before sending": ("bot.flows.deliver.say", _marked_first),
    "retry inside the send": ("bot.flows.send._call", _twice),
    "retries of slack_sdk": ("adapters.slack.api.AsyncWebClient", _TryingAgain),
    "retries of discord.py": ("adapters.discord.api.Api.say", _whatever_the_nonce),
}
"""Ways to break the program: what is replaced by what."""


def run(order: Order) -> int:
    """Carry the order out; the exit code."""
    if order.mutant:
        patch(*MUTANTS[order.mutant]).start()
    try:
        return asyncio.run(speak_and_die(order))
    except BaseException:
        traceback.print_exc()
        return 1


async def rehearse(folder: Path, address: str) -> None:
    """Load and do everything once, so that no worker needs to: at the sandbox in this PostgreSQL, else in files."""
    for platform in FAULTS:
        desk = folder / platform
        desk.mkdir()
        if platform == "sandbox":
            (desk / ADDRESS).write_text(address, "utf-8")
        await prepare(platform, desk)
        async with scene(platform, desk):
            await speak_and_die(Order(str(desk), 0, platform=platform))


def serve(address: str) -> None:
    """Fork a process for each order that comes in; say which one, and how it ended."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(rehearse(Path(folder), address))
    gc.freeze()  # what is never collected is never copied
    print(READY, flush=True)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os._exit(run(Order(**json.loads(line))))
        print(pid, flush=True)
        while os.WIFSTOPPED(status := os.waitpid(pid, os.WUNTRACED)[1]):
            print(-os.WSTOPSIG(status), flush=True)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])
