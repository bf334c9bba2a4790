"""One of the two platforms of a team, by the same words whichever it is: what people do there, what stands there."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.discord.loopback import Discord
from tests.discord.office import Office as DiscordOffice
from tests.slack.loopback import Slack
from tests.slack.office import Office as SlackOffice


@dataclass(frozen=True, slots=True)
class Side:
    """Amina and Bo ask at the front desk of this platform, Jonas helps; they are called as in the office.

    Whoever else there is goes by id.
    """

    office: SlackOffice | DiscordOffice

    @property
    def server(self) -> Slack | Discord:
        """Our own Slack or Discord."""
        return self.office.slack if isinstance(self.office, SlackOffice) else self.office.discord

    @property
    def name(self) -> str:
        """The platform's."""
        return "slack" if isinstance(self.office, SlackOffice) else "discord"

    def says(self, who: str, text: str, to: str | None = None) -> str:
        """Somebody says something at the front desk, perhaps below a message; returns its id."""
        return self.server.talk.post(self._id(who), self.office.help.channel_id, text, to)

    def newcomer(self, name: str) -> str:
        """Somebody new at the front desk; returns their id."""
        office = self.office
        if isinstance(office, DiscordOffice):
            return office.discord.world.add_person(office.guild_id, name).user_id
        somebody = office.slack.world.add_person(office.amina.team_id, name).user_id
        office.slack.rooms.join(somebody, office.help.channel_id)
        return somebody

    async def presses(self, who: str, words: str, label: str, fields: Mapping[str, str] | None = None) -> None:
        """Somebody presses a button below the first of our words that hold these, and sends the form that opens."""
        said = self.showing(words)[0]
        if isinstance(self.office, SlackOffice):
            await self.office.slack.clicks.press(self._id(who), said.channel_id, said.ts, label)
        else:
            asked = await self.office.discord.clicks.press(self._id(who), said.channel_id, said.message_id, label)
            assert asked.answered
        if fields:
            await self.server.clicks.submit(self._id(who), await self._form(), fields)

    def showing(self, words: str) -> list[Any]:
        """What of ours holds these words now and was not taken back, oldest first."""
        ours = [each for each in self.server.record.by_apps() if not each.deleted]
        return [each for each in ours if words in str(each.now)]

    def at_front(self, words: str) -> list[Any]:
        """The same, where customers ask."""
        return [each for each in self.showing(words) if each.channel_id == self.office.help.channel_id]

    def standing(self) -> Counter[str]:
        """How often each of our keys stands; what only one person was shown has none."""
        return Counter({key: count for key, count in self.server.record.standing().items() if key})

    def outage(self, on: bool) -> None:
        """Nothing of the platform can be reached, or it can again."""
        self.server.outage(on)

    def hangs(self) -> None:
        """Whatever we say there is taken, and never answered."""
        self.server.faults.arm("hang", times=1000, seconds=600)

    async def connected(self) -> None:
        """Wait until we listen there."""
        await self.server.connected(self.office.app.app_id)

    async def until_shown(self, words: str, seconds: float = 20) -> None:
        """Wait until something of ours holds these words."""
        await self.server.until(lambda: self.showing(words), seconds)

    async def _form(self) -> str:
        """The one that is open."""
        if isinstance(self.office, DiscordOffice):
            return [key for key, each in self.office.discord.interactions.modals.items() if not each.closed][-1]
        views = self.office.slack.views.opened
        return (await self.office.slack.until(lambda: [key for key, each in views.items() if not each.closed]))[-1]

    def _id(self, who: str) -> str:
        person = getattr(self.office, who, None)
        return str(person.user_id) if person else who
