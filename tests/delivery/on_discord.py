"""The matter in a server of our own Discord, and what can go wrong there."""

from adapters.discord import PLATFORM
from bot.config import FrontDesk
from bot.model.places import Person, Place
from tests.delivery.builders import Scenery
from tests.delivery.clients import Built, faults
from tests.discord.loopback import Discord, Fault

SAY = {"route": "POST /channels/{channel}/messages"}
_BEGIN_THREAD = {"route": "POST /channels/{channel}/messages/{message}/threads"}
_OVERLOADED = 130_000  # what Discord names when it may have stored
FAULTS = faults(Fault, code=_OVERLOADED, **SAY) | {
    f"thread {name}": arming for name, arming in faults((), **_BEGIN_THREAD).items()
}


def build(discord: Discord) -> Built:
    """A new server with everybody in it, where Mia has asked."""
    world, guild = discord.world, discord.world.add_guild("Acme").guild_id
    app = world.add_app()
    world.install(app.app_id, guild)
    staff = world.add_role(guild, "staff").role_id
    ana, mia = (world.add_person(guild, name, roles).user_id for name, roles in (("ana", [staff]), ("mia", [])))
    front = world.add_channel(guild, "help").channel_id
    backstage = world.add_channel(guild, "backstage", only=[staff, app.app_id]).channel_id
    asked = Place(PLATFORM, front, discord.talk.post(mia, front, "The export is empty"))
    desk = FrontDesk(platform=PLATFORM, channel=front, backstage=backstage)
    settings = {"bot_token": app.token, "staff": [staff]}
    settings |= {"api_url": discord.api_url, "gateway_url": discord.gateway_url}
    return Built(Scenery(asked, desk, Person(PLATFORM, ana)), Person(PLATFORM, mia), settings)
