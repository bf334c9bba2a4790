"""A second server with a front desk of its own, looked after by the same bot."""

from dataclasses import dataclass

from bot.config import FrontDesk, Settings
from tests.discord.loopback.channels import Channel
from tests.discord.loopback.people import User
from tests.discord.office import Office


@dataclass
class Branch:
    """Zoe asks there; whoever holds the role helps. The settings are for both servers."""

    settings: Settings
    guild_id: str
    staff_id: str
    zoe: User
    help: Channel
    backstage: Channel


def open_branch(office: Office) -> Branch:
    """A new one; nobody has said anything."""
    world, settings = office.discord.world, office.settings()
    guild_id = world.add_guild("Branch").guild_id
    world.install(office.app.app_id, guild_id)
    staff_id = world.add_role(guild_id, "helpers").role_id
    zoe, help_ = world.add_person(guild_id, "zoe"), world.add_channel(guild_id, "help")
    backstage = world.add_channel(guild_id, "backstage", only=[staff_id, office.app.app_id])
    desk = FrontDesk(platform="discord", channel=help_.channel_id, backstage=backstage.channel_id)
    discord = settings.discord.model_copy(update={"staff": (*settings.discord.staff, staff_id)})
    changes = {"front_desks": (*settings.front_desks, desk), "discord": discord}
    return Branch(settings.model_copy(update=changes), guild_id, staff_id, zoe, help_, backstage)
