"""Who there is: people, and the apps whose bots are among them."""

from dataclasses import dataclass, field
from typing import Any

from tests.discord.loopback.intents import Intent

Json = dict[str, Any]


@dataclass(slots=True)
class User:
    """Somebody with an account, human or bot."""

    user_id: str
    name: str
    global_name: str | None = None
    is_bot: bool = False
    takes_dms: bool = True  # from those with whom they share a guild
    locale: str = "en-US"  # an app learns it when they click

    @property
    def mention(self) -> str:
        """How a message names them."""
        return f"<@{self.user_id}>"


@dataclass(slots=True)
class App:
    """An app; its bot's user id is the app's own id."""

    app_id: str
    name: str
    token: str
    owner_id: str
    privileged: Intent = Intent.PRIVILEGED  # what its owner switched on for it
    commands: list[Json] = field(default_factory=list)  # as Discord holds them
    guild_commands: dict[str, list[Json]] = field(default_factory=dict)
    identifies_left: int = 1000  # today; with none left its token is worth nothing
    dms_left: int | None = None  # new DMs it may still open; None: any number

    @property
    def user_id(self) -> str:
        """The bot's."""
        return self.app_id
