"""Files of history to bring in, of two shapes: questions with their answers in threads, and one busy channel."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from bench.large import AGENT, CHANNEL, SINCE

Line: TypeAlias = dict[str, Any]
Shape: TypeAlias = Callable[[], Iterator[Line]]

_QUESTIONS = (
    "Can you help? The export number {0} has stopped halfway since this morning.",
    "How do I change the address on the invoice for order {0}? We moved in March.",
    "Hello, it says that the key of workspace {0} has expired, which it has not. What can I do?",
    "The page of report {0} does not load any more. I tried two browsers.",
    "Is there a way to bring {0} rows in at once?",
)
_ANSWERS = (
    (AGENT, "That is a known trouble with large files, I am on it."),
    ("", "Thank you, I will wait then."),
    (AGENT, "It is repaired; the next one goes through."),
    ("", "Yes, that one went through. Thanks!"),
)
_ASKERS = 20_000


def in_threads() -> Iterator[Line]:
    """Five messages a thread, of which the first asks and an agent answers."""
    for number in range(10**9):
        asker = f"u{number * 7919 % _ASKERS}"
        thread = f"t{number}"
        yield _line(number * 5, asker, _question(number), thread)
        for step, (who, words) in enumerate(_ANSWERS, 1):
            yield _line(number * 5 + step, who or asker, words, thread)


def in_one_channel() -> Iterator[Line]:
    """One question after the other, none of which belongs to an earlier one."""
    for number in range(10**9):
        yield _line(number, f"u{number * 7919 % _ASKERS}", _question(number))


def written(shape: Shape, messages: int, file: Path) -> Path:
    """The file with so many of them."""
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(line) + "\n" for line in islice(shape(), messages))
    return file


def _question(number: int) -> str:
    return _QUESTIONS[number % len(_QUESTIONS)].format(number)


def _line(number: int, who: str, words: str, thread: str | None = None) -> Line:
    """The messages are a second apart, and the last of a million was said before `SINCE`."""
    return {
        "when": (SINCE - timedelta(days=30) + timedelta(seconds=number)).isoformat(),
        "place": CHANNEL,
        "thread": thread,
        "message": f"m{number}",
        "person": who,
        "name": "Ana" if who == AGENT else f"Customer {who}",
        "role": "staff" if who == AGENT else "customer",
        "text": words,
    }
