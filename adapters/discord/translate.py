"""What somebody did in Discord, in the words all platforms share."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.discord import PLATFORM
from adapters.discord.places import time_of
from bot.events import CommandGiven, MessageDeleted, MessageEdited, MessagePosted, PersonLeft
from bot.language.words import whole
from bot.model.people import Profile
from bot.model.places import Person, Place

LONGEST = 4_000  # characters; Discord takes no longer ones
_SAID = (0, 19)  # types of message: an ordinary one, a reply
STARTER = 21  # the type of the notice that a thread begins with which hangs on a message
_MOST_FILES = 10

Json = Mapping[str, Any]

_MENTION = re.compile(r"<(@!?|@&|#|a?:|t:|/)([^>]*)>")
_FIRST_MENTION = re.compile(r"\A\s*<@!?(\d+)>[\s:,]*")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a thread or a forum's post begins with, besides its first words."""

    title: str = ""
    tags: Sequence[str] = ()


def is_said(message: Json) -> bool:
    """Whether a person said this: no bot, no webhook, no notice of Discord's own."""
    author = message.get("author") or {}
    is_persons = not author.get("bot") and not author.get("system") and not message.get("webhook_id")
    return bool(author) and is_persons and message.get("type", 0) in _SAID


def posted(
    message: Json, place: Place, author: Profile, us: str, opening: Opening | None = None
) -> MessagePosted | None:
    """A message as it is heard; None for one without words and files. `opening` is what it begins, if anything."""
    text = _titled(message, us, opening)
    if not text:
        return None
    message_id = str(message["id"])
    return MessagePosted(
        key=f"{_name_of(message_id, place)}:posted",
        at=time_of(message_id),
        place=place,
        message_id=message_id,
        author=author,
        text=text[:LONGEST],
        addressed_to=_addressed_to(message),
        begins_thread=opening is not None,
        topic=", ".join(opening.tags) if opening else "",
    )


def edited(message: Json, place: Place, us: str, opening: Opening | None = None) -> MessageEdited | None:
    """A change of what somebody said; None when it is no change of theirs, such as a preview of a link."""
    change = message.get("edited_timestamp")
    if not words_of(message) or not change:
        return None
    message_id = str(message["id"])
    return MessageEdited(
        key=f"{_name_of(message_id, place)}:edited:{change}",
        at=datetime.fromisoformat(change),
        place=place,
        message_id=message_id,
        text=_titled(message, us, opening)[:LONGEST],
    )


def deleted(message_id: str, place: Place, at: datetime) -> MessageDeleted:
    """Somebody took back what they had said, or a moderator did."""
    return MessageDeleted(key=f"{_name_of(message_id, place)}:deleted", at=at, place=place, message_id=message_id)


def left(user: Json, at: datetime) -> PersonLeft:
    """Somebody left the server, or was removed."""
    person = Person(PLATFORM, str(user["id"]))
    return PersonLeft(key=f"{PLATFORM}:{person.user_id}:left:{at.isoformat()}", at=at, person=person)


def typed(message: Json, place: Place, by: Profile, word: str, fields: Mapping[str, str]) -> CommandGiven:
    """A command that somebody wrote to us."""
    message_id = str(message["id"])
    key = f"{_name_of(message_id, place)}:command"
    return CommandGiven(key=key, at=time_of(message_id), by=by, place=place, word=word, fields=fields)


def told_us(message: Json, us: str) -> str | None:
    """What follows our name at the beginning of a message, however often; None when it does not begin with it."""
    said = text = message.get("content") or ""
    while (first := _FIRST_MENTION.match(text)) and first[1] == us:
        text = text[first.end() :]
    return plain(text, _names_in(message)).strip() if text != said else None


def words_of(message: Json, us: str = "") -> str:
    """What a message says, without our name at its beginning, and forwards; the names of its files and stickers."""
    snapshots = [each.get("message") or {} for each in message.get("message_snapshots") or ()]
    forwarded = [f"[forwarded] {words}" for each in snapshots if (words := _words_in(each))]
    return whole("\n".join(filter(None, [_words_in(message, us), *forwarded])))


def plain(text: str, names: Mapping[str, str]) -> str:
    """Discord's marks as a reader sees them: names for mentions."""
    return _MENTION.sub(lambda found: _as_read(found, names), text)


def _titled(message: Json, us: str, opening: Opening | None) -> str:
    return f"{opening.title if opening else ''}\n{words_of(message, us)}".strip()


def _words_in(message: Json, us: str = "") -> str:
    said = told_us(message, us) or plain(message.get("content") or "", _names_in(message)).strip()
    files = [f"[file: {each.get('filename') or 'without a name'}]" for each in message.get("attachments", ())]
    stickers = [f"[sticker: {each.get('name') or 'without a name'}]" for each in message.get("sticker_items", ())]
    return "\n".join(filter(None, [said, *files[:_MOST_FILES], *stickers]))


def _names_in(message: Json) -> Mapping[str, str]:
    return {str(user["id"]): user.get("global_name") or user.get("username") for user in message.get("mentions", ())}


def _as_read(found: re.Match[str], names: Mapping[str, str]) -> str:
    kind, what = found.groups()
    match kind:
        case "@" | "@!":
            return f"@{names.get(what, what)}"
        case ":" | "a:":
            return f":{what.partition(':')[0]}:"
        case _:
            return found[0].strip("<>")


def _addressed_to(message: Json) -> Person | None:
    """Whom a reply answers, or who is named first."""
    answered = (message.get("referenced_message") or {}).get("author")
    if answered and not answered.get("bot"):
        return Person(PLATFORM, str(answered["id"]))
    first = _FIRST_MENTION.match(message.get("content") or "")
    return Person(PLATFORM, first[1]) if first else None


def _name_of(message_id: str, place: Place) -> str:
    return f"{PLATFORM}:{place.thread_id or place.channel_id}:{message_id}"
