"""Brings in the beginning of a chat log, replays the rest through the running program, and keeps what it whispered.

`python -m tools.replay LOG`: the first 1,000 lines go through `import`, the others are said in a sandbox of its own, as
fast as the program hears them; then some conversations are resolved by hand and four days pass.
"""

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import perf_counter

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
from tools.history_file import as_history
from tools.irc_log import Said, helpers, read_log
from tools.program import PATIENCE, bring_in, running
from tools.replay_summary import print_summary

_EVERY = 3  # of the conversations that somebody has taken, one in so many is resolved
_REST = 1.0  # seconds without a change
_LEAD = Person(PLATFORM, "unhurried-lead")


@click.command()
@click.argument("log", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from-line", default=1000, help="Lines before this one are brought in as history.")
@click.option("--keep", type=click.Path(path_type=Path), help="A new folder for the databases and whispers.txt.")
def main(log: Path, from_line: int, keep: Path | None) -> None:
    """Replay a log; print what came of it, and the whispers when nothing is kept."""
    if keep:
        keep.mkdir(parents=True)
    with nullcontext(keep) if keep else tempfile.TemporaryDirectory(prefix="unhurried-replay-") as folder:
        asyncio.run(replay(log, from_line, Path(folder)))
        if keep is None:
            click.echo((Path(folder) / "whispers.txt").read_text("utf-8"))


async def replay(log: Path, from_line: int, folder: Path) -> None:
    """The whole replay, its databases and `whispers.txt` in this folder."""
    everything, midnight = read_log(log), _midnight()
    earlier = [said for said in everything if said.number < from_line]
    later = everything[len(earlier) :]
    people = _people(everything)
    history = folder / "history.jsonl"
    history.write_text(as_history(earlier, people, HELP, midnight), "utf-8")
    began = perf_counter()
    await bring_in(folder, history)
    click.echo(f"{log.name}: {len(earlier)} messages brought in, {perf_counter() - began:.1f} s")
    world = await _empty_world(folder / "sandbox.db", people, midnight)
    try:
        async with running(folder) as address, aiohttp.ClientSession(address) as page:
            began = perf_counter()
            await _say(world, page, later, midnight)
            click.echo(f"  {len(later)} messages heard, {perf_counter() - began:.1f} s")
            await _resolve_some(world, page)
            await _let_pass(page, world, timedelta(days=4))
        _write(await _whispers(world), folder / "whispers.txt")
    finally:
        world.close()
    print_summary(folder / "unhurried.db")


async def _empty_world(path: Path, people: Sequence[Profile], midnight: datetime) -> World:
    world = await World.open(path)
    await world.build(Channel(HELP.channel_id, "help", staff_only=False))
    await world.build(Channel(BACKSTAGE.channel_id, "backstage", staff_only=True))
    for profile in (_profile(_LEAD.user_id, Role.STAFF), *people):
        await world.seat(profile)
    await world.set_shift(midnight - datetime.now(UTC))
    return world


def _midnight() -> datetime:
    """Before the Monday of last week: history has passed, and what follows meets no weekend."""
    today = datetime.now(UTC).date()
    return datetime.combine(today - timedelta(days=today.weekday() + 7), time(), UTC)


def _people(log: Sequence[Said]) -> Sequence[Profile]:
    helping = helpers(log)
    nicks = dict.fromkeys(said.nick for said in log)
    return [_profile(nick, Role.STAFF if nick in helping else Role.CUSTOMER) for nick in nicks]


def _profile(nick: str, role: Role) -> Profile:
    return Profile(Person(PLATFORM, nick), nick, role, "UTC", "en")


async def _say(world: World, page: aiohttp.ClientSession, log: Sequence[Said], midnight: datetime) -> None:
    now = timedelta(minutes=-1)
    for said in track(log, description=f"{len(log)} messages", transient=True):
        if said.at > now:
            await _caught_up(world)
            await page.post("/api/clock", json={"move": "to", "to": (midnight + said.at).isoformat()})
            now = said.at
        await world.say(Person(PLATFORM, said.nick), HELP, said.text, midnight + said.at)
    await _caught_up(world)


async def _caught_up(world: World) -> None:
    """Wait until everything that was done has been heard."""
    async with asyncio.timeout(PATIENCE):
        while await world.unheard(1):  # noqa: ASYNC110 - another process hears it
            await asyncio.sleep(0.01)


async def _resolve_some(world: World, page: aiohttp.ClientSession) -> None:
    """Whoever has a conversation resolves it with their own last words, as people do by hand."""
    buttons = [
        (seen, button)
        for seen in await world.seen_by(_LEAD)
        for button in (seen.words.buttons if seen.words else ())
        if button.word == "resolve" and button.weight == "main"
    ]
    for seen, button in buttons[::_EVERY]:
        form = await (
            await page.post("/api/form", json={"by": _LEAD.user_id, "word": "resolve", "about": button.about})
        ).json()
        suggested = {field["name"]: field["value"] for field in form["form"]["fields"]}
        fields = {**suggested, "fixed": suggested["fixed"] or "answered in the channel"}
        now = datetime.now(UTC) + await world.shift()
        await world.give(_LEAD, seen.place, "resolve", at=now, about=button.about, fields=fields)
    await _caught_up(world)


async def _let_pass(page: aiohttp.ClientSession, world: World, by: timedelta) -> None:
    now = datetime.now(UTC) + await world.shift()
    await page.post("/api/clock", json={"move": "to", "to": (now + by).isoformat()})
    await _caught_up(world)
    await _at_rest(world)


async def _at_rest(world: World) -> None:
    """Wait until the bot has nothing more to say for now."""
    async with asyncio.timeout(PATIENCE):
        before = -1
        while (now := await world.revision()) != before:
            before = now
            await asyncio.sleep(_REST)


async def _whispers(world: World) -> list[Seen]:
    return [seen for seen in await world.seen_by(_LEAD) if isinstance(seen.words, StaffWords) and not seen.only_for_you]


def _write(whispers: Sequence[Seen], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        console = Console(file=file, highlight=False, width=110)
        for each in whispers:
            console.print(f"{each.at:%a %H:%M} {each.place.channel_id}/{each.place.thread_id or each.message_id}")
            console.print(shown(each))


if __name__ == "__main__":
    main()
