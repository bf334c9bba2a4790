"""Buttons, forms, menus and slash commands: what somebody wants, read from what Slack says of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from adapters.slack import PLATFORM
from bot.commands import BY_WORD, COMMANDS, read_command
from bot.events import CommandGiven
from bot.model.people import Profile
from bot.model.places import Place

LONGEST = 3_000  # characters of one field
SHORTCUTS = {f"care_{command.word.replace(' ', '_')}": command.word for command in COMMANDS if command.on_message}

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a command is about, and where it was given."""

    word: str
    place: Place
    about: str = ""
    choice: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How the person came in, which is the way an answer gets back to them."""

    kind: str  # slash, button, form or menu
    channel_id: str = ""
    thread_ts: str | None = None
    trigger_id: str = ""
    view_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Somebody gave a command."""

    user_id: str
    about: About
    door: Door
    key: str
    fields: Mapping[str, str] = field(default_factory=dict)

    def command(self, by: Profile) -> CommandGiven:
        """What is heard of it."""
        about = self.about
        return CommandGiven(
            key=self.key,
            at=datetime.now(UTC),
            by=by,
            place=about.place,
            word=about.word,
            about=about.about,
            choice=about.choice,
            message_id=about.message_id,
            fields=self.fields,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody wants the form of a command."""

    user_id: str
    about: About
    door: Door


def read_interaction(body: Json) -> Given | Asked | None:
    """What somebody wants; None when it is none of ours."""
    match body.get("type"):
        case "block_actions":
            return _button(body)
        case "view_submission":
            return _form(body)
        case "message_action":
            return _menu(body)
        case _:
            return _slash(body) if "command" in body else None


def private_metadata(about: About) -> str:
    """What a form remembers until it is submitted."""
    place = about.place
    return json.dumps([about.word, about.about, about.message_id, place.channel_id, place.thread_id])


def _slash(body: Json) -> Given | Asked:
    text = body.get("text", "")
    word, rest = read_command(text) or (" ".join(text.split())[:LONGEST] or "help", "")
    door = Door(kind="slash", channel_id=body["channel_id"], trigger_id=body["trigger_id"])
    about = About(word=word, place=_place(body["channel_id"], None, body["user_id"]))
    command = BY_WORD.get(word)
    if command and command.fields and command.anywhere and not rest:
        return Asked(user_id=body["user_id"], about=about, door=door)
    fields = {command.rest: rest[:LONGEST]} if command and command.rest and rest else {}
    return _given(body["user_id"], about, door, fields)


def _button(body: Json) -> Given | Asked | None:
    action, container = body["actions"][0], body.get("container") or {}
    carried = _carried(action.get("value", ""), 3)
    if carried is None:
        return None
    word, about, choice = carried
    channel_id, thread_ts = container.get("channel_id", ""), container.get("thread_ts")
    place = _place(channel_id, thread_ts or container.get("message_ts"), body["user"]["id"])
    meant = About(word=word, about=about, choice=choice, place=place)
    door = Door(
        kind="button",
        channel_id=channel_id,
        thread_ts=thread_ts,
        trigger_id=body["trigger_id"],
        view_id=container.get("view_id", ""),
    )
    command = BY_WORD.get(word)
    if command and command.fields and not choice:
        return Asked(user_id=body["user"]["id"], about=meant, door=door)
    return _given(body["user"]["id"], meant, door)


def _form(body: Json) -> Given | None:
    view = body["view"]
    carried = _carried(view.get("private_metadata", ""), 5)
    if carried is None:
        return None
    word, about, message_id, channel_id, thread_ts = carried
    place = Place(PLATFORM, channel_id, thread_ts or None)
    meant = About(word=word, about=about, message_id=message_id, place=place)
    door = Door(kind="form", trigger_id=body.get("trigger_id", ""), view_id=view["id"])
    return _given(body["user"]["id"], meant, door, _fields(view), f"{view['id']}:{view.get('hash', '')}")


def _menu(body: Json) -> Given | Asked | None:
    word = SHORTCUTS.get(body.get("callback_id", ""))
    if word is None:
        return None
    channel_id, message = body["channel"]["id"], body["message"]
    thread_ts = message.get("thread_ts")
    place = _place(channel_id, thread_ts if thread_ts != message["ts"] else None, body["user"]["id"])
    about = About(word=word, place=place, message_id=message["ts"])
    door = Door(kind="menu", channel_id=channel_id, trigger_id=body["trigger_id"])
    if BY_WORD[word].fields:
        return Asked(user_id=body["user"]["id"], about=about, door=door)
    return _given(body["user"]["id"], about, door)


def _given(user_id: str, about: About, door: Door, fields: Mapping[str, str] | None = None, once: str = "") -> Given:
    """A trigger is given once to each thing that somebody does; a form's view is submitted once."""
    key = f"{PLATFORM}:{door.kind}:{user_id}:{once or door.trigger_id}"
    return Given(user_id=user_id, about=about, door=door, key=key, fields=fields or {})


def _place(channel_id: str, thread_ts: str | None, user_id: str) -> Place:
    if not channel_id or channel_id.startswith("D"):
        return Place(PLATFORM, f"@{user_id}")
    return Place(PLATFORM, channel_id, thread_ts)


def _carried(text: str, count: int) -> list[str] | None:
    """What we put into a button or a form; None when it is not ours."""
    try:
        carried = json.loads(text)
    except ValueError:
        return None
    if not isinstance(carried, list) or len(carried) != count:
        return None
    return [each if isinstance(each, str) else "" for each in carried]


def _fields(view: Json) -> dict[str, str]:
    fields = {}
    for name, inputs in view["state"]["values"].items():
        for element in inputs.values():
            chosen = element.get("selected_option") or {}
            value = chosen["value"].removeprefix("=") if chosen else element.get("value")
            fields[name] = (value or "")[:LONGEST]
    return fields
