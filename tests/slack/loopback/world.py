"""All that this Slack holds, and how it is set up: workspaces, apps, people, groups, channels, messages."""

import asyncio
import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from tests.slack.loopback.audience import readers
from tests.slack.loopback.channels import Channel, Kind
from tests.slack.loopback.messages import Message
from tests.slack.loopback.people import App, Person, Team, UserGroup

Found = TypeVar("Found")


class World:
    """The facts. Ids are unique over all workspaces; unknown ones raise `KeyError`."""

    def __init__(self) -> None:
        self.teams: dict[str, Team] = {}
        self.apps: dict[str, App] = {}
        self.people: dict[str, Person] = {}
        self.groups: dict[str, UserGroup] = {}
        self.channels: dict[str, Channel] = {}
        self.watchers: list[Callable[[], None]] = []  # told of every change
        self.history_lag = 0.0  # seconds until history shows a new message
        self._numbers = itertools.count(1)
        self._last_micro = 0

    def new_id(self, prefix: str) -> str:
        """An id in Slack's manner."""
        return f"{prefix}0LB{next(self._numbers):06d}"

    def new_ts(self) -> str:
        """A message's id and time: later than every one before."""
        self._last_micro = max(time.time_ns() // 1000, self._last_micro + 1)
        return f"{self._last_micro // 10**6}.{self._last_micro % 10**6:06d}"

    def changed(self) -> None:
        """Tell those who wait for something."""
        for watcher in self.watchers:
            watcher()

    async def until(self, look: Callable[[], Found]) -> Found:
        """Look after every change until there is something."""
        changed = asyncio.Event()
        self.watchers.append(changed.set)
        try:
            while not (found := look()):
                await changed.wait()
                changed.clear()
            return found
        finally:
            self.watchers.remove(changed.set)

    def add_team(self, name: str, enterprise_id: str | None = None) -> Team:
        """A new workspace."""
        team = Team(self.new_id("T"), name, name.lower().replace(" ", "-"), enterprise_id)
        return self.teams.setdefault(team.team_id, team)

    def add_app(self, team_id: str, name: str = "unhurried") -> App:
        """A new app, installed in this workspace, with its bot user."""
        bot = self.add_person(team_id, name, is_bot=True)
        number = self.new_id("")
        app = App(
            self.new_id("A"),
            team_id,
            name,
            bot.user_id,
            self.new_id("B"),
            f"xoxb-{number}-loopback",
            f"xapp-1-{number}-loopback",
            f"secret{number}",
        )
        return self.apps.setdefault(app.app_id, app)

    def add_person(
        self,
        team_id: str,
        name: str,
        real_name: str = "",
        display_name: str = "",
        tz: str | None = "Europe/Berlin",
        locale: str = "en-US",
        is_bot: bool = False,
        is_restricted: bool = False,
        is_ultra_restricted: bool = False,
    ) -> Person:
        """A new member of a workspace; a guest if restricted."""
        restricted = is_restricted or is_ultra_restricted
        person = Person(self.new_id("U"), self.teams[team_id].team_id, name, real_name or name.title(), display_name)
        person.tz, person.locale, person.is_bot = tz, locale, is_bot
        person.is_restricted, person.is_ultra_restricted = restricted, is_ultra_restricted
        self.people[person.user_id] = person
        for channel in self.channels.values():
            self.widen(channel)
        return person

    def add_group(self, team_id: str, handle: str, users: Sequence[str] = ()) -> UserGroup:
        """A new user group."""
        group = UserGroup(self.new_id("S"), team_id, handle, list(users))
        return self.groups.setdefault(group.group_id, group)

    def change_person(self, user_id: str, **changes: Any) -> Person:
        """Somebody becomes a guest, leaves the workspace (`deleted`), moves to another time zone."""
        self.people[user_id] = replace(self.people[user_id], **changes)
        for channel in self.channels.values():
            self.widen(channel)
        return self.people[user_id]

    def add_channel(
        self, team_id: str, name: str, members: Sequence[str] = (), private: bool = False, mpim: bool = False
    ) -> Channel:
        """A new channel, public unless said otherwise. Nobody is told that these members joined."""
        kind = Kind.MPIM if mpim else Kind.PRIVATE if private else Kind.PUBLIC
        prefix = "C" if kind is Kind.PUBLIC else "G"
        channel = Channel(channel_id=self.new_id(prefix), team_id=team_id, name=name, kind=kind, members=list(members))
        return self.channels.setdefault(channel.channel_id, channel)

    def direct(self, one: str, other: str) -> Channel:
        """The DM of these two; it is opened when there is none."""
        for channel in self.channels.values():
            if channel.kind is Kind.IM and set(channel.members) == {one, other}:
                return channel
        team_id = self.people[one].team_id
        direct = Channel(channel_id=self.new_id("D"), team_id=team_id, name="", kind=Kind.IM, members=[one, other])
        return self.channels.setdefault(direct.channel_id, direct)

    def app_of(self, user_id: str) -> App | None:
        """The app whose bot this is."""
        return next((app for app in self.apps.values() if app.bot_user_id == user_id), None)

    def apps_in(self, channel: Channel) -> list[App]:
        """The apps that are told what happens in a channel."""
        return [app for app in self.apps.values() if app.bot_user_id in channel.members]

    def readers(self, channel: Channel) -> set[str]:
        """Who can read a channel now."""
        return readers(channel, self.people.values())

    def widen(self, channel: Channel) -> None:
        """After a change of who can read: they can read what stands there already."""
        channel.admit(self.readers(channel))

    def message(self, channel_id: str, ts: str) -> Message:
        """One message, deleted ones too."""
        return self.channels[channel_id].messages[ts]

    def knows(self, team_id: str, person: Person) -> bool:
        """Whether somebody is of this workspace, of its Grid, or shares a channel with one of its members."""
        home, theirs = self.teams[team_id], self.teams[person.team_id]
        if team_id == person.team_id or (home.enterprise_id and home.enterprise_id == theirs.enterprise_id):
            return True
        return any(person.user_id in each.members and team_id in each.teams for each in self.channels.values())
