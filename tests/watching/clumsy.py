"""The real program with defects in it that shout out what they were given: `python -m tests.watching.clumsy run`."""

import asyncio
import logging
import sys
import threading
import warnings
from collections.abc import Callable
from typing import Any, NoReturn

from adapters.sandbox.chat import SandboxChat
from adapters.sandbox.core import SandboxCore
from adapters.sandbox.web.actions import Actions
from bot import app
from bot.__main__ import main
from bot.errors import ChatRefused, NotAllowed
from bot.flows.forms import form_for
from bot.flows.hear_command import hear_command
from bot.flows.hear_message import hear_message

STUMBLE = "quokka"


def shout(*given: object) -> NoReturn:
    raise RuntimeError(f"{given}")


async def shout_later(*given: object) -> None:
    shout(*given)


def stumbles(over: Callable[..., Any], error: type[Exception] = RuntimeError) -> Callable[..., Any]:
    """The same, but that it raises, once, when the words are among what it is given, and quotes them."""
    steady = True

    async def stumbling(*given: Any, **more: Any) -> Any:
        nonlocal steady
        if steady and STUMBLE in f"{given}{more}":
            steady = False
            raise error(f"{given}{more}") from KeyError(f"{given}")
        return await over(*given, **more)

    return stumbling


async def hear_clumsily(event: Any, *more: Any) -> Any:
    """Fails in every way a program can fail while it hears a message, and then goes on."""
    if "every way" in event.text:
        loop = asyncio.get_running_loop()
        loop.call_soon(shout, event.text)
        _ = loop.create_task(shout_later(event.text))  # noqa: RUF006 nobody ever asks what became of it
        thread = threading.Thread(target=shout, args=[event.text])
        thread.start()
        thread.join()
        warnings.warn(event.text, stacklevel=1)
        logging.getLogger("aiohttp.client").error("it failed: %s", ValueError(event.text))
        logging.getLogger("bot").error("%d", event.text)
        shout(event)
    return await hear_message(event, *more)


if __name__ == "__main__":
    for owner, name, stumbling in (
        (app, "hear_message", hear_clumsily),
        (app, "hear_command", stumbles(hear_command, NotAllowed)),
        (app, "form_for", stumbles(form_for)),
        (SandboxChat, "whisper", stumbles(SandboxChat.whisper)),
        (SandboxChat, "update", stumbles(SandboxChat.update, ChatRefused)),
        (SandboxChat, "tell", stumbles(SandboxChat.tell, ChatRefused)),
        (SandboxCore, "move_clock", stumbles(SandboxCore.move_clock)),
        (Actions, "edit", stumbles(Actions.edit)),
    ):
        setattr(owner, name, stumbling)
    try:
        main(sys.argv[1:], prog_name="unhurried")
    except SystemExit:
        shout(STUMBLE, "at the very end")
