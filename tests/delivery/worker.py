"""A process that speaks, and dies where it is told to: `python -m tests.delivery.worker` forks one for each order."""

import asyncio
import gc
import json
import os
import signal
import sys
import tempfile
import traceback
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from pydantic import SecretStr

from bot.errors import ChatUnsure
from bot.flows import send
from bot.flows.deliver import speak
from bot.flows.send import Intent, mark_sent
from bot.flows.speaker import Speaker
from bot.model.places import Shown
from bot.ports import Chat
from storage.database import database_at
from tests.delivery.builders import START, answered, check_in, root
from tests.delivery.desk import HASTY, LEASE, make, opened
from tests.delivery.steps import SteppedChat, SteppedStore

DONE, MORE = 0, 3
"""What a worker says at its end: nothing is left to say, or something is."""
READY = "ready"


@dataclass(frozen=True)
class Order:
    """Speak at this desk, as its so manieth process, until the step is reached for the nth time; then die."""

    folder: str
    number: int
    dies: str = ""
    nth: int = 1
    mutant: str = ""


async def speak_and_die(order: Order) -> int:
    """Say everything that can be said now; every process comes when the leases of the one before are over."""
    left = order.nth

    async def reach(step: str) -> None:
        nonlocal left
        left -= step == order.dies
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    async with opened(Path(order.folder), START + order.number * (LEASE + timedelta(seconds=10))) as desk:
        stepped = SteppedStore(desk.store, reach), SteppedChat(desk.chat(HASTY), reach)
        await speak(desk.speaker(f"worker {os.getpid()}", store=stepped[0], chat=stepped[1]))
        async with desk.store.begin() as work:
            return MORE if await work.outbox.upcoming(1) else DONE


async def _without_looking(*_: object) -> bool:
    return True


async def _marked_first(intent: Intent, speaker: Speaker) -> None:
    shown = Shown(intent.place.place, "?", intent.delivery.audience)
    await mark_sent(intent.delivery, shown, speaker)
    await _once(speaker.chat(intent.place.place), intent)


_once = send._call


async def _twice(chat: Chat, intent: Intent) -> Shown:
    try:
        return await _once(chat, intent)
    except ChatUnsure:
        return await _once(chat, intent)


MUTANTS = {
    "send again without looking": ("bot.flows.deliver.recover", _without_looking),
    "mark before sending": ("bot.flows.deliver.say", _marked_first),
    "retry inside the send": ("bot.flows.send._call", _twice),
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


async def rehearse(folder: Path) -> None:
    """Load and do everything once, so that no worker needs to."""
    database_at(SecretStr("postgresql://nobody@nowhere/")).engine()
    await make(folder)
    async with opened(folder) as desk:
        await desk.plan(root(), answered(), check_in())
    await speak_and_die(Order(str(folder), 0))


def serve() -> None:
    """Fork a process for each order that comes in, and say how it ended."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(rehearse(Path(folder)))
    gc.freeze()  # what is never collected is never copied
    print(READY, flush=True)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os._exit(run(Order(**json.loads(line))))
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
