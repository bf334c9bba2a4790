"""Routes by which a bot reads what stands in a channel."""

import time
from itertools import islice

from tests.discord.loopback import showing
from tests.discord.loopback.calls import Call
from tests.discord.loopback.channels import Channel
from tests.discord.loopback.errors import DiscordError
from tests.discord.loopback.messages import Message
from tests.discord.loopback.people import Json
from tests.discord.loopback.permissions import Permission
from tests.discord.loopback.routes.table import route


@route("GET", "/channels/{channel}/messages")
def page(call: Call) -> list[Json]:
    """Newest first, whichever end is asked for; nothing without the permission to read history."""
    room = call.text_room()
    limit = call.limit(50, 100)
    if Permission.READ_MESSAGE_HISTORY not in call.held(room):
        return []
    shown = [each for each in room.standing() if _has_arrived(call, each)]
    return [_shown(call, room, each) for each in reversed(_asked_for(call, shown, limit))]


@route("GET", "/channels/{channel}/messages/{message}")
def one(call: Call) -> Json:
    room = call.text_room()
    if Permission.READ_MESSAGE_HISTORY not in call.held(room):
        raise DiscordError(50013)
    return _shown(call, room, call.message(room))


def _asked_for(call: Call, shown: list[Message], limit: int) -> list[Message]:
    """Oldest first."""
    if after := call.query.get("after"):
        return list(islice((each for each in shown if int(each.message_id) > int(after)), limit))
    if around := call.query.get("around"):
        earlier = [each for each in shown if int(each.message_id) < int(around)][-(limit // 2) :]
        return (earlier + [each for each in shown if int(each.message_id) >= int(around)])[:limit]
    before = int(call.query.get("before") or 2**63)
    return [each for each in shown if int(each.message_id) < before][-limit:]


def _has_arrived(call: Call, said: Message) -> bool:
    return time.monotonic() - call.discord.posting.born[said.message_id] >= call.world.history_lag


def _shown(call: Call, room: Channel, said: Message) -> Json:
    told = showing.message(call.world, room, said)
    return showing.withheld(told, room, call.app, call.app.privileged)
