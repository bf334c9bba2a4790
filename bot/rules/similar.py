"""Which of a customer's past messages are most like this one, and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from bot.language.words import content_words
from bot.model.conversations import Message

_AT_LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Match:
    """A past message and the words it shares, the rarest first."""

    message: Message
    shared: tuple[str, ...]


def most_alike(text: str, past: Sequence[Message], most: int) -> Sequence[Match]:
    """The best matches first: those that share at least two telling words, the rarer the better."""
    wanted = set(content_words(text))
    bags = [set(content_words(message.text)) for message in past]
    seen_in = Counter(word for bag in bags for word in bag)
    weight = {word: log(1 + len(past) / seen_in[word]) for word in wanted if word in seen_in}
    scored = [
        (
            sum(weight[word] for word in shared),
            Match(message, tuple(sorted(shared, key=lambda w: (-weight[w], w)))),
        )
        for message, bag in zip(past, bags, strict=True)
        if len(shared := wanted & bag) >= _AT_LEAST_SHARED
    ]
    scored.sort(key=lambda pair: (-pair[0], -pair[1].message.at.timestamp()))
    return [match for _, match in scored[:most]]
