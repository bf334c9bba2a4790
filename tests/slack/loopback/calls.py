"""A call of a Web API method as it comes in: by GET or POST, as form or JSON, with JSON inside forms."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.slack.loopback.channels import Channel, Kind
from tests.slack.loopback.people import App, Json

if TYPE_CHECKING:
    from tests.slack.loopback.slack import Slack

NESTED = ("blocks", "attachments", "metadata", "view")
HISTORY_SCOPE = {
    Kind.PUBLIC: "channels:history",
    Kind.PRIVATE: "groups:history",
    Kind.IM: "im:history",
    Kind.MPIM: "mpim:history",
}
READ_SCOPE = {
    Kind.PUBLIC: "channels:read",
    Kind.PRIVATE: "groups:read",
    Kind.IM: "im:read",
    Kind.MPIM: "mpim:read",
}


class SlackError(Exception):
    """What Slack names wrong, with whatever it says besides."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **more}


@dataclass(frozen=True, slots=True)
class Call:
    """A call by an app that may make it."""

    slack: "Slack"
    app: App
    args: Json

    def text(self, name: str, default: str = "") -> str:
        """An argument as text."""
        value = self.args.get(name)
        return default if value is None else str(value)

    def flag(self, name: str) -> bool:
        """An argument that is on or off."""
        return self.text(name).lower() in ("1", "true")

    def needs(self, scope: str) -> None:
        """Refuse unless the app was given this scope."""
        if scope not in self.app.scopes:
            raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(self.app.scopes)))

    def channel(self) -> Channel:
        """The channel it is about, if the app can see it: one it is in, or a public one of its workspace."""
        named = self.text("channel")
        channel = self.slack.world.channels.get(named)
        if channel is None:
            public = (each for each in self.slack.world.channels.values() if each.kind is Kind.PUBLIC)
            channel = next((each for each in public if named and named.removeprefix("#") == each.name), None)
        if channel is None or not self.sees(channel):
            raise SlackError("channel_not_found")
        return channel

    def sees(self, channel: Channel) -> bool:
        """Whether the app can know of this channel."""
        if self.is_in(channel):
            return True
        return channel.kind is Kind.PUBLIC and self.app.team_id in channel.teams

    def is_in(self, channel: Channel) -> bool:
        """Whether the app's bot is a member."""
        return self.app.bot_user_id in channel.members

    def page(self, items: Sequence[Any], default: int, most: int) -> tuple[list[Any], Json]:
        """The part of a list that was asked for, and what the answer says about the rest."""
        limit, start = self.limit(default, most), self.start()
        rest = start + limit < len(items)
        cursor = f"next:{start + limit}" if rest else ""
        return list(items[start : start + limit]), {"response_metadata": {"next_cursor": cursor}}

    def start(self) -> int:
        """Where the page begins that was asked for."""
        cursor = self.text("cursor")
        if not cursor:
            return 0
        number = cursor.removeprefix("next:")
        if number == cursor or not number.isdecimal():
            raise SlackError("invalid_cursor")
        return int(number)

    def limit(self, default: int, most: int) -> int:
        """How many at most were asked for."""
        asked = self.text("limit", str(default))
        if not asked.isdecimal():
            raise SlackError("invalid_limit")
        return max(1, min(int(asked) or default, most))


async def arguments(request: web.Request) -> Json:
    """The arguments of a request, nested ones decoded; `SlackError` for what cannot be read."""
    args: Json = dict(request.query)
    if request.method == "POST" and "json" in request.content_type:
        body = await request.json()
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        args |= body
    elif request.method == "POST":
        args |= dict(await request.post())
    for name in NESTED:
        if isinstance(args.get(name), str):
            try:
                args[name] = json.loads(args[name])
            except ValueError:
                error = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
                raise SlackError(error) from None
    return args
