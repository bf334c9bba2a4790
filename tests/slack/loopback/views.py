"""Forms and home tabs that people were shown, and the short-lived keys with which apps answer what people do."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.slack.loopback.blocks import with_ids
from tests.slack.loopback.calls import SlackError
from tests.slack.loopback.people import App, Json
from tests.slack.loopback.record import Record, Shown
from tests.slack.loopback.view_rules import check_view
from tests.slack.loopback.world import World

RESPONSE_USES = 5
RESPONSE_SECONDS = 1800.0


@dataclass(slots=True)
class Trigger:
    """What lets an app open one form for whoever has just done something."""

    app_id: str
    user_id: str
    at: float
    used: bool = False


@dataclass(slots=True)
class Response:
    """What lets an app answer, a few times, where somebody has just done something."""

    app_id: str
    user_id: str
    channel_id: str
    message_ts: str | None  # the message whose button it was
    at: float
    uses: int = 0


@dataclass(slots=True)
class Opened:
    """A form on somebody's screen, or their home tab."""

    app_id: str
    user_id: str
    view: Json
    closed: bool = False
    errors: Json = field(default_factory=dict)  # what the app found wrong with it, by block id


@dataclass
class Views:
    """All that is open, by id."""

    world: World
    record: Record
    trigger_seconds: float
    clock: Callable[[], float] = time.monotonic
    opened: dict[str, Opened] = field(default_factory=dict)
    homes: dict[tuple[str, str], Opened] = field(default_factory=dict)  # by app and person
    triggers: dict[str, Trigger] = field(default_factory=dict)
    responses: dict[str, Response] = field(default_factory=dict)

    def new_trigger(self, app: App, user_id: str) -> str:
        """A key for one form; good for a moment."""
        key = self.world.new_id("trigger.")
        self.triggers[key] = Trigger(app.app_id, user_id, self.clock())
        return key

    def new_response(self, app: App, user_id: str, channel_id: str, message_ts: str | None = None) -> str:
        """A key for a few answers."""
        key = self.world.new_id("response")
        self.responses[key] = Response(app.app_id, user_id, channel_id, message_ts, self.clock())
        return key

    def use_trigger(self, app: App, key: str) -> str:
        """Use a key up; returns who did what it stands for."""
        trigger = self.triggers.get(key)
        if trigger is None or trigger.app_id != app.app_id:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        trigger.used = True
        if self.clock() - trigger.at > self.trigger_seconds:
            raise SlackError("expired_trigger_id")
        return trigger.user_id

    def use_response(self, key: str) -> Response | None:
        """Use a key once more; None for one that is used up, too old or unknown."""
        response = self.responses.get(key)
        if response is None or response.uses >= RESPONSE_USES or self.clock() - response.at > RESPONSE_SECONDS:
            return None
        response.uses += 1
        return response

    def open(self, app: App, user_id: str, view: Json) -> Json:
        """Show somebody a form."""
        stored = self._stored(app, view, "modal")
        self.opened[stored["id"]] = Opened(app.app_id, user_id, stored)
        return self._show(user_id, stored)

    def replace(self, app: App, view_id: str, view: Json, known_hash: str = "") -> Json:
        """Show something else in an open form, or in a home tab."""
        opened = self.opened.get(view_id)
        if opened is None or opened.app_id != app.app_id or opened.closed:
            raise SlackError("not_found")
        if known_hash and known_hash != opened.view["hash"]:
            raise SlackError("hash_conflict")
        opened.view = self._stored(app, view, opened.view["type"]) | {"id": view_id}
        return self._show(opened.user_id, opened.view)

    def publish(self, app: App, user_id: str, view: Json, known_hash: str = "") -> Json:
        """Show somebody the app's home tab."""
        before = self.homes.get((app.app_id, user_id))
        if known_hash and before and known_hash != before.view["hash"]:
            raise SlackError("hash_conflict")
        stored = self._stored(app, view, "home")
        if before:
            stored["id"] = before.view["id"]
        self.homes[app.app_id, user_id] = self.opened[stored["id"]] = Opened(app.app_id, user_id, stored)
        return self._show(user_id, stored)

    def submitted(self, app: App, opened: Opened, answer: Any) -> None:
        """Do with a sent form what the app answered; without a word it closes."""
        said: Json = answer if isinstance(answer, dict) else {}
        opened.errors = said.get("errors", {})
        match said.get("response_action"):
            case "errors":
                pass
            case "update":
                self.replace(app, opened.view["id"], said["view"])
            case "push":
                self.open(app, opened.user_id, said["view"])
            case "clear":
                for each in self.of(app.app_id, opened.user_id):
                    each.closed = True
            case _:
                opened.closed = True
        self.world.changed()

    def of(self, app_id: str, user_id: str) -> list[Opened]:
        """The forms of an app that somebody has on the screen, the newest last; home tabs not."""
        return [
            each
            for each in self.opened.values()
            if (each.app_id, each.user_id, each.closed, each.view["type"]) == (app_id, user_id, False, "modal")
        ]

    def _show(self, user_id: str, view: Json) -> Json:
        self.record.shown.append(Shown(user_id, view))
        self.world.changed()
        return view

    def _stored(self, app: App, view: Json, kind: str) -> Json:
        check_view(view, kind)
        ids = {"id": self.world.new_id("V"), "team_id": app.team_id, "app_id": app.app_id, "bot_id": app.bot_id}
        root = {"root_view_id": ids["id"], "previous_view_id": None, "app_installed_team_id": app.team_id}
        defaults: Json = {"callback_id": "", "private_metadata": "", "external_id": "", "state": {"values": {}}}
        defaults |= {"submit": None, "close": None, "clear_on_close": False, "notify_on_close": False}
        blocks = with_ids(view["blocks"], self.world.new_id)
        return {**defaults, **view, **ids, **root, "hash": self.world.new_id("hash"), "blocks": blocks}
