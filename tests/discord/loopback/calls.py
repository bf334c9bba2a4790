"""A request of an app, read; and what in it can be wrong for every route."""

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.web_request import FileField

from tests.discord.loopback.channels import Channel, Kind
from tests.discord.loopback.errors import DiscordError
from tests.discord.loopback.guilds import Guild
from tests.discord.loopback.messages import Message
from tests.discord.loopback.people import App, Json
from tests.discord.loopback.permissions import Permission, in_guild
from tests.discord.loopback.world import World

if TYPE_CHECKING:
    from tests.discord.loopback.discord import Discord


@dataclass(slots=True)
class Body:
    """What came with a request."""

    value: Any = None
    files: list[tuple[str, int]] = field(default_factory=list)  # names and sizes of uploads

    @classmethod
    async def read(cls, http: web.Request) -> "Body":
        """The JSON, or a form with the JSON as `payload_json`."""
        if http.content_type == "multipart/form-data":
            form = await http.post()
            files = [(each.filename, len(each.file.read())) for each in form.values() if isinstance(each, FileField)]
            return cls(json.loads(str(form.get("payload_json", "{}"))), files)
        return cls(json.loads(await http.read() or "null") if http.can_read_body else None)


@dataclass(slots=True)
class Call:
    """One request that an app may make."""

    discord: "Discord"
    app: App
    body: Any
    query: dict[str, str]
    path: dict[str, str]
    files: list[tuple[str, int]]

    @property
    def world(self) -> World:
        """The facts."""
        return self.discord.world

    @property
    def json(self) -> Json:
        """The body, which must be an object."""
        if not isinstance(self.body, dict):
            raise DiscordError(50035, {"_errors": [{"code": "BASE_TYPE_BAD_DICT", "message": "Must be an object"}]})
        return self.body

    def room(self, *needed: Permission) -> Channel:
        """The channel named in the path, which the bot can read and has these permissions in."""
        room = self.world.channels.get(self.path["channel"])
        if room is None or room.deleted:
            raise DiscordError(10003)
        if not self.world.reads(room, self.app.user_id):
            raise DiscordError(50001)
        held = self.world.held(room, self.app.user_id)
        if any(each not in held for each in needed):
            raise DiscordError(50013)
        return room

    def text_room(self, *needed: Permission) -> Channel:
        """The same, of a channel that messages can stand in."""
        room = self.room(*needed)
        if room.kind in (Kind.CATEGORY, Kind.FORUM):
            raise DiscordError(50008)
        return room

    def thread(self, *needed: Permission) -> Channel:
        """The same, of a thread."""
        room = self.room(*needed)
        if room.thread is None:
            raise DiscordError(50024)
        return room

    def message(self, room: Channel) -> Message:
        """The message named in the path, which stands in this channel."""
        said = room.messages.get(self.path["message"])
        if said is None or said.deleted or said.only_for:
            raise DiscordError(10008)
        return said

    def guild(self, *needed: Permission) -> Guild:
        """The guild named in the path, which the bot is in."""
        guild = self.world.guilds.get(self.path["guild"])
        if guild is None:
            raise DiscordError(10004)
        if self.app.user_id not in guild.members:
            raise DiscordError(50001)
        if any(each not in in_guild(guild, self.app.user_id) for each in needed):
            raise DiscordError(50013)
        return guild

    def held(self, room: Channel) -> Permission:
        """What the bot may do there."""
        return self.world.held(room, self.app.user_id)

    def limit(self, default: int, most: int) -> int:
        """How many are asked for."""
        limit = int(self.query.get("limit", default))
        if not 1 <= limit <= most:
            message = f"Value should be between 1 and {most}."
            raise DiscordError(50035, {"limit": {"_errors": [{"code": "NUMBER_TYPE_MAX", "message": message}]}})
        return limit

    def uploads(self) -> list[Json]:
        """The files that came with it, by name only."""
        return [
            {"id": (number := self.world.new_id()), "filename": name, "size": size}
            | dict.fromkeys(("url", "proxy_url"), f"{self.discord.address}/attachments/{number}/{name}")
            for name, size in self.files
        ]
