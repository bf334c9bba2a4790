"""Methods about channels: what they are, who is in them, opening and joining."""

from collections.abc import Callable, Mapping, Sequence

from tests.slack.loopback.calls import READ_SCOPE, Call, SlackError
from tests.slack.loopback.channels import Channel, Kind
from tests.slack.loopback.people import Json

TYPES = {
    "public_channel": Kind.PUBLIC,
    "private_channel": Kind.PRIVATE,
    "im": Kind.IM,
    "mpim": Kind.MPIM,
}


def _channel(call: Call, channel: Channel) -> Json:
    shown: Json = {
        "id": channel.channel_id,
        "created": 1700000000 + int(channel.channel_id[-6:]),
        "is_archived": channel.archived,
    }
    shown |= {"is_im": channel.kind is Kind.IM, "is_mpim": channel.kind is Kind.MPIM}
    shown |= {"is_org_shared": bool(channel.org_shared), "is_ext_shared": bool(channel.connected)}
    shown |= {"is_shared": bool(channel.connected or channel.org_shared), "context_team_id": call.app.team_id}
    if channel.kind is Kind.IM:
        other = next(each for each in channel.members if each != call.app.bot_user_id)
        return shown | {"user": other, "is_user_deleted": call.slack.world.people[other].deleted, "priority": 0}
    return shown | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind is Kind.PUBLIC,
        "is_group": channel.kind is Kind.PRIVATE,
        "is_private": channel.is_private,
        "is_general": False,
        "is_member": call.is_in(channel),
        "is_pending_ext_shared": bool(channel.pending),
        "pending_shared": channel.pending,
        "shared_team_ids": channel.teams,
        "connected_team_ids": channel.connected,
        "internal_team_ids": [channel.team_id, *channel.org_shared],
        "conversation_host_id": channel.team_id,
        "creator": channel.members[0] if channel.members else "",
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def info(call: Call) -> Json:
    channel = call.channel()
    call.needs(READ_SCOPE[channel.kind])
    count = {"num_members": len(channel.members)} if call.flag("include_num_members") else {}
    return {"channel": _channel(call, channel) | count}


def members(call: Call) -> Json:
    channel = call.channel()
    call.needs(READ_SCOPE[channel.kind])
    page, more = call.page(channel.members, 100, 999)
    return {"members": page, **more}


def _listed(call: Call, channels: Sequence[Channel]) -> Json:
    named = call.text("types", "public_channel").replace(" ", "").split(",")
    if not set(named) <= TYPES.keys():
        raise SlackError("invalid_types")
    kinds = [TYPES[name] for name in named]
    for kind in kinds:
        call.needs(READ_SCOPE[kind])
    hidden = call.flag("exclude_archived")
    wanted = [each for each in channels if each.kind in kinds and not (hidden and each.archived)]
    page, more = call.page(wanted, 100, 999)
    return {"channels": [_channel(call, each) for each in page], **more}


def list_all(call: Call) -> Json:
    return _listed(call, [each for each in call.slack.world.channels.values() if call.sees(each)])


def of_user(call: Call) -> Json:
    user = call.text("user", call.app.bot_user_id)
    if user not in call.slack.world.people:
        raise SlackError("user_not_found")
    return _listed(call, [each for each in call.slack.world.channels.values() if user in each.members])


def open_direct(call: Call) -> Json:
    call.needs("im:write")
    if call.text("channel"):
        channel = call.channel()
    else:
        users = [user for user in call.text("users").split(",") if user]
        if len(users) != 1:
            raise SlackError("too_many_users" if users else "users_list_not_supplied")
        channel = direct_with(call, users[0])
    whole = _channel(call, channel) if call.flag("return_im") else {"id": channel.channel_id}
    return {"channel": whole}


def direct_with(call: Call, user: str) -> Channel:
    """The app's DM with somebody, opened if need be; refused for those it shares no channel with."""
    person = call.slack.world.people.get(user)
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    if not call.slack.world.knows(call.app.team_id, person):
        raise SlackError("user_not_visible")
    return call.slack.world.direct(call.app.bot_user_id, user)


def join(call: Call) -> Json:
    call.needs("channels:join")
    channel = call.channel()
    if channel.kind is not Kind.PUBLIC:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    call.slack.rooms.join(call.app.bot_user_id, channel.channel_id)
    return {"channel": _channel(call, channel)}


METHODS: Mapping[str, Callable[[Call], Json]] = {
    "conversations.info": info,
    "conversations.members": members,
    "conversations.list": list_all,
    "conversations.open": open_direct,
    "conversations.join": join,
    "users.conversations": of_user,
}
