"""The command line."""

import asyncio
import signal
import sys
import tempfile
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from bot import VERSION, logs
from bot.config import Logs, Settings, load
from bot.errors import Misconfigured

_CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The configuration; config.toml when there is one.",
)


@click.group(invoke_without_command=True)
@click.version_option(package_name=None, version=VERSION, prog_name="unhurried")
@click.pass_context
def main(context: click.Context) -> None:
    """Time and a memory for the people who help. Without a command: run."""
    logs.configure(Logs())
    if context.invoked_subcommand is None:
        context.invoke(run)


@main.command()
@_CONFIG
def run(config: Path | None = None) -> None:
    """Start the bot; without tokens, the sandbox on this machine."""
    from bot.wiring import run_sandbox

    settings = _settings(config)
    _finish(run_sandbox(settings, lambda address: click.echo(f"The sandbox is open: {address}   (Ctrl-C ends it)")))


@main.command()
def story() -> None:
    """Tell the whole story in this terminal, in seconds."""
    from bot.wiring import tell_both_endings

    with tempfile.TemporaryDirectory(prefix="unhurried-story-") as folder:
        _finish(tell_both_endings(Path(folder)))


@main.command()
@_CONFIG
def check(config: Path | None) -> None:
    """Tell in words what is wrong with the configuration, before anything starts."""
    settings = _settings(config)
    click.echo("The configuration is fine.")
    for desk in settings.front_desks:
        click.echo(f"  front desk {desk.platform}:{desk.channel} opens {desk.opens}, backstage is {desk.backstage}")
    click.echo(f"  database {settings.database.path}")


def _settings(config: Path | None) -> Settings:
    try:
        settings = load(config)
    except Misconfigured as wrong:
        _give_up(wrong)
    logs.configure(settings.logs)
    return settings


def _finish(work: Awaitable[None]) -> None:
    """Run until done or told to stop; what is misconfigured is said in words."""

    async def until_stopped() -> None:
        task = asyncio.ensure_future(work)
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, task.cancel)
        with suppress(asyncio.CancelledError):
            await task

    try:
        asyncio.run(until_stopped())
    except* Misconfigured as wrong:
        _give_up(wrong.exceptions[0])


def _give_up(wrong: BaseException) -> NoReturn:
    click.echo(str(wrong), err=True)
    sys.exit(2)


if __name__ == "__main__":
    main(prog_name="unhurried")
