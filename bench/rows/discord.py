"""From a member's message in Discord to its whisper backstage, against a bot that answers with an echo."""

from bench.discord import DiscordEmitter
from bench.whisper_rows import to_the_whisper

ROWS = to_the_whisper(
    DiscordEmitter,
    "a member's message in Discord to its whisper with what is remembered, SQLite with 1,000,000 messages",
    "a discord.py echo",
    cpu=(8, 2.3),
    median=(6, 2),
    p99=(6, 2),
)
