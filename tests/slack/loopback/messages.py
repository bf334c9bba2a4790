"""A message, each of its versions, and who could ever read each version."""

from dataclasses import dataclass, field

from tests.slack.loopback.people import Json


@dataclass(slots=True)
class Version:
    """What a message said from one moment on."""

    text: str
    blocks: list[Json]
    attachments: list[Json]
    readers: set[str]  # everybody who could read it while it stood so


@dataclass(slots=True, kw_only=True)
class Message:
    """A message in a channel; the last of its versions is what it says now."""

    ts: str
    channel_id: str
    user: str
    team_id: str
    versions: list[Version]
    thread_ts: str | None = None  # the root's, of a reply
    bot_id: str | None = None
    app_id: str | None = None
    subtype: str | None = None
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    client_msg_id: str | None = None
    only_for: str | None = None  # an ephemeral is shown to this person
    broadcast: bool = False  # a reply that also stands in the channel
    edited_ts: str | None = None
    deleted: bool = False
    tombstone: bool = False  # deleted, but replies still stand below it
    unfurls: bool = True  # Slack shows what its addresses lead to
    names_live: bool = False  # a bare @name or #channel in its text comes alive
    username: str | None = None

    @property
    def now(self) -> Version:
        """What it says now."""
        return self.versions[-1]

    @property
    def readers(self) -> set[str]:
        """Everybody who could ever read any version."""
        return {user for version in self.versions for user in version.readers}

    def as_json(self, all_metadata: bool = False) -> Json:
        """The message as Slack shows it; without `all_metadata` only the kind of its metadata shows."""
        if self.tombstone:
            text = "This message was deleted."
            return {"type": "message", "subtype": "tombstone", "text": text, "user": "USLACKBOT", "ts": self.ts}
        shown: Json = {"type": "message", "user": self.user, "ts": self.ts, "team": self.team_id, "text": self.now.text}
        optional: Json = {
            "blocks": self.now.blocks,
            "attachments": self.now.attachments,
            "thread_ts": self.thread_ts,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "subtype": self.subtype,
            "files": self.files,
            "client_msg_id": self.client_msg_id,
            "username": self.username,
        }
        shown |= {name: value for name, value in optional.items() if value}
        if self.edited_ts:
            shown["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.metadata:
            kind = {"event_type": self.metadata["event_type"]}
            shown["metadata"] = self.metadata if all_metadata else kind
        return shown
