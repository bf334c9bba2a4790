"""What can go wrong between the bot and the sandbox, on purpose, in each way a real platform fails."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from datetime import timedelta
from enum import StrEnum
from typing import NoReturn

from bot.errors import ChatBusy, ChatRefused, ChatUnsure
from bot.model.places import Shown

BUSY_FOR = timedelta(seconds=1)


class Fault(StrEnum):
    """What the bot's next call meets."""

    DIED = "died"  # this process is killed before anything is stored
    STORED_THEN_DIED = "stored then died"
    DROPPED = "dropped"  # nothing is stored, and the connection breaks
    STORED_THEN_DROPPED = "stored then dropped"
    HANG = "hang"  # nothing is stored, and no answer ever comes
    STORED_THEN_HANG = "stored then hang"
    BUSY = "busy"
    REFUSED = "refused"


async def meet(fault: Fault | None, store: Callable[[], Awaitable[Shown]]) -> Shown:
    """Store a message the way this fault has it; raises what a platform's client would."""
    match fault:
        case None:
            return await store()
        case Fault.BUSY:
            raise ChatBusy(BUSY_FOR)
        case Fault.REFUSED:
            raise ChatRefused("the sandbox was told to refuse this")
        case Fault.STORED_THEN_DIED | Fault.STORED_THEN_DROPPED | Fault.STORED_THEN_HANG:
            await store()
        case Fault.DIED | Fault.DROPPED | Fault.HANG:
            pass
    return await _break_off(fault)


async def _break_off(fault: Fault) -> NoReturn:
    if fault in (Fault.DROPPED, Fault.STORED_THEN_DROPPED):
        raise ChatUnsure("the connection to the sandbox broke")
    if fault in (Fault.DIED, Fault.STORED_THEN_DIED):
        os.kill(os.getpid(), signal.SIGKILL)
    await asyncio.Event().wait()
    raise AssertionError("nothing sets this event")
