"""What happened, for tests to judge by: requests, answers, deliveries; messages are judged from the world itself."""

import json
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.slack.loopback.messages import Message
from tests.slack.loopback.people import Json
from tests.slack.loopback.world import World

KEPT = 200_000  # of each kind; older ones are forgotten


@dataclass(slots=True)
class Request:
    """One call of a Web API method."""

    method: str
    body: Json
    app_id: str  # empty for a token nobody has
    at: float  # Unix time
    verb: str = "POST"
    error: str = ""  # what Slack named wrong
    fault: str = ""  # what went wrong on purpose


@dataclass(slots=True)
class Delivery:
    """One thing an app was told, by whichever way in."""

    app_id: str
    kind: str  # events_api, interactive, slash_commands
    payload: Json
    attempts: int = 0
    acked: bool = False
    over: bool = False  # acknowledged, or given up
    answer: Any = None  # what came with the acknowledgement


@dataclass(slots=True)
class Shown:
    """A form or a home tab that one person was shown."""

    user_id: str
    view: Json


@dataclass
class Record:
    """The server's own notes. `file` gets every request as a JSON line that `validate_traffic` reads."""

    world: World
    file: Path | None = None
    requests: deque[Request] = field(default_factory=lambda: deque(maxlen=KEPT))
    deliveries: deque[Delivery] = field(default_factory=lambda: deque(maxlen=KEPT))
    responses: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))  # posted to a response_url
    shown: deque[Shown] = field(default_factory=lambda: deque(maxlen=KEPT))

    def note(self, request: Request) -> None:
        """Keep a request."""
        self.requests.append(request)
        if self.file:
            line = {"platform": "slack", "method": request.method, "body": request.body}
            with self.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")

    def calls(self, method: str) -> list[Request]:
        """The requests of one method, oldest first."""
        return [request for request in self.requests if request.method == method]

    def messages(self, channel_id: str | None = None) -> Iterator[Message]:
        """Every message ever, deleted ones and ephemerals too; of one channel or of all."""
        for channel in [self.world.channels[channel_id]] if channel_id else list(self.world.channels.values()):
            yield from channel.messages.values()

    def by_apps(self, channel_id: str | None = None) -> list[Message]:
        """What apps said."""
        return [message for message in self.messages(channel_id) if message.app_id]

    def standing(self) -> Counter[str]:
        """How often each key stands that apps put into the metadata of what they said; "" is all without one."""
        stands = [message.metadata or {} for message in self.by_apps() if not message.deleted]
        return Counter(each.get("event_payload", {}).get("key", "") for each in stands)

    def readable_by(self, user_id: str) -> list[str]:
        """The JSON of everything apps ever said that this person could read at some time: messages and views.

        Metadata counts as read by the whole workspace, as Slack warns.
        """
        said = [
            json.dumps([version.text, version.blocks, version.attachments])
            for message in self.by_apps()
            for version in message.versions
            if user_id in version.readers
        ]
        team_id = self.world.people[user_id].team_id
        noted = [
            json.dumps(message.metadata)
            for message in self.by_apps()
            if message.metadata and team_id in self.world.channels[message.channel_id].teams
        ]
        return said + noted + [json.dumps(shown.view) for shown in self.shown if shown.user_id == user_id]

    def transcript(self) -> list[Json]:
        """Every message with each of its versions and who could ever read it, for another process to judge by."""
        return [
            {
                "channel": message.channel_id,
                "ts": message.ts,
                "thread_ts": message.thread_ts,
                "user": message.user,
                "app": message.app_id,
                "metadata": message.metadata,
                "only_for": message.only_for,
                "deleted": message.deleted,
                "versions": [
                    {
                        "text": version.text,
                        "blocks": version.blocks,
                        "attachments": version.attachments,
                        "readers": sorted(version.readers),
                    }
                    for version in message.versions
                ],
            }
            for message in self.messages()
        ]
