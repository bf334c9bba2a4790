"""Replays a chat log through the running program and prints what its helpers were whispered.

`python -m tools.replay LOG [--from-line 1000] [--show 20]`: starts Unhurried in a sandbox of its own, seats whoever
speaks, lets them speak in their own time, resolves some conversations by hand and lets four days pass.
"""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import aiohttp
import click
from rich.console import Console
from rich.progress import track

from adapters.sandbox import PLATFORM
from adapters.sandbox.stage import BACKSTAGE, HELP
from adapters.sandbox.story import shown
from adapters.sandbox.world import Channel, Seen, World
from bot.messages import StaffWords
from bot.model.people import Profile, Role
from bot.model.places import Person
from tools.irc_log import Said, helpers, read_log

_ADDRESS = re.compile(r"http://\S+/")
_PATIENCE = 120.0  # seconds until the program must have heard and said everything
_EVERY = 3  # of the conversations that somebody has taken, one in so many is resolved


@click.command()
@click.argument("log", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from-line", default=1000, help="Whispers that answer earlier lines are not printed.")
@click.option("--show", default=20, help="How many whispers are printed.")
def main(log: Path, from_line: int, show: int) -> None:
    """Replay a log and print whispers."""
    asyncio.run(replay(read_log(log), from_line, show))


async def replay(log: Sequence[Said], from_line: int, show: int) -> None:
    """The whole replay, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="unhurried-replay-") as folder:
        world = await _empty_world(Path(folder) / "sandbox.db")
        try:
            async with _program(Path(folder)) as address, aiohttp.ClientSession(address) as page:
                began = await _say_everything(world, page, log, from_line)
                await _resolve_some(world, page)
                await _let_pass(page, world, timedelta(days=4))
            _print(await _whispers(world, began), show)
        finally:
            await world.close()


async def _empty_world(path: Path) -> World:
    world = await World.open(path)
    await world.build(Channel(HELP.channel_id, "help", staff_only=False))
    await world.build(Channel(BACKSTAGE.channel_id, "backstage", staff_only=True))
    await world.seat(_profile("unhurried-lead", helps=True))
    await world.seat(_profile("nobody", helps=False))
    await world.set_shift(_midnight() - datetime.now(UTC))
    return world


def _midnight() -> datetime:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), UTC)


def _profile(nick: str, *, helps: bool) -> Profile:
    return Profile(Person(PLATFORM, nick), nick, Role.STAFF if helps else Role.CUSTOMER, "UTC", "en")


@asynccontextmanager
async def _program(folder: Path) -> AsyncIterator[str]:
    """The program's own entry point as a process of its own; gives the address of its page."""
    settings = {
        "UNHURRIED_DATABASE__PATH": str(folder / "unhurried.db"),
        "UNHURRIED_SANDBOX__WORLD": str(folder / "sandbox.db"),
        "UNHURRIED_SANDBOX__PORT": "0",
        "UNHURRIED_WATCH__PORT": "0",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "bot", "run"]
    program = await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **settings}, stdout=asyncio.subprocess.PIPE
    )
    try:
        if program.stdout is None:
            raise RuntimeError("the program has no output")
        async with asyncio.timeout(_PATIENCE):
            said = (await program.stdout.readline()).decode()
        found = _ADDRESS.search(said)
        if found is None:
            raise RuntimeError(f"the program did not say where its page is: {said!r}")
        yield found[0]
    finally:
        program.terminate()
        await program.wait()


async def _say_everything(world: World, page: aiohttp.ClientSession, log: Sequence[Said], from_line: int) -> datetime:
    """Returns when the first line was said whose whispers are of interest."""
    helping, seated, midnight = helpers(log), set[str](), _midnight()
    began, now = midnight, timedelta(minutes=-1)
    for said in track(log, description=f"{len(log)} lines, {len(helping)} helpers"):
        if said.nick not in seated:
            await world.seat(_profile(said.nick, helps=said.nick in helping))
            seated.add(said.nick)
        if said.at > now:
            await _caught_up(world)
            await page.post("/api/clock", json={"move": "to", "to": (midnight + said.at).isoformat()})
            now = said.at
        if said.number <= from_line:
            began = midnight + said.at
        await world.say(Person(PLATFORM, said.nick), HELP, said.text, midnight + said.at)
    await _caught_up(world)
    return began


async def _caught_up(world: World) -> None:
    """Wait until everything that was done has been heard."""
    async with asyncio.timeout(_PATIENCE):
        while await world.unheard(1):  # noqa: ASYNC110 - another process hears it
            await asyncio.sleep(0.01)


async def _resolve_some(world: World, page: aiohttp.ClientSession) -> None:
    """Whoever has a conversation resolves it with their own last words, as people do by hand."""
    lead = Person(PLATFORM, "unhurried-lead")
    buttons = [
        (seen, button)
        for seen in await world.seen_by(lead)
        for button in (seen.words.buttons if seen.words else ())
        if button.word == "resolve" and button.weight == "main"
    ]
    for seen, button in buttons[::_EVERY]:
        form = await (
            await page.post("/api/form", json={"by": lead.user_id, "word": "resolve", "about": button.about})
        ).json()
        suggested = {field["name"]: field["value"] for field in form["form"]["fields"]}
        fields = {**suggested, "fixed": suggested["fixed"] or "answered in the channel"}
        now = datetime.now(UTC) + await world.shift()
        await world.give(lead, seen.place, "resolve", at=now, about=button.about, fields=fields)
    await _caught_up(world)


async def _let_pass(page: aiohttp.ClientSession, world: World, by: timedelta) -> None:
    now = datetime.now(UTC) + await world.shift()
    await page.post("/api/clock", json={"move": "to", "to": (now + by).isoformat()})
    await _caught_up(world)


async def _whispers(world: World, since: datetime) -> list[Seen]:
    seen = await world.seen_by(Person(PLATFORM, "unhurried-lead"))
    return [each for each in seen if each.words and not each.only_for_you and each.at >= since]


def _print(whispers: Sequence[Seen], show: int) -> None:
    console = Console(highlight=False, width=110)
    threads = [each for each in whispers if isinstance(each.words, StaffWords)]
    spread = threads[:: max(1, len(threads) // show)][:show]
    for each in spread:
        console.print(f"[dim]{each.at:%a %H:%M} {each.place.channel_id}/{each.place.thread_id or 'root'}[/dim]")
        console.print(shown(each))
    console.print(f"{len(whispers)} messages of the bot, {len(threads)} to staff; {len(spread)} shown.")


if __name__ == "__main__":
    main()
