"""What a message looks like to people: what they read, whom it pings, and where its links lead.

Where Slack's ways are not known for sure, more comes alive here than may in truth.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.slack.loopback.messages import Version
from tests.slack.loopback.people import Json

MARKED = re.compile(r"<([^<>\n]+)>")
ADDRESS = re.compile(r"\b(?:https?://|mailto:)[^\s<>|]+|\b(?:[\w-]+\.)+[a-z]{2,}\b(?:/[^\s<>|]*)?", re.IGNORECASE)
NAME = re.compile(r"(?<!\w)[@#][\w.-]*\w")
EVERYBODY = ("here", "channel", "everyone")


@dataclass
class Appearance:
    """What stands there."""

    lines: list[str] = field(default_factory=list)
    pings: list[str] = field(default_factory=list)  # user and group ids, here, channel, everyone, bare @names
    links: list[tuple[str, str]] = field(default_factory=list)  # address and what it shows

    @property
    def text(self) -> str:
        """All that is read."""
        return "\n".join(self.lines)


def appearance(version: Version, names_live: bool = False) -> Appearance:
    """What the blocks show, or the text if there are none. Notifications show the text: it pings as well."""
    seen = Appearance()
    text = _marked(version.text, seen, names_live)
    for block in version.blocks:
        _block(block, seen)
    if not version.blocks:
        seen.lines.append(text)
    return seen


def _block(block: Json, seen: Appearance) -> None:
    if block["type"] == "rich_text":
        seen.lines.append("".join(_rich(block["elements"], seen)))
    elif block["type"] == "markdown":
        seen.lines.append(_marked(block["text"], seen, names_live=True))
    for part in (block.get("text"), *block.get("fields", []), *block.get("elements", []), block.get("accessory")):
        if isinstance(part, dict) and block["type"] != "rich_text":
            seen.lines.append(_part(part, seen))


def _part(part: Json, seen: Appearance) -> str:
    if part["type"] == "button":
        if "url" in part:
            seen.links.append((part["url"], part["text"]["text"]))
        return str(part["text"]["text"])
    if part["type"] == "mrkdwn":
        return _marked(part["text"], seen, names_live=not part.get("verbatim"))
    return str(part.get("text", part.get("alt_text", "")))


def _marked(text: str, seen: Appearance, names_live: bool) -> str:
    """What is read of a text with Slack's marks; `names_live` where bare names and addresses come alive."""

    def shown(found: re.Match[str]) -> str:
        target, _, label = found[1].partition("|")
        if target[0] in "@#!":
            seen.pings.extend([target.lstrip("@!")] if target[0] != "#" else [])
            return label or target
        seen.links.append((html.unescape(target), html.unescape(label or target)))
        return label or target

    left = MARKED.sub(" ", text)
    seen.links.extend((found[0], found[0]) for found in ADDRESS.finditer(html.unescape(left)))
    if names_live:
        seen.pings.extend(found[0].lstrip("@") for found in NAME.finditer(left) if found[0][0] == "@")
    return html.unescape(MARKED.sub(shown, text))


def _rich(elements: list[Any], seen: Appearance) -> Iterator[str]:
    for element in elements:
        match element["type"]:
            case "text":
                yield element["text"]
            case "user" | "usergroup" | "broadcast":
                named = element.get("user_id") or element.get("usergroup_id") or element.get("range")
                seen.pings.append(named)
                yield f"@{named}"
            case "link":
                seen.links.append((element["url"], element.get("text", element["url"])))
                yield element.get("text", element["url"])
            case "date":
                if "url" in element:
                    seen.links.append((element["url"], element.get("fallback", "")))
                yield element.get("fallback", element["format"])
            case "channel":
                yield f"#{element['channel_id']}"
            case "emoji":
                yield f":{element['name']}:"
            case _:
                yield "".join(_rich(element.get("elements", []), seen)) + "\n"
