"""Reads a chat log as it was said: `[12:18] <nick> text`, other lines are comings and goings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.language.requests import asks

_SAID = re.compile(r"\A\[(\d\d):(\d\d)\] <([^>]+)> (.*)\Z")
_ADDRESSED = re.compile(r"\A@?([^\s:,]+)[:,]\s")
_ARROW = re.compile(r"\A([^\s<>]+?)-?>\s")  # some clients write "nick> text"
_BOT = re.compile(r"\Aubot|bot\d*\Z", re.IGNORECASE)  # platforms say who is none
_HALF_A_DAY = timedelta(hours=12)  # some logs count hours to twelve
_HELPS_AT_LEAST = 2  # different people


@dataclass(frozen=True, slots=True)
class Said:
    """One line; `at` counts from the midnight before the log begins."""

    number: int
    at: timedelta
    nick: str
    text: str


def read_log(path: Path) -> Sequence[Said]:
    """Everything that people said, in order."""
    return list(_said(path.read_text(encoding="utf-8", errors="replace").splitlines()))


def _said(lines: Sequence[str]) -> Iterator[Said]:
    now: timedelta | None = None
    for number, line in enumerate(lines):
        if found := _SAID.match(line):
            hours, minutes, nick, text = found.groups()
            clock = timedelta(hours=int(hours), minutes=int(minutes))
            now = clock if now is None else now + (clock - now) % _HALF_A_DAY
            if not _BOT.search(nick):
                yield Said(number, now, nick, _ARROW.sub(r"\1: ", text))


def helpers(log: Sequence[Said]) -> frozenset[str]:
    """Who helps: is the first of two to speak to the other by name, with several, and more often than they ask."""
    nicks = {said.nick for said in log}
    spoken: set[tuple[str, str]] = set()
    approached, asked = Counter[str](), Counter[str]()
    for said in log:
        addressed = _ADDRESSED.match(said.text)
        if addressed and addressed[1] in nicks:
            approached[said.nick] += not {(said.nick, addressed[1]), (addressed[1], said.nick)} & spoken
            spoken.add((said.nick, addressed[1]))
        elif asks(said.text):
            asked[said.nick] += 1
    return frozenset(nick for nick, times in approached.items() if times >= _HELPS_AT_LEAST and asked[nick] < times)
