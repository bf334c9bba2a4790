"""What the messages of a history file said, kept on disk: there is no end to how many there are."""

import sqlite3
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from bot.errors import StoreAway
from bot.events import MessagePosted
from bot.rules.history import spot_of

_SETTINGS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -16000")  # KiB: for a million a half of all
_KEEP = "INSERT OR IGNORE INTO said VALUES (?, ?)"
_KEPT = "SELECT words FROM said WHERE spot = ?"


class Repeats:
    """Remembers of every message what it said, as numbers: texts could be long."""

    def __init__(self) -> None:
        self._said = sqlite3.connect("", isolation_level=None)  # a file that has no name, and goes with us

    def __enter__(self) -> Self:
        for setting in _SETTINGS:
            self._said.execute(f"PRAGMA {setting}")
        self._said.execute("CREATE TABLE said (spot INTEGER PRIMARY KEY, words INTEGER)")
        self._said.execute("BEGIN")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._said.close()

    def other(self, batch: Mapping[int, MessagePosted]) -> Sequence[int]:
        """The numbers of those that said something else before; the same said again is none.

        Raises `StoreAway` when the folder for temporary files is full.
        """
        rows = [(hash(spot_of(said)), hash((said.author.person, said.text))) for said in batch.values()]
        try:
            if self._said.executemany(_KEEP, rows).rowcount == len(rows):
                return []
            kept = [self._said.execute(_KEPT, (spot,)).fetchone() for spot, _ in rows]
        except sqlite3.OperationalError as error:
            raise StoreAway(f"The folder for temporary files cannot be used: {error}. Make room.") from error
        return [number for number, (_, words), before in zip(batch, rows, kept, strict=True) if before != (words,)]
