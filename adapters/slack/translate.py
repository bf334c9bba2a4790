"""What somebody did in Slack, in the words all platforms share."""

import html
import re
from collections.abc import Mapping
from typing import Any

from adapters.slack import PLATFORM
from adapters.slack.links import time_of
from bot.events import CommandGiven, MessageDeleted, MessageEdited, MessagePosted
from bot.language.words import whole
from bot.model.people import Profile
from bot.model.places import Person, Place

LONGEST = 40_000  # characters; Slack cuts longer messages itself
_SAID = frozenset({"", "file_share", "thread_broadcast", "me_message"})
_MOST_FILES = 10

Json = Mapping[str, Any]

_ENTITY = re.compile(r"<([@#!])([^|>]*)(?:\|([^>]*))?>|<([^@#!|>][^|>]*)(?:\|([^>]*))?>")
_FIRST_MENTION = re.compile(r"\A\s*<@([UW][A-Z0-9]+)(?:\|[^>]*)?>[\s:,]*")
_ANY_MENTION = re.compile(r"<@([UW][A-Z0-9]+)")


def is_said(message: Json) -> bool:
    """Whether a person said this: not a bot, not Slack itself, no notice that somebody joined."""
    is_persons = bool(message.get("user")) and not message.get("bot_id") and message["user"] != "USLACKBOT"
    return is_persons and message.get("subtype", "") in _SAID and not message.get("hidden")


def place_of(message: Json, channel_id: str, direct: bool) -> Place:
    """Where it was said: the channel, the thread in it, or the DM of whoever said it."""
    if direct:
        return Place(PLATFORM, f"@{message['user']}")
    thread = message.get("thread_ts")
    return Place(PLATFORM, channel_id, thread if thread and thread != message["ts"] else None)


def posted(
    message: Json, place: Place, author: Profile, names: Mapping[str, str], us: str = ""
) -> MessagePosted | None:
    """A message as it is heard; None for one without words and files. `names` are those of whom it mentions."""
    text = words_of(message, names, us)
    first = _FIRST_MENTION.match(message.get("text") or "")
    if not text:
        return None
    return MessagePosted(
        key=f"{_name_of(message['ts'], place)}:posted",
        at=time_of(message["ts"]),
        place=place,
        message_id=message["ts"],
        author=author,
        text=text,
        addressed_to=Person(PLATFORM, first[1]) if first else None,
    )


def edited(message: Json, place: Place, names: Mapping[str, str], us: str = "") -> MessageEdited | None:
    """A change of what somebody said; None when it is no change of theirs, such as a preview of a link."""
    text, change = words_of(message, names, us), (message.get("edited") or {}).get("ts")
    if not text or not change:
        return None
    return MessageEdited(
        key=f"{_name_of(message['ts'], place)}:edited:{change}",
        at=time_of(change),
        place=place,
        message_id=message["ts"],
        text=text,
    )


def deleted(ts: str, place: Place, at: str) -> MessageDeleted:
    """Somebody took back what they had said."""
    return MessageDeleted(key=f"{_name_of(ts, place)}:deleted", at=time_of(at), place=place, message_id=ts)


def typed(message: Json, place: Place, by: Profile, word: str, fields: Mapping[str, str]) -> CommandGiven:
    """A command that somebody wrote to us."""
    ts = message["ts"]
    key = f"{_name_of(ts, place)}:command"
    return CommandGiven(key=key, at=time_of(ts), by=by, place=place, word=word, fields=fields)


def told_us(message: Json, us: str, names: Mapping[str, str]) -> str | None:
    """What follows our name at the beginning of a message, however often; None when it does not begin with it."""
    said = text = message.get("text") or ""
    while (first := _FIRST_MENTION.match(text)) and first[1] == us:
        text = text[first.end() :]
    return plain(text, names).strip() if text != said else None


def mentioned(message: Json) -> frozenset[str]:
    """The accounts a message names."""
    return frozenset(_ANY_MENTION.findall(message.get("text") or ""))


def words_of(message: Json, names: Mapping[str, str], us: str = "") -> str:
    """What a message says, without our name at its beginning, and the names of its files."""
    said = told_us(message, us, names) or plain(message.get("text") or "", names).strip()
    files = [f"[file: {each.get('name') or 'without a name'}]" for each in (message.get("files") or [])[:_MOST_FILES]]
    return whole("\n".join([*([said] if said else []), *files]))[:LONGEST]


def plain(text: str, names: Mapping[str, str]) -> str:
    """Slack's markup as its reader sees it: names for mentions, labels with their addresses, no entities."""
    return html.unescape(_ENTITY.sub(lambda found: _as_read(found, names), text))


def _as_read(found: re.Match[str], names: Mapping[str, str]) -> str:
    sign, what, label, link, link_label = found.groups()
    match sign:
        case "@":
            return f"@{label or names.get(what, what)}"
        case "#":
            return f"#{label or what}"
        case "!":
            return label or f"@{what.partition('^')[0]}"
        case _:
            return _link_as_read(link, link_label)


def _link_as_read(link: str, label: str | None) -> str:
    shown = link.removeprefix("mailto:").removeprefix("tel:")
    return shown if not label or label in (shown, link) else f"{label} ({shown})"


def _name_of(ts: str, place: Place) -> str:
    return f"{PLATFORM}:{place.channel_id}:{ts}"
