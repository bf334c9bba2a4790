"""What happens to channels: people come and go, channels are shared, archived, and get another id."""

from tests.slack.loopback import events
from tests.slack.loopback.channels import Channel, Kind
from tests.slack.loopback.outbound import Outbound
from tests.slack.loopback.people import Json
from tests.slack.loopback.posting import Draft, Posting
from tests.slack.loopback.world import World


class Rooms:
    """Changes of who can read. All methods take ids."""

    def __init__(self, world: World, posting: Posting, outbound: Outbound) -> None:
        self._world = world
        self._posting = posting
        self._outbound = outbound

    def join(self, user: str, channel: str, inviter: str | None = None) -> None:
        """Somebody joins, or is let in; they can read all that stands there."""
        room, person = self._world.channels[channel], self._world.people[user]
        if user in room.members:
            return
        room.members.append(user)
        self._world.widen(room)
        if not room.is_direct:
            text = f"<@{user}> has joined the channel"
            self._posting.store(room, Draft(user=user, text=text, subtype="channel_join"))
            at = self._world.new_ts()
            self._announce(room, events.moved("member_joined_channel", room, person, at, inviter))

    def leave(self, user: str, channel: str) -> None:
        """Somebody leaves, or is removed."""
        room, person = self._world.channels[channel], self._world.people[user]
        if user in room.members:
            self._announce(room, events.moved("member_left_channel", room, person, self._world.new_ts()))
            room.members.remove(user)
            self._world.changed()
            if app := self._world.app_of(user):
                self._outbound.event(
                    app, events.envelope(self._world, app, events.left(room, self._world.new_ts()), room)
                )

    def invite_team(self, channel: str, team_id: str) -> str:
        """Begin to share by Slack Connect; nobody of the other side can read yet.

        A private channel gets another id at once, as Slack warns; returns the channel's id.
        """
        room = self._world.channels[channel]
        room.pending.append(self._world.teams[team_id].team_id)
        self._world.changed()
        return self.change_id(channel) if channel.startswith("G") else channel

    def share(self, channel: str, team_id: str) -> str:
        """Another workspace takes part from now on: by Slack Connect, or as one of the same Grid.

        Returns the channel's id, which may have changed.
        """
        room = self._world.channels[channel]
        home, theirs = self._world.teams[room.team_id], self._world.teams[team_id]
        grid = home.enterprise_id is not None and home.enterprise_id == theirs.enterprise_id
        room.pending = [each for each in room.pending if each != team_id]
        (room.org_shared if grid else room.connected).append(team_id)
        channel = self.change_id(channel) if channel.startswith("G") else channel
        self._world.widen(room)
        event: Json = {"type": "channel_shared", "connected_team_id": team_id, "channel": channel}
        self._announce(room, event | {"event_ts": self._world.new_ts()})
        return channel

    def unshare(self, channel: str, team_id: str) -> None:
        """Another workspace takes part no longer; its people are out."""
        room = self._world.channels[channel]
        for teams in (room.connected, room.org_shared, room.pending):
            teams[:] = [each for each in teams if each != team_id]
        room.members = [each for each in room.members if self._world.people[each].team_id != team_id]
        event: Json = {"type": "channel_unshared", "previously_connected_team_id": team_id, "channel": channel}
        event |= {"is_ext_shared": bool(room.connected), "event_ts": self._world.new_ts()}
        self._announce(room, event)

    def change_id(self, channel: str) -> str:
        """The channel gets another id; returns it."""
        room = self._world.channels.pop(channel)
        room.channel_id = self._world.new_id("C")
        self._world.channels[room.channel_id] = room
        for message in room.messages.values():
            message.channel_id = room.channel_id
        event: Json = {"type": "channel_id_changed", "old_channel_id": channel, "new_channel_id": room.channel_id}
        self._announce(room, event | {"event_ts": self._world.new_ts()})
        return room.channel_id

    def regroup(self, group_id: str, users: list[str]) -> None:
        """A user group has other members from now on."""
        group = self._world.groups[group_id]
        added, removed = sorted(set(users) - set(group.users)), sorted(set(group.users) - set(users))
        group.users[:] = users
        event: Json = {"type": "subteam_members_changed", "subteam_id": group_id, "team_id": group.team_id}
        event |= {"added_users": added, "removed_users": removed, "event_ts": self._world.new_ts()}
        for app in self._world.apps.values():
            if app.team_id == group.team_id:
                self._outbound.event(app, events.envelope(self._world, app, event))
        self._world.changed()

    def archive(self, channel: str) -> None:
        """Nobody can write there any more."""
        self._world.channels[channel].archived = True
        self._world.changed()

    def make_public(self, channel: str) -> None:
        """A private channel becomes public."""
        room = self._world.channels[channel]
        room.kind = Kind.PUBLIC
        self._world.widen(room)
        self._world.changed()

    def _announce(self, room: Channel, event: Json) -> None:
        for app in self._world.apps_in(room):
            self._outbound.event(app, events.envelope(self._world, app, event, room))
        self._world.changed()
