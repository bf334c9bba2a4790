"""The one place that picks real chats, the real store and the real clock."""

import asyncio
import gc
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import Progress

from adapters.sandbox import PLATFORM, stage
from adapters.sandbox.chat import SandboxChat
from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.core import SandboxCore
from adapters.sandbox.play import Play
from adapters.sandbox.story import tell_second_ending, tell_story
from adapters.sandbox.web.server import Page
from adapters.sandbox.world import World
from adapters.sandbox.world.file import try_place
from bot import config
from bot.app import Bot
from bot.config import Database, Settings
from bot.flows.import_history import import_history
from bot.flows.speaker import Speaker
from bot.listener import Listener
from bot.model.imports import Imported
from bot.ports import Chat
from bot.serving import try_ports
from bot.ticker import Ticker
from bot.watch.meters import Meters
from bot.watch.server import Watch
from storage.store import SqlStore


def new_key() -> str:
    """A random key nobody can guess: 24 characters."""
    return secrets.token_hex(12)


async def run_sandbox(settings: Settings, opened: Callable[[str], None], *, may_migrate: bool = True) -> None:
    """Serve the page, listen and speak, until cancelled; `opened` is told the page's address."""
    await try_ports(sandbox=settings.sandbox, watch=settings.watch)  # before anything is made
    meters = Meters()
    async with sandbox(settings, meters, may_migrate=may_migrate) as (play, wake):
        page = Page(play.world, play.clock, play.core, settings.sandbox.host, settings.sandbox.port)
        ticker = Ticker(play.core.bot, play.clock, timedelta(seconds=settings.delivering.poll), wake)
        watch = Watch(play.core.bot, lambda: ticker.is_alive, meters, settings.watch)
        await play.core.bot.hear_unheard()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(page.serve())
            tasks.create_task(play.clock.follow())
            tasks.create_task(Listener(play.chat, play.core, play.core.bot.speaker).run())
            tasks.create_task(ticker.run())
            tasks.create_task(watch.serve())
            address, _ = await page.opened(), await watch.opened()
            opened(address)


async def run_chats(settings: Settings, told: Callable[[str], None], *, may_migrate: bool = True) -> None:
    """Listen and speak on every platform that has a front desk, until cancelled; `told` hears what became of it."""
    await try_ports(watch=settings.watch)  # Slack's is had by the one process that hears it
    meters, wake = Meters(), asyncio.Event()
    async with AsyncExitStack() as closing:
        store = await SqlStore.open(settings.database.where, settings.workspace, may_migrate=may_migrate)
        closing.push_async_callback(store.close)
        clock = LivedTime(store.real)
        chats = {
            chat.platform: chat for chat in [await closing.enter_async_context(open_) for open_ in _chats(settings)]
        }

        def heard() -> None:
            meters.heard.inc()
            wake.set()

        speaker = Speaker(new_key(), store, chats, clock, settings, new_key)

        def connected(platform: str) -> None:
            with suppress(OSError):  # nobody reads what we print any more
                told(f"{platform.capitalize()} is connected.")

        bot = Bot(speaker, heard, meters.spoke.observe, connected, meters.took_in)
        ticker = Ticker(bot, clock, timedelta(seconds=settings.delivering.poll), wake)
        watch = Watch(bot, lambda: ticker.is_alive, meters, settings.watch)
        await bot.hear_unheard()
        told(f"Connecting to {' and '.join(each.capitalize() for each in sorted(chats))}.   (Ctrl-C ends it)")
        gc.collect()
        gc.freeze()  # what is loaded by now stays; looking it all through now and then took a tenth of a second
        async with asyncio.TaskGroup() as tasks:
            for chat in chats.values():
                tasks.create_task(Listener(chat, bot, speaker).run())
            tasks.create_task(ticker.run())
            tasks.create_task(watch.serve())


