"""What happened, for tests to judge by: requests and modals; messages are judged from the world itself."""

import json
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.discord.loopback.messages import Message
from tests.discord.loopback.people import Json
from tests.discord.loopback.world import World

KEPT = 200_000  # of each kind; older ones are forgotten


@dataclass(slots=True)
class Request:
    """One request."""

    method: str
    path: str  # /channels/1/messages
    body: Any
    query: dict[str, str]
    app_id: str  # empty for a token nobody has
    at: float  # Unix time
    route: str = ""  # POST /channels/{channel}/messages
    status: int = 0  # 0 while it is not answered, or if it never was
    code: int = 0  # what Discord named wrong
    fault: str = ""  # what went wrong on purpose


@dataclass(slots=True)
class Shown:
    """A modal that one person was shown."""

    user_id: str
    modal: Json


@dataclass
class Record:
    """The server's own notes. `file` gets every request as a JSON line that `validate_traffic` reads."""

    world: World
    file: Path | None = None
    requests: deque[Request] = field(default_factory=lambda: deque(maxlen=KEPT))
    shown: deque[Shown] = field(default_factory=lambda: deque(maxlen=KEPT))

    def note(self, request: Request) -> None:
        """Keep a request."""
        self.requests.append(request)
        if self.file:
            line = {"platform": "discord", "method": request.method, "path": request.path, "body": request.body}
            with self.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")

    def calls(self, route: str) -> list[Request]:
        """The requests of one route, such as `POST /channels/{channel}/messages`, oldest first."""
        return [request for request in self.requests if request.route == route]

    def refused(self) -> list[Request]:
        """The requests for which Discord bans an address when there are 10,000 in ten minutes."""
        return [request for request in self.requests if request.status in (401, 403, 429)]

    def messages(self, channel_id: str | None = None) -> Iterator[Message]:
        """Every message ever, deleted ones and ephemerals too; of one channel or of all."""
        for channel in [self.world.channels[channel_id]] if channel_id else list(self.world.channels.values()):
            yield from channel.messages.values()

    def by_apps(self, channel_id: str | None = None) -> list[Message]:
        """What apps said."""
        return [message for message in self.messages(channel_id) if message.app_id]

    def standing(self) -> Counter[str]:
        """How often each nonce stands that apps gave to what they said; "" is all without one."""
        return Counter(str(message.nonce or "") for message in self.by_apps() if not message.deleted)

    def readable_by(self, user_id: str) -> list[str]:
        """The JSON of everything apps ever said that this person could read: messages, modals, names of threads."""
        said = [
            json.dumps([version.content, version.embeds, version.components, message.attachments])
            for message in self.by_apps()
            for version in message.versions
            if user_id in version.readers
        ]
        threads = [
            channel.name
            for channel in self.world.channels.values()
            if channel.thread and channel.thread.owner_id in self.world.apps and user_id in self.world.readers(channel)
        ]
        return said + threads + [json.dumps(shown.modal) for shown in self.shown if shown.user_id == user_id]

    def transcript(self) -> list[Json]:
        """Every message with each of its versions and who could ever read it, for another process to judge by."""
        return [
            {
                "channel": message.channel_id,
                "guild": message.guild_id,
                "id": message.message_id,
                "author": message.author_id,
                "app": message.app_id,
                "type": int(message.type),
                "flags": int(message.flags),
                "nonce": message.nonce,
                "reply_to": message.reply_to,
                "only_for": message.only_for,
                "deleted": message.deleted,
                "versions": [
                    {
                        "content": version.content,
                        "embeds": version.embeds,
                        "components": version.components,
                        "pings": {
                            "users": version.pings.users,
                            "roles": version.pings.roles,
                            "everyone": version.pings.everyone,
                        },
                        "readers": sorted(version.readers),
                    }
                    for version in message.versions
                ],
            }
            for message in self.messages()
        ]
