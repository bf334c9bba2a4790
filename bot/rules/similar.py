"""Which of a customer's past messages are most like this one, and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from bot.language.words import content_words, without_address, without_links
from bot.model.conversations import PastMessage

_AT_LEAST_SHARED = 2
_READ = 2000  # characters of a message: what it is about is said by then
_FEWEST_DIGITS = 3  # of a number that tells something


@dataclass(frozen=True, slots=True)
class Match:
    """A past message and the words it shares, the rarest first."""

    message: PastMessage
    shared: tuple[str, ...]


def most_alike(text: str, past: Sequence[PastMessage], most: int) -> Sequence[Match]:
    """The best matches first: those that share at least two telling words, the rarer the better."""
    wanted = _telling(text[:_READ])
    bags = [_telling(message.text[:_READ]) for message in past]
    shares = [wanted & bag for bag in bags]
    seen_in = Counter(word for shared in shares for word in shared)
    weight = {word: log(1 + len(past) / times) for word, times in seen_in.items()}
    scored = [
        (
            sum(weight[word] for word in shared),
            Match(message, tuple(sorted(shared, key=lambda w: (-weight[w], w)))),
        )
        for message, shared in zip(past, shares, strict=True)
        if len(shared) >= _AT_LEAST_SHARED
    ]
    scored.sort(key=lambda pair: (-pair[0], -pair[1].message.at.timestamp()))
    return [match for _, match in scored[:most]]


@lru_cache(maxsize=8000)  # each whisper about a customer looks at the same past again
def _telling(text: str) -> frozenset[str]:
    """Its telling words, without whom it is addressed to, web addresses and small numbers."""
    told = content_words(without_links(without_address(text)))
    return frozenset(word for word in told if not word.isdecimal() or len(word) >= _FEWEST_DIGITS)
