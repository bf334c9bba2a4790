"""Methods that read what was said: a channel's messages, and a thread's."""

import time
from collections.abc import Callable, Mapping, Sequence

from tests.slack.loopback.calls import HISTORY_SCOPE, Call, SlackError
from tests.slack.loopback.channels import Channel
from tests.slack.loopback.messages import Message
from tests.slack.loopback.people import Json


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.needs(HISTORY_SCOPE[channel.kind])
    if not call.is_in(channel):
        raise SlackError("not_in_channel")
    return channel


def _bound(call: Call, name: str, default: float) -> float:
    try:
        return float(call.text(name) or default)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _between(call: Call, messages: Sequence[Message]) -> list[Message]:
    """Those in the time asked for that history shows already."""
    oldest, latest = _bound(call, "oldest", 0.0), _bound(call, "latest", float("inf"))
    inclusive, lag = call.flag("inclusive"), call.slack.world.history_lag
    shown = time.time() - lag
    return [
        each
        for each in messages
        if (oldest < float(each.ts) < latest or (inclusive and float(each.ts) in (oldest, latest)))
        and (not lag or float(each.ts) <= shown)
    ]


def _page(call: Call, channel: Channel, found: Sequence[Message], default: int, newest_first: bool) -> Json:
    """So many of the messages after the cursor, which is the ts of the last one shown, and a new cursor if need be."""
    cap = call.app.history_cap
    limit, left = call.limit(min(default, cap or default), cap or 999), list(found)
    if cursor := call.text("cursor"):
        last = cursor.removeprefix("ts:")
        if last == cursor:
            raise SlackError("invalid_cursor")
        left = [each for each in left if (each.ts < last if newest_first else each.ts > last)]
    page, whole = left[:limit], call.flag("include_all_metadata")
    answer: Json = {"messages": [channel.as_root(each, whole) for each in page], "has_more": len(left) > limit}
    if answer["has_more"]:
        answer["response_metadata"] = {"next_cursor": f"ts:{page[-1].ts}"}
    return answer


def history(call: Call) -> Json:
    channel = _readable(call)
    found = _between(call, channel.top())[::-1]
    return _page(call, channel, found, 100, newest_first=True) | {"pin_count": 0}


def replies(call: Call) -> Json:
    """The root stands on every page, whatever the times asked for."""
    channel = _readable(call)
    root = channel.messages.get(call.text("ts"))
    if root is None or root.only_for or (root.deleted and not root.tombstone):
        raise SlackError("thread_not_found")
    if root.thread_ts:  # a reply's own ts finds the reply alone
        return _page(call, channel, [root], 1000, newest_first=False)
    answer = _page(call, channel, _between(call, channel.replies(root.ts)), 1000, newest_first=False)
    answer["messages"].insert(0, channel.as_root(root, call.flag("include_all_metadata")))
    return answer


METHODS: Mapping[str, Callable[[Call], Json]] = {
    "conversations.history": history,
    "conversations.replies": replies,
}