def _chats(settings: Settings) -> Iterator[AbstractAsyncContextManager[Chat]]:
    """Those that are used; what the others are made of is not even loaded."""
    if "slack" in settings.platforms:
        from adapters.slack.chat import SlackChat

        yield SlackChat.open(settings)
    if "discord" in settings.platforms:
        from adapters.discord.chat import DiscordChat

        yield DiscordChat.open(settings)


@dataclass(frozen=True, slots=True)
class LivedTime:
    """The clock of all who do not live in a sandbox: there is but one time."""

    real: Callable[[], datetime]

    def now(self) -> datetime:
        """See `bot.ports.Clock`."""
        return self.real()


async def tell_both_endings(folder: Path) -> None:
    """The whole story in the terminal, each ending in a new sandbox kept in this folder."""
    console = Console(highlight=False)
    for title, tell in (("The story", tell_story), ("The second ending", tell_second_ending)):
        console.print(f"\n[bold]{title}[/bold]")
        home = folder / title.replace(" ", "-")
        home.mkdir()
        settings = Settings(
            database=Database(path=home / "unhurried.db"), sandbox=config.Sandbox(world=home / "sandbox.db")
        )
        async with sandbox(settings) as (play, _):
            await tell(play, console)


async def bring_in(settings: Settings, file: BinaryIO, size: int, *, keep_going: bool) -> Imported:
    """Import a history file of this many bytes; names what it leaves out, and shows a person how far it is."""
    console = Console(stderr=True, soft_wrap=True)

    def leave_out(complaint: str) -> None:
        console.print(complaint, markup=False, highlight=False)

    store = await SqlStore.open(settings.database.where, settings.workspace)
    async with AsyncExitStack() as closing:
        closing.push_async_callback(store.close)
        bar = closing.enter_context(Progress(console=console, transient=True, disable=not console.is_terminal))
        reading = bar.add_task("Bringing in", total=2 * size)
        return await import_history(
            file,
            store,
            settings,
            datetime.now(UTC),
            new_key,
            lambda read: bar.advance(reading, read),
            leave_out=leave_out if keep_going else None,
        )


@asynccontextmanager
async def sandbox(
    settings: Settings, meters: Meters | None = None, *, may_migrate: bool = True
) -> AsyncIterator[tuple[Play, asyncio.Event]]:
    """Open the sandbox's world and database; a new one is given its people and its prologue.

    With the play comes the event that is set whenever something may be due. The meters count what it hears and says.
    """
    meters = meters or Meters()
    async with AsyncExitStack() as closing:
        try_place(settings.sandbox.world)
        store = await SqlStore.open(settings.database.where, settings.workspace, may_migrate=may_migrate)
        closing.push_async_callback(store.close)
        world = await World.open(settings.sandbox.world)
        closing.callback(world.close)
        clock, wake = SandboxClock(world, store.real), asyncio.Event()
        await clock.refresh()
        chat = SandboxChat(world, clock)
        speaker = Speaker(new_key(), store, {PLATFORM: chat}, clock, settings, new_key)

        def heard() -> None:
            meters.heard.inc()
            wake.set()

        bot = Bot(speaker, heard, meters.spoke.observe, took_in=meters.took_in)
        play = Play(world, clock, chat, SandboxCore(bot, clock))
        async with _alone("set the stage", speaker):
            await stage.check_that_they_fit(world, store)
            is_new = await stage.set_stage(world, settings.front_desks)
            if is_new and settings.front_desk(stage.HELP):
                await stage.play_prologue(play, stage.first_morning(clock.real()))
        yield play, wake


@asynccontextmanager
async def _alone(what: str, speaker: Speaker) -> AsyncIterator[None]:
    """Do this while no other process on the database does; it may take half a minute."""

    async def taken() -> bool:
        async with speaker.store.begin(alone=False) as work:
            real = speaker.clock.real()
            return await work.hold(what, speaker.name, real, real + timedelta(seconds=30)) is not None

    while await taken():  # noqa: ASYNC110 it is another process that lets go
        await asyncio.sleep(0.1)
    try:
        yield
    finally:
        async with speaker.store.begin(alone=False) as work:
            await work.let_go(what, speaker.name)
