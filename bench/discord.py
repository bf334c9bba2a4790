"""A Discord with a gateway and the few calls that a whisper needs."""

import json
import time
from datetime import UTC, datetime
from typing import Any, ClassVar

from aiohttp import web

from bench.emitter import Emitter, Ids

TOKEN = "bench.discord.token"
_GUILD, _BOT, _STAFF = "100000000", "100000001", "100000002"
_VIEW, _TEXT, _THREAD = str(1 << 10), 0, 11
_EPOCH = 1_420_070_400_000


class DiscordEmitter(Emitter):
    """One bot's Discord, with one server. Each message wakes its thread from the archive, as Discord tells it."""

    ids = Ids(
        platform="discord",
        agent="100000003",
        customer="11%07d",
        front="12%07d",
        backstage="13%07d",
        thread="14%07d",
        root="15%07d",
    )
    echo = "bench.discord_echo"
    tokens: ClassVar = {"UNHURRIED_DISCORD__BOT_TOKEN": TOKEN}

    def __init__(self, desks: int, threads: int) -> None:
        super().__init__(desks, threads)
        self._told = 0

    @property
    def settings(self) -> str:
        """The bot's."""
        urls = f'api_url = "{self.url}/api", gateway_url = "{self.socket_url}"'
        return f'discord = {{ staff = ["{_STAFF}"], {urls} }}'

    async def _greet(self, socket: web.WebSocketResponse) -> None:
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 3_600_000}})
        async for said in socket:
            if said.json()["op"] == 2:
                break
        ready: dict[str, Any] = {"v": 10, "user": _user(_BOT), "guilds": [{"id": _GUILD, "unavailable": True}]}
        ready |= {"session_id": "bench", "resume_gateway_url": self.socket_url, "application": {"id": _BOT, "flags": 0}}
        await socket.send_str(self._dispatch("READY", ready))
        await socket.send_str(self._dispatch("GUILD_CREATE", self._guild()))

    def _says(self, request: web.Request, call: str) -> bool:
        return request.method == "POST" and call.endswith("/messages")

    async def _answer(self, request: web.Request, call: str, body: bytes) -> Any:
        match request.method, call.split("/"):
            case "GET", ["users", "@me"]:
                return _user(_BOT)
            case "GET", ["oauth2", "applications", "@me"]:
                return _application()
            case "GET", ["channels", channel_id]:
                return _channel(channel_id)
            case "POST", ["channels", channel_id, "messages"]:
                said = json.loads(body)
                return _message(self.calls, channel_id, said.get("content", "")) | {"author": _user(_BOT)}
            case "GET", ["guilds", _, "channels"]:
                return self._guild()["channels"]
            case "GET", ["guilds", _, "roles"]:
                return _roles()
            case "GET", ["guilds", _, "members", user_id]:
                return _member(user_id) | {"user": _user(user_id)}
            case _:
                return []

    def _frames(self, number: int, text: str) -> list[str]:
        desk = number % self.desks
        thread_id, user_id = self.ids.thread % (number % self.threads), self.ids.customer % desk
        thread = _channel(thread_id) | {"type": _THREAD, "parent_id": self.ids.front % desk, "owner_id": user_id}
        thread |= {
            "last_message_id": thread_id,
            "message_count": 4,
            "member_count": 2,
            "rate_limit_per_user": 0,
            "thread_metadata": _awake(),
        }
        said = _message(number, thread_id, text) | {"author": _user(user_id), "member": _member(user_id)}
        return [self._dispatch("THREAD_UPDATE", thread), self._dispatch("MESSAGE_CREATE", said | {"guild_id": _GUILD})]

    def _dispatch(self, kind: str, what: Any) -> str:
        self._told += 1
        return json.dumps({"op": 0, "t": kind, "s": self._told, "d": what})

    def _guild(self) -> dict[str, Any]:
        rooms = [each % desk for desk in range(self.desks) for each in (self.ids.front, self.ids.backstage)]
        told = {"id": _GUILD, "name": "bench", "owner_id": self.ids.agent, "unavailable": False, "roles": _roles()}
        return {**told, "member_count": self.desks + 2, "channels": [_channel(each) for each in rooms], "threads": []}


def _application() -> dict[str, Any]:
    told = {"id": _BOT, "name": "bench", "icon": None, "description": "", "verify_key": "", "flags": 0}
    return {**told, "bot_public": False, "bot_require_code_grant": False, "owner": _user(_BOT), "team": None}


def _user(user_id: str) -> dict[str, Any]:
    told = {"id": user_id, "username": f"user{user_id}", "global_name": f"User {user_id}", "discriminator": "0"}
    return {**told, "avatar": None, "bot": user_id == _BOT, "public_flags": 0}


def _member(user_id: str) -> dict[str, Any]:
    roles = [_STAFF] if user_id == DiscordEmitter.ids.agent else []
    return {"nick": None, "avatar": None, "roles": roles, "joined_at": _now(), "deaf": False, "mute": False, "flags": 0}


def _roles() -> list[dict[str, Any]]:
    kinds = {_GUILD: "@everyone", _STAFF: "staff"}
    shown = {"color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}
    return [
        {"id": role_id, "name": name, "position": place, "permissions": _VIEW, **shown}
        for place, (role_id, name) in enumerate(kinds.items())
    ]


def _channel(channel_id: str) -> dict[str, Any]:
    """A channel, which everybody can read unless it is a backstage."""
    told = {"id": channel_id, "type": _TEXT, "guild_id": _GUILD, "name": f"room-{channel_id}", "parent_id": None}
    told |= {"position": 0, "nsfw": False, "topic": None, "last_message_id": None, "flags": 0}
    hidden = {"id": _GUILD, "type": 0, "allow": "0", "deny": _VIEW}
    shown = {"id": _STAFF, "type": 0, "allow": _VIEW, "deny": "0"}
    is_backstage = channel_id.startswith(DiscordEmitter.ids.backstage[:2])
    return told | {"permission_overwrites": [hidden, shown] if is_backstage else []}


def _message(number: int, channel_id: str, content: str) -> dict[str, Any]:
    told = {"id": str((int(time.time() * 1000) - _EPOCH << 22) + number), "channel_id": channel_id, "type": 0}
    told |= {"content": content, "timestamp": _now(), "edited_timestamp": None, "tts": False, "flags": 0}
    told |= {each: [] for each in ("mentions", "mention_roles", "attachments", "embeds", "components")}
    return told | {"mention_everyone": False, "pinned": False}


def _awake() -> dict[str, Any]:
    return {"archived": False, "auto_archive_duration": 10_080, "archive_timestamp": _now(), "locked": False}


def _now() -> str:
    return datetime.now(UTC).isoformat()
