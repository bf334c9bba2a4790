"""From a member's message in Discord to its whisper backstage, against a bot that answers with an echo."""

from functools import partial

from bench.discord import DiscordEmitter
from bench.row import Row
from bench.whispers import Program, against

_OURS, _THEIRS = 120, 600  # messages a round with many under way: about as long for both
_ONE_BY_ONE = 100
_WHISPER = "a member's message in Discord to its whisper with what is remembered, SQLite with 1,000,000 messages"
_STOCK = "a discord.py echo"

_against = partial(against, DiscordEmitter)

ROWS = [
    Row(
        name="discord-cpu",
        what=_WHISPER,
        against=_STOCK,
        unit="ms CPU",
        must=8,
        goal=2.3,
        setting=_against(Program.cpu, _OURS, _THEIRS),
    ),
    Row(
        name="discord-median",
        what=f"{_WHISPER}, one at a time, median",
        against=_STOCK,
        unit="ms",
        must=6,
        goal=2,
        setting=_against(Program.median, _ONE_BY_ONE, _ONE_BY_ONE),
    ),
    Row(
        name="discord-p99",
        what=f"{_WHISPER}, one at a time, 99 % are quicker",
        against=_STOCK,
        unit="ms",
        must=6,
        goal=2,
        setting=_against(Program.p99, _ONE_BY_ONE, _ONE_BY_ONE),
    ),
]
