"""What a message looks like to people: what they read, whom it pings, where its links lead, what can be pressed."""

from dataclasses import dataclass, field

from tests.discord.loopback.components import Kind
from tests.discord.loopback.markdown import read
from tests.discord.loopback.messages import Version
from tests.discord.loopback.people import Json


@dataclass
class Appearance:
    """What stands there."""

    lines: list[str] = field(default_factory=list)
    pings: list[str] = field(default_factory=list)  # user and role ids, everyone: who is notified
    mentions: list[str] = field(default_factory=list)  # what shows as a mention, whether it notifies or not
    links: list[tuple[str, str]] = field(default_factory=list)  # address and what it shows
    marks: list[str] = field(default_factory=list)  # formatting that came alive: heading, code, spoiler …
    buttons: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that is read."""
        return "\n".join(self.lines)


def appearance(version: Version) -> Appearance:
    """What the content, the embeds and the components show."""
    pings = version.pings
    seen = Appearance(pings=[*pings.users, *pings.roles, *(["everyone"] if pings.everyone else [])])
    _marked(version.content, seen)
    for embed in version.embeds:
        _embed(embed, seen)
    for component in version.components:
        _component(component, seen)
    return seen


def _marked(text: str, seen: Appearance) -> None:
    if text:
        found = read(text)
        seen.lines.append(found.text)
        seen.links += found.links
        seen.mentions += found.mentions
        seen.marks += found.marks


def _embed(embed: Json, seen: Appearance) -> None:
    _plain((embed.get("author") or {}).get("name"), seen)
    _marked(embed.get("title") or "", seen)
    if embed.get("url"):
        seen.links.append((embed["url"], embed.get("title") or ""))
    _marked(embed.get("description") or "", seen)
    for each in embed.get("fields") or []:
        _marked(each["name"], seen)
        _marked(each["value"], seen)
    _plain((embed.get("footer") or {}).get("text"), seen)


def _component(component: Json, seen: Appearance) -> None:
    match component.get("type"):
        case Kind.TEXT:
            _marked(component["content"], seen)
        case Kind.BUTTON:
            label = component.get("label") or ""
            seen.buttons.append(label)
            _plain(label, seen)
            if component.get("url"):
                seen.links.append((component["url"], label))
        case Kind.SELECT:
            for text in (component.get("placeholder"), *(each["label"] for each in component["options"])):
                _plain(text, seen)
        case _:
            _plain(component.get("placeholder"), seen)
    for each in (*(component.get("components") or []), component.get("accessory")):
        if each:
            _component(each, seen)


def _plain(text: str | None, seen: Appearance) -> None:
    if text:
        seen.lines.append(text)
