"""What Slack tells an app, as JSON; nothing is sent here."""

import time

from tests.slack.loopback.channels import Channel, Kind
from tests.slack.loopback.messages import Message
from tests.slack.loopback.people import App, Json, Person, Team
from tests.slack.loopback.world import World

VERIFICATION_TOKEN = "loopback-verification"


def envelope(world: World, app: App, event: Json, channel: Channel | None = None, team_id: str = "") -> Json:
    """An event as the Events API wraps it, with a new event id; `team_id` is the side it is delivered for."""
    team = world.teams[app.team_id]
    authorization = {"enterprise_id": team.enterprise_id, "team_id": app.team_id, "user_id": app.bot_user_id}
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": team_id or app.team_id,
        "context_team_id": app.team_id,
        "context_enterprise_id": team.enterprise_id,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": world.new_id("Ev"),
        "event_time": int(time.time()),
        "authorizations": [{**authorization, "is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": bool(channel and channel.connected),
        "event_context": f"4-{world.new_id('')}",
    }


def _where(channel: Channel) -> Json:
    return {"channel": channel.channel_id, "channel_type": channel.kind.value}


def _foreign(world: World, app: App, user_id: str) -> Json:
    """What Slack adds about an author of another workspace."""
    person = world.people[user_id]
    if person.team_id == app.team_id:
        return {}
    profile = {"real_name": person.real_name, "display_name": person.display_name, "name": person.name}
    return {
        "user_team": person.team_id,
        "source_team": person.team_id,
        "user_profile": {**profile, "team": person.team_id, "is_restricted": person.is_restricted},
    }


def said(world: World, app: App, channel: Channel, message: Message) -> Json:
    """Somebody said something, or a bot did, or a join is told."""
    shown = message.as_json() | _where(channel) | {"event_ts": message.ts}
    if message.thread_ts and message.thread_ts in channel.messages:
        shown["parent_user_id"] = channel.messages[message.thread_ts].user
    return shown | _foreign(world, app, message.user)


def mentioned(world: World, app: App, channel: Channel, message: Message) -> Json:
    """The bot was named in a message."""
    shown = said(world, app, channel, message) | {"type": "app_mention"}
    del shown["channel_type"]
    return shown


def edited(channel: Channel, message: Message, before: Json, at: str) -> Json:
    """A message says something else now."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": {**channel.as_root(message), "source_team": message.team_id, "user_team": message.team_id},
        "previous_message": before,
        "hidden": True,
        "ts": at,
        "event_ts": at,
        **_where(channel),
    }


def deleted(channel: Channel, before: Json, at: str) -> Json:
    """A message is gone."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "hidden": True,
        "deleted_ts": before["ts"],
        "ts": at,
        "event_ts": at,
        **_where(channel),
    }


def moved(kind: str, channel: Channel, person: Person, at: str, inviter: str | None = None) -> Json:
    """`member_joined_channel` or `member_left_channel`."""
    event: Json = {"type": kind, "user": person.user_id, "channel": channel.channel_id, "team": person.team_id}
    event |= {"channel_type": "C" if channel.kind is Kind.PUBLIC else "G", "event_ts": at}
    return event | ({"inviter": inviter} if inviter else {})


def left(channel: Channel, at: str) -> Json:
    """An app's bot was removed."""
    kind = "channel_left" if channel.kind is Kind.PUBLIC else "group_left"
    return {"type": kind, "channel": channel.channel_id, "event_ts": at}


def home_opened(person: Person, direct: Channel, tab: str, view: Json | None, at: str) -> Json:
    """Somebody looks at the app's home or at its messages."""
    event: Json = {"type": "app_home_opened", "user": person.user_id, "channel": direct.channel_id, "tab": tab}
    return event | {"event_ts": at} | ({"view": view} if view and tab == "home" else {})


def acting(person: Person, team: Team) -> Json:
    """What every click and form says about who acts."""
    user = {"id": person.user_id, "username": person.name, "name": person.name, "team_id": person.team_id}
    return {
        "user": user,
        "team": {"id": team.team_id, "domain": team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "token": VERIFICATION_TOKEN,
    }
