"""What Slack's own message field makes of typed text, before it is stored."""

import re
from collections.abc import Iterable

from tests.slack.loopback.people import Json, Person

LINK = re.compile(r"https?://[^\s<>|]+")
EVERYBODY = re.compile(r"(?<!\w)@(here|channel|everyone)\b")
NAMED = re.compile(r"(?<![\w.])@([\w.-]+)")


def escape(text: str) -> str:
    """The three characters that have a meaning in Slack's texts."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed(text: str, people: Iterable[Person]) -> str:
    """Typed text as it is stored: `@name` of these people, `@here` and addresses come alive, the rest does not."""
    ids = {person.name: person.user_id for person in people}

    def mention(found: re.Match[str]) -> str:
        name = found[1].rstrip(".")
        return f"<@{ids[name]}>" + found[1][len(name) :] if name in ids else found[0]

    stored = LINK.sub(lambda found: f"<{found[0]}>", escape(text))
    return NAMED.sub(mention, EVERYBODY.sub(lambda found: f"<!{found[1]}>", stored))


def rich(text: str, block_id: str) -> list[Json]:
    """The block that Slack's clients send along with what was typed."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]
