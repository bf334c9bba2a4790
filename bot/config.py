"""The operator's settings: config.toml and the environment, read once at start."""

from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.model.places import Place


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Database(_Section):
    """Where everything is written down."""

    path: Path = Path("unhurried.db")


class Sandbox(_Section):
    """The page on this machine; it listens on loopback unless told otherwise."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8765
    world: Path = Path("sandbox.db")


class FrontDesk(_Section):
    """A channel customers can read, and the staff-only channel its whispers go to."""

    platform: str
    channel: str
    backstage: str
    opens: Literal["question", "every", "by_hand"] = "question"


class Aftercare(_Section):
    """How and when customers are written to after a conversation was resolved."""

    check_in_after_working_days: Annotated[int, Field(ge=0, le=60)] = 2
    check_in_at: time = time(10, 0)
    expires_after_hours: Annotated[int, Field(ge=1, le=24 * 30)] = 72
    quiet_from: time = time(20, 0)
    quiet_to: time = time(9, 0)
    weekends_quiet: bool = True
    fallback_zone: str = "UTC"
    contacts_in_7_days: Annotated[int, Field(ge=0, le=7)] = 1
    contacts_in_30_days: Annotated[int, Field(ge=0, le=30)] = 3
    silence_after_no_answer_days: Annotated[int, Field(ge=0, le=365)] = 60
    reopens_within_days: Annotated[int, Field(ge=0, le=90)] = 7


class Delivering(_Section):
    """How deliveries are made; real time, in seconds."""

    lease: Annotated[float, Field(gt=0, le=3600)] = 120
    poll: Annotated[float, Field(gt=0, le=30)] = 5
    batch: Annotated[int, Field(ge=1, le=100)] = 10


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
    front_desks: tuple[FrontDesk, ...] = (FrontDesk(platform="sandbox", channel="help", backstage="backstage"),)
    aftercare: Aftercare = Aftercare()
    delivering: Delivering = Delivering()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the caller says wins over the environment, the environment over the file."""
        return init_settings, env_settings

    def front_desk(self, place: Place) -> FrontDesk | None:
        """The front desk this place belongs to; a DM belongs to its platform's first one."""
        for desk in self.front_desks:
            if desk.platform == place.platform and (place.is_dm or desk.channel == place.channel_id):
                return desk
        return None

    def is_backstage(self, place: Place) -> bool:
        """Whether this is one of the staff channels."""
        return any(desk.platform == place.platform and desk.backstage == place.channel_id for desk in self.front_desks)


def backstage_of(desk: FrontDesk) -> Place:
    """The staff channel of a front desk."""
    return Place(desk.platform, desk.backstage)
