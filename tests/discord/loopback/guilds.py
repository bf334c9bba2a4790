"""A guild: its roles and its members."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Role:
    """A role; `bot_id` is set for the one that came with a bot."""

    role_id: str
    name: str
    permissions: int
    position: int
    mentionable: bool = False
    bot_id: str | None = None


@dataclass(slots=True)
class Member:
    """Somebody in a guild."""

    user_id: str
    joined_at: str
    nick: str | None = None
    roles: list[str] = field(default_factory=list)  # without @everyone


@dataclass(slots=True)
class Guild:
    """A guild; the role @everyone has the guild's own id."""

    guild_id: str
    name: str
    owner_id: str
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    locale: str = "en-US"

    @property
    def everyone(self) -> Role:
        """The role that all members have."""
        return self.roles[self.guild_id]
