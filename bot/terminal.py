"""What all commands of the command line share: reading the settings, running until done or stopped, giving up."""

import asyncio
import errno
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn, TextIO, TypeVar

import click

from bot import logs
from bot.config import Settings
from bot.config_file import load
from bot.errors import BadHistory, Misconfigured, StoreAway

CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The configuration; config.toml when there is one.",
)

_Done = TypeVar("_Done")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Program(click.Group):
    """The commands; one that finds no room for what it says ends with a sentence."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command that the words name."""
        try:
            return super().main(*args, **extra)
        except (OSError, BaseExceptionGroup) as error:
            if not _is_no_room(error):
                raise
            _drop_what_is_unsaid(sys.stdout)
            give_up(Misconfigured("What this command says cannot be written: the disk is full. Make room."))


def read_settings(config: Path | None) -> Settings:
    """The settings, in force for what is noted from now on; with bad ones the program ends."""
    try:
        settings = load(config)
    except Misconfigured as wrong:
        give_up(wrong)
    logs.configure(settings.logs)
    return settings


def finish(work: Awaitable[_Done], *, goes_on: bool = False) -> _Done | None:
    """Run until done or told to stop, which gives None; what is wrong with what we were given is said in words.

    What goes on and on gets the event loop that is quicker, and takes a moment to load.
    """

    async def until_stopped() -> _Done | None:
        task = asyncio.ensure_future(work)
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, task.cancel)
        with suppress(asyncio.CancelledError):
            return await task
        return None

    try:
        with asyncio.Runner(loop_factory=_quick_loop() if goes_on else None) as runner:
            return runner.run(until_stopped())
    except* (Misconfigured, BadHistory, StoreAway) as wrong:
        give_up(wrong.exceptions[0])


def _quick_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return None
    return uvloop.new_event_loop


def give_up(wrong: BaseException) -> NoReturn:
    """Say what is wrong, and end the program."""
    try:
        click.echo(str(wrong), err=True)
    except OSError:  # nobody can be told
        _drop_what_is_unsaid(sys.stderr)
    sys.exit(2)


def _is_no_room(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(map(_is_no_room, error.exceptions))
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def _drop_what_is_unsaid(stream: TextIO) -> None:
    """Else the interpreter, as it ends, tries once more, and complains."""
    with suppress(OSError, ValueError), open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())
