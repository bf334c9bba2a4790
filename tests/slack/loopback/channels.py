"""A channel of any kind, what stands in it, and who can read it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tests.slack.loopback.messages import Message, Version
from tests.slack.loopback.people import Json


class Kind(StrEnum):
    """What sort of channel; the value is Slack's `channel_type`."""

    PUBLIC = "channel"
    PRIVATE = "group"
    IM = "im"
    MPIM = "mpim"


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel and its messages; `team_id` is the workspace that made it."""

    channel_id: str
    team_id: str
    name: str
    kind: Kind
    members: list[str]
    connected: list[str] = field(default_factory=list)  # other workspaces by Slack Connect
    org_shared: list[str] = field(default_factory=list)  # other workspaces of the same Grid
    pending: list[str] = field(default_factory=list)  # other workspaces that were invited
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)  # by ts, oldest first; deleted ones too
    threads: dict[str, list[Message]] = field(default_factory=dict)  # replies by their root's ts

    @property
    def is_private(self) -> bool:
        """Whether only members can read it."""
        return self.kind is not Kind.PUBLIC

    @property
    def is_direct(self) -> bool:
        """Whether it is a DM of two or of several."""
        return self.kind in (Kind.IM, Kind.MPIM)

    @property
    def teams(self) -> list[str]:
        """Every workspace it can be seen in."""
        return [self.team_id, *self.connected, *self.org_shared]

    def add(self, message: Message) -> None:
        """Put a message where it belongs."""
        self.messages[message.ts] = message
        if message.thread_ts and not message.only_for:
            self.threads.setdefault(message.thread_ts, []).append(message)

    def standing(self) -> Iterator[Message]:
        """What can be read now, oldest first, replies included, ephemerals not."""
        return (each for each in self.messages.values() if not each.only_for and not (each.deleted))

    def top(self) -> list[Message]:
        """What stands in the channel itself, oldest first; a deleted message with replies left a tombstone."""
        shown = (each for each in self.messages.values() if not each.only_for)
        return [
            each
            for each in shown
            if (each.tombstone or not each.deleted) and (each.thread_ts in (None, each.ts) or each.broadcast)
        ]

    def replies(self, root: str) -> list[Message]:
        """What stands below a message, oldest first."""
        return [each for each in self.threads.get(root, []) if not each.deleted]

    def can_be_root(self, ts: str | None) -> bool:
        """Whether there is a message that can be replied to."""
        root = self.messages.get(ts or "")
        return root is not None and not root.only_for and not root.thread_ts and (root.tombstone or not root.deleted)

    def admit(self, readers: Iterable[str]) -> None:
        """From now on these can read all that stands here."""
        new = set(readers)
        for message in self.standing():
            message.now.readers |= new

    def change(self, message: Message, text: str, blocks: list[Json], attachments: list[Json], by: set[str]) -> None:
        """Give a message a new version."""
        message.versions.append(Version(text, blocks, attachments, set(by)))

    def as_root(self, message: Message, all_metadata: bool = False) -> Json:
        """The message as history shows it, with what is known of its replies."""
        shown = message.as_json(all_metadata)
        replies = self.replies(message.ts) if not message.thread_ts else []
        if replies:
            users = list(dict.fromkeys(reply.user for reply in replies))
            shown |= {"thread_ts": message.ts, "reply_count": len(replies), "reply_users": users}
            shown |= {"reply_users_count": len(users), "latest_reply": replies[-1].ts, "is_locked": False}
        elif message.thread_ts and (root := self.messages.get(message.thread_ts)):
            shown["parent_user_id"] = root.user
        return shown
