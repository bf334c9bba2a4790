"""The operator's settings, with their defaults and what they must be."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import time
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.model.places import Place
from bot.setting_kinds import (
    Channel,
    File,
    Host,
    Number,
    Port,
    PostgresAddress,
    TimeOfDay,
    Whole,
    Zone,
    looks_like,
)


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Database(_Section):
    """Where everything is written down: PostgreSQL when there is an address, else a file."""

    path: File = Path("unhurried.db")
    url: PostgresAddress = SecretStr("")

    @property
    def name(self) -> str:
        """How people are told which one it is; without the password."""
        return "in PostgreSQL" if self.where is self.url else str(self.path)

    @property
    def where(self) -> Path | SecretStr:
        """The one that counts."""
        return self.url if self.url.get_secret_value() else self.path


class Sandbox(_Section):
    """The page on this machine; it listens on loopback unless told otherwise."""

    host: Host = "127.0.0.1"
    port: Port = 8765
    world: File = Path("sandbox.db")


class Slack(_Section):
    """The app in a Slack workspace; its tokens belong into the environment."""

    bot_token: SecretStr = SecretStr("")
    app_token: SecretStr = SecretStr("")
    signing_secret: SecretStr = SecretStr("")
    staff: tuple[Annotated[str, looks_like(r"[USW][A-Z0-9]{2,20}", "S0SUPPORT or U0ANA")], ...] = ()
    mode: Literal["socket", "http"] = "socket"
    host: Host = "127.0.0.1"
    port: Port = 8767
    api_url: Annotated[str, looks_like(r"https?://\S+/", "https://slack.com/api/")] = "https://slack.com/api/"

    def lacks(self) -> Iterator[str]:
        """What must be said before Slack can be spoken to, in words."""
        bot, app = self.bot_token.get_secret_value(), self.app_token.get_secret_value()
        if bot.startswith("xapp-") or app.startswith("xoxb-"):
            yield "slack.bot_token and slack.app_token are swapped: xoxb-… is the bot token, xapp-… the app token"
        if not bot.startswith("xoxb-"):
            yield "slack.bot_token: put the bot token (xoxb-…) into UNHURRIED_SLACK__BOT_TOKEN"
        if self.mode == "socket" and not app.startswith("xapp-"):
            yield "slack.app_token: put the app token (xapp-…) into UNHURRIED_SLACK__APP_TOKEN"
        if self.mode == "http" and not self.signing_secret.get_secret_value():
            yield "slack.signing_secret: put the signing secret into UNHURRIED_SLACK__SIGNING_SECRET"
        if not self.staff:
            yield "slack.staff: name your user group (S…) or your people (U…); nobody else is whispered to"


class Discord(_Section):
    """The bot in Discord servers; its token belongs into the environment."""

    bot_token: SecretStr = SecretStr("")
    staff: tuple[Annotated[str, looks_like(r"[0-9]{5,20}", "100000000000000001")], ...] = ()
    message_content: bool = True
    api_url: Annotated[str, looks_like(r"https?://\S+", "https://discord.com/api/v10")] = "https://discord.com/api/v10"
    gateway_url: Annotated[str, looks_like(r"wss?://\S+", "wss://gateway.discord.gg/")] = "wss://gateway.discord.gg/"

    def lacks(self) -> Iterator[str]:
        """What must be said before Discord can be spoken to, in words."""
        if not self.bot_token.get_secret_value():
            yield "discord.bot_token: put the bot's token into UNHURRIED_DISCORD__BOT_TOKEN"
        if not self.staff:
            yield "discord.staff: name the ids of your staff's roles; nobody else is whispered to"


class Watch(_Section):
    """Where the program tells how it is; nothing in it is about customers."""

    host: Host = "127.0.0.1"
    port: Port = 8766


class Logs(_Section):
    """What the program notes about itself on standard error; never what people said."""

    level: Literal["debug", "info", "warning", "error"] = "warning"
    format: Literal["text", "json"] = "text"


_IDS = {
    "slack": (r"[CG][A-Z0-9]{1,20}", "it looks like C0HELP, and stands at the bottom of the channel's About"),
    "discord": (r"\d{5,20}", "it is a long number: Copy ID in the channel's menu, once Developer Mode is on"),
}


class FrontDesk(_Section):
    """A channel customers can read, and the staff-only channel its whispers go to."""

    platform: str
    channel: Channel
    backstage: Channel
    opens: Literal["question", "every", "by_hand"] = "question"

    @model_validator(mode="after")
    def _has_ids(self) -> Self:
        pattern, how = _IDS.get(self.platform, ("", ""))
        for setting, channel in (("channel", self.channel), ("backstage", self.backstage)):
            if pattern and not re.fullmatch(pattern, channel):
                raise ValueError(f"{setting}: {channel} is no id of a channel; {how}")
        return self


class Conversations(_Section):
    """How conversations are looked after while they are open."""

    silent_days: Annotated[Whole, Field(ge=0, le=90)] = 7


class Aftercare(_Section):
    """How and when customers are written to after a conversation was resolved."""

    automatic: bool = False
    check_in_after_working_days: Annotated[Whole, Field(ge=0, le=60)] = 2
    check_in_at: TimeOfDay = time(10, 0)
    expires_after_hours: Annotated[Whole, Field(ge=1, le=24 * 30)] = 72
    quiet_from: TimeOfDay = time(20, 0)
    quiet_to: TimeOfDay = time(9, 0)
    weekends_quiet: bool = True
    fallback_zone: Zone = "UTC"
    contacts_in_7_days: Annotated[Whole, Field(ge=0, le=7)] = 1
    contacts_in_30_days: Annotated[Whole, Field(ge=0, le=30)] = 3
    silence_after_no_answer_days: Annotated[Whole, Field(ge=0, le=365)] = 60
    reopens_within_days: Annotated[Whole, Field(ge=0, le=90)] = 7


class Delivering(_Section):
    """How deliveries are made; real time, in seconds."""

    lease: Annotated[Number, Field(gt=0, le=3600)] = 120
    poll: Annotated[Number, Field(gt=0, le=30)] = 5
    batch: Annotated[Whole, Field(ge=1, le=100)] = 30


SANDBOX = "sandbox"
PLATFORMS = frozenset({SANDBOX, "slack", "discord"})


class Settings(BaseSettings):
    """All settings. The environment wins over the file: `UNHURRIED_SANDBOX__PORT=9000`."""

    model_config = SettingsConfigDict(
        env_prefix="UNHURRIED_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    workspace: Annotated[str, Field(min_length=1, max_length=60)] = "default"
    database: Database = Database()
    sandbox: Sandbox = Sandbox()
    slack: Slack = Slack()
    discord: Discord = Discord()
    watch: Watch = Watch()
    logs: Logs = Logs()
    front_desks: Annotated[tuple[FrontDesk, ...], Field(min_length=1)] = (
        FrontDesk(platform="sandbox", channel="help", backstage="backstage"),
    )
    conversations: Conversations = Conversations()
    aftercare: Aftercare = Aftercare()
    delivering: Delivering = Delivering()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        fronts = Counter((desk.platform, desk.channel) for desk in self.front_desks)
        for (platform, channel), times in fronts.items():
            if times > 1:
                raise ValueError(f"front_desks: {platform}:{channel} is there {times} times; keep one of them")
        if fronts.keys() & {(desk.platform, desk.backstage) for desk in self.front_desks}:
            raise ValueError("front_desks: a channel customers can read cannot be backstage too; name another one")
        for platform in self.platforms - PLATFORMS:
            there_are = ", ".join(sorted(PLATFORMS))
            raise ValueError(f"front_desks: there is no platform {platform} yet; there are: {there_are}")
        if SANDBOX in self.platforms and len(self.platforms) > 1:
            raise ValueError(
                "front_desks: the sandbox has a clock of its own, so it runs alone; remove the one or the other"
            )
        if "slack" in self.platforms and (lacks := next(self.slack.lacks(), "")):
            raise ValueError(lacks)
        if "discord" in self.platforms and (lacks := next(self.discord.lacks(), "")):
            raise ValueError(lacks)
        if self.database.path.resolve() == self.sandbox.world.resolve():
            raise ValueError("database.path and sandbox.world: these are two files; name another one")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over what the file says."""
        return env_settings, init_settings

    @property
    def platforms(self) -> frozenset[str]:
        """Those that have a front desk."""
        return frozenset(desk.platform for desk in self.front_desks)

    def goes_out_by_itself(self, place: Place) -> bool:
        """Whether customers there are written to automatically; else each plan is a draft that people send."""
        return self.aftercare.automatic or place.platform == SANDBOX

    def front_desk(self, place: Place) -> FrontDesk | None:
        """The front desk this place belongs to; a DM belongs to its platform's first one."""
        return self._desks.get((place.platform, None if place.is_dm else place.channel_id))

    @cached_property
    def _desks(self) -> Mapping[tuple[str, str | None], FrontDesk]:
        backwards = self.front_desks[::-1]  # the first one counts
        return {(desk.platform, where): desk for desk in backwards for where in (None, desk.channel)}
