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
    inclusive, shown = call.flag("inclusive"), time.time() - call.slack.world.history_lag
    lag = call.slack.world.history_lag
    return [
        each
        for each in messages
        if (oldest < float(each.ts) < latest or (inclusive and float(each.ts) in (oldest, latest)))
        and (not lag or float(each.ts) <= shown)
    ]


def _page(call: Call, channel: Channel, found: Sequence[Message], default: int) -> Json:
    cap = call.app.history_cap
    page, more = call.page(found, min(default, cap or default), cap or 999)
    whole = call.flag("include_all_metadata")
    answer: Json = {"messages": [channel.as_root(each, whole) for each in page]}
    answer["has_more"] = bool(more["response_metadata"]["next_cursor"])
    return answer | (more if answer["has_more"] else {})


def history(call: Call) -> Json:
    channel = _readable(call)
    found = _between(call, channel.top())[::-1]
    return _page(call, channel, found, 100) | {"pin_count": 0}


def replies(call: Call) -> Json:
    channel = _readable(call)
    root = channel.messages.get(call.text("ts"))
    if root is None or root.only_for or (root.deleted and not root.tombstone):
        raise SlackError("thread_not_found")
    if root.thread_ts:  # a reply's own ts finds the reply alone
        return _page(call, channel, [root], 1000)
    return _page(call, channel, [root, *_between(call, channel.replies(root.ts))], 1000)


METHODS: Mapping[str, Callable[[Call], Json]] = {
    "conversations.history": history,
    "conversations.replies": replies,
}
