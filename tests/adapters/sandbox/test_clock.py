"""The sandbox's clock goes forward only, for all processes alike."""

from datetime import timedelta
from pathlib import Path

from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.world import World


async def test_it_shows_real_time_until_it_is_moved(world: World) -> None:
    clock = SandboxClock(world)
    before = clock.real()
    assert before <= clock.now() <= clock.real()
    assert before.utcoffset() == timedelta()


async def test_moving_it_leaves_real_time_alone(world: World) -> None:
    clock = SandboxClock(world)
    to = clock.now() + timedelta(days=2)
    await clock.set(to)
    assert timedelta() <= clock.now() - to < timedelta(minutes=1)
    assert clock.real() < to


async def test_it_never_goes_back(world: World) -> None:
    clock, other = SandboxClock(world), SandboxClock(world)
    ahead = clock.now() + timedelta(days=2)
    await clock.set(ahead)
    await clock.set(ahead - timedelta(days=1))
    assert clock.now() >= ahead
    await other.set(ahead - timedelta(days=1))
    assert other.now() >= ahead


async def test_another_process_learns_of_it_and_so_does_the_next_start(world: World, path: Path) -> None:
    clock = SandboxClock(world)
    ahead = clock.now() + timedelta(days=2)
    await clock.set(ahead)
    elsewhere = await World.open(path)
    try:
        other = SandboxClock(elsewhere)
        assert other.now() < ahead
        await other.refresh()
        assert other.now() >= ahead
    finally:
        elsewhere.close()


async def test_a_world_may_begin_in_the_past_but_only_begin(world: World) -> None:
    clock = SandboxClock(world)
    await world.set_shift(-timedelta(days=21))
    await world.set_shift(-timedelta(days=22))
    await clock.refresh()
    now = clock.now()
    assert timedelta() <= clock.real() - timedelta(days=21) - now < timedelta(minutes=1)
