"""What a stranger could try on any platform, and what they must neither change nor read."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol

from bot.commands import COMMANDS, Who

WORDS = tuple(command.word for command in COMMANDS if command.who is Who.AGENT)
SECRETS = ("full disk on node seven", "Exports every Friday", "About Amina", "Take", "Resolve")
KEPT = ("conversation", "note", "delivery", "presence", "profile", "customer", "message")


class Record(Protocol):
    """A platform's own notes."""

    def readable_by(self, user_id: str) -> Sequence[str]: ...


def written_down(file: Path) -> dict[str, list[str]]:
    """All that is kept in this database."""
    with closing(sqlite3.connect(file)) as database:
        return {table: sorted(map(repr, database.execute(f"SELECT * FROM {table}"))) for table in KEPT}


def leaked(record: Record, strangers: Iterable[str]) -> dict[str, list[str]]:
    """Which secrets each of these people could ever read in what we said."""
    found = {}
    for who in strangers:
        said = " ".join(record.readable_by(who))
        if secrets := [secret for secret in SECRETS if secret in said]:
            found[who] = secrets
    return found
