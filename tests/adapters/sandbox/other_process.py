"""What another process with the same world does."""

import asyncio
from pathlib import Path

from adapters.sandbox.chat import SandboxChat
from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.world import World
from bot.model.places import CustomerPlace, dm
from bot.rules.audience import StaffPlace
from tests.adapters.sandbox.desk import AMINA, BACKSTAGE, HELLO, HELP, LATER_SECRET, LONG_AGO, NOON, SECRET


async def do(world: World, what: str) -> None:
    chat = SandboxChat(world, SandboxClock(world))
    match what:
        case "whisper":
            await chat.whisper(StaffPlace(BACKSTAGE), SECRET, "key")
        case "tell":
            await chat.tell(CustomerPlace(HELP), HELLO, "key")
        case "update":
            [shown] = await chat.find(BACKSTAGE, "root", LONG_AGO)
            await chat.update(shown, LATER_SECRET)
        case "say":
            for number in range(20):
                await world.say(AMINA.person, dm(AMINA.person), f"{number}", NOON)
        case _:
            raise SystemExit(f"{what}?")


def do_one_thing(path: Path, what: str) -> None:
    asyncio.run(_open_and_do(path, what))


async def _open_and_do(path: Path, what: str) -> None:
    world = await World.open(path)
    try:
        await do(world, what)
    finally:
        world.close()
