"""The sandbox's world, kept in one file: who is there, what was said, and who can read it."""

from adapters.sandbox.world.deeds import Deed, Did
from adapters.sandbox.world.rows import BOT
from adapters.sandbox.world.sights import Channel, Seen
from adapters.sandbox.world.world import World

__all__ = ["BOT", "Channel", "Deed", "Did", "Seen", "World"]
