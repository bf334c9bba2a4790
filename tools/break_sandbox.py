"""Makes the bot's next calls in a sandbox fail on purpose: `python -m tools.break_sandbox sandbox.db "hang"`."""

import asyncio
from pathlib import Path

import click

from adapters.sandbox.faults import Fault
from adapters.sandbox.world import World


@click.command()
@click.argument("world", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("fault", type=click.Choice([fault.value for fault in Fault]))
@click.option("--times", default=1, type=click.IntRange(1, 1000), help="How many calls meet it.")
def main(world: Path, fault: str, times: int) -> None:
    """Let the bot's next calls in this world meet a fault."""
    asyncio.run(_switch_on(world, Fault(fault), times))
    click.echo(f"The next {times} calls meet: {fault}.")


async def _switch_on(path: Path, fault: Fault, times: int) -> None:
    world = await World.open(path)
    try:
        await world.switch_fault(fault, times)
    finally:
        world.close()


if __name__ == "__main__":
    main()
