"""What stands in channels and threads, asked for page by page."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from adapters.discord.api import Api, Json, get
from adapters.discord.places import FORUM, id_before, time_of
from bot.errors import ChatRefused

_PAGE, _MOST_PAGES = 100, 20  # messages or threads at once; pages looked through or caught up with
_TEXT = 0


async def messages(api: Api, channel_id: str, since: datetime) -> AsyncIterator[Json]:
    """What stands in a channel or a thread since then, oldest pages first. Raises as `Api.ask`."""
    after = id_before(since)
    for _ in range(_MOST_PAGES):
        query = {"limit": _PAGE, "after": after}
        page = await api.ask(get("/channels/{channel_id}/messages", channel_id=channel_id), query)
        for each in page:
            if time_of(str(each["id"])) >= since.replace(microsecond=since.microsecond // 1000 * 1000):
                yield each
        if len(page) < _PAGE:
            return
        after = max((str(each["id"]) for each in page), key=int)
    raise ChatRefused(f"there are more than {_MOST_PAGES * _PAGE} messages since then")


async def latest(api: Api, channel_id: str, since: datetime) -> Sequence[Json]:
    """What stands in a channel or a thread since then, newest first; of too much the newest. Raises as `Api.ask`."""
    first, found, query = int(id_before(since)), [], {"limit": _PAGE}
    for _ in range(_MOST_PAGES):
        page = await api.ask(get("/channels/{channel_id}/messages", channel_id=channel_id), query)
        new = [each for each in page if int(each["id"]) > first]
        found += new
        if len(new) < _PAGE:
            break
        query["before"] = min(int(each["id"]) for each in new)
    return found


async def threads(api: Api, channel_id: str, since: datetime) -> Sequence[Json]:
    """The public threads below a channel, a forum's posts, in which something was said since then; archived ones too.

    That in which something was said last is the first. Raises as `Api.ask`.
    """
    channel = await api.ask(get("/channels/{channel_id}", channel_id=channel_id))
    if channel["type"] not in (_TEXT, FORUM):
        return []
    active = await api.ask(get("/guilds/{guild_id}/threads/active", guild_id=str(channel["guild_id"])))
    below = [each for each in active["threads"] if str(each["parent_id"]) == channel_id]
    below += [each async for each in _archived(api, channel_id, since)]
    return sorted((each for each in below if _last(each) >= int(id_before(since))), key=_last, reverse=True)


async def _archived(api: Api, channel_id: str, since: datetime) -> AsyncIterator[Json]:
    """Those that were archived since then, the last ones first."""
    query: dict[str, Any] = {"limit": _PAGE}
    for _ in range(_MOST_PAGES):
        page = await api.ask(get("/channels/{channel_id}/threads/archived/public", channel_id=channel_id), query)
        for each in page["threads"]:
            query["before"] = each["thread_metadata"]["archive_timestamp"]
            if datetime.fromisoformat(query["before"]) < since:
                return
            yield each
        if not page["has_more"]:
            return


def _last(thread: Json) -> int:
    """The id of the last message; a forum's post begins with one that has its own."""
    return int(thread.get("last_message_id") or thread["id"])
