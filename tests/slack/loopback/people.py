"""Who there is: workspaces, the people and bots in them, user groups, and the app of a workspace."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

SCOPES = (
    "app_mentions:read,channels:history,channels:join,channels:read,chat:write,commands,groups:history,groups:read,"
    "im:history,im:read,im:write,mpim:history,mpim:read,team:read,usergroups:read,users:read"
)


@dataclass(slots=True)
class Team:
    """A workspace; those with one `enterprise_id` are of one Enterprise Grid."""

    team_id: str
    name: str
    domain: str
    enterprise_id: str | None = None


@dataclass(slots=True)
class Person:
    """A member of a workspace, human or bot."""

    user_id: str
    team_id: str
    name: str
    real_name: str
    display_name: str = ""
    tz: str | None = "Europe/Berlin"
    locale: str = "en-US"
    is_bot: bool = False
    is_restricted: bool = False  # a multi-channel guest, or a single-channel one
    is_ultra_restricted: bool = False  # a single-channel guest
    deleted: bool = False

    @property
    def is_guest(self) -> bool:
        """Whether they see only the channels they were let into."""
        return self.is_restricted or self.is_ultra_restricted


@dataclass(slots=True)
class UserGroup:
    """People with one handle, such as @support."""

    group_id: str
    team_id: str
    handle: str
    users: list[str]


@dataclass(slots=True)
class App:
    """An app as installed in one workspace."""

    app_id: str
    team_id: str
    name: str
    bot_user_id: str
    bot_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    scopes: set[str] = field(default_factory=lambda: set(SCOPES.split(",")))
    request_url: str | None = None  # where it is told by signed HTTP; None: by Socket Mode
    uninstalled: bool = False
    messages_tab: bool = True  # whether people have a DM with it
    history_cap: int | None = None  # 15 for an app that Slack takes for a sold one
