"""The matter in a workspace of our own Slack, and what can go wrong there."""

from adapters.slack import PLATFORM
from bot.config import FrontDesk
from bot.model.places import Person, Place
from tests.delivery.builders import Scenery
from tests.delivery.clients import Built, faults
from tests.slack.loopback import Fault, Slack

SAY = {"method": "chat.postMessage"}
FAULTS = faults(Fault, **SAY)


def build(slack: Slack) -> Built:
    """A new workspace with everybody in it, where Mia has asked."""
    world, team = slack.world, slack.world.add_team("Acme").team_id
    app = world.add_app(team)
    ana, mia = (world.add_person(team, name).user_id for name in ("ana", "mia"))
    staff = world.add_group(team, "support", [ana]).group_id
    front = world.add_channel(team, "help", [ana, mia, app.bot_user_id]).channel_id
    backstage = world.add_channel(team, "backstage", [ana, app.bot_user_id], private=True).channel_id
    asked = Place(PLATFORM, front, slack.talk.post(mia, front, "The export is empty"))
    desk = FrontDesk(platform=PLATFORM, channel=front, backstage=backstage)
    tokens = {"bot_token": app.bot_token, "app_token": app.app_token, "staff": [staff], "api_url": slack.api_url}
    return Built(Scenery(asked, desk, Person(PLATFORM, ana)), Person(PLATFORM, mia), tokens)
