"""Hears what was said while nobody listened, on platforms that keep nothing for those who are away."""

import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from bot.errors import ChatRefused, in_log
from bot.events import CommandGiven, Event, MessageEdited, MessagePosted
from bot.flows.speaker import Speaker
from bot.messages import Answer
from bot.model.conversations import Conversation, Message
from bot.model.places import Place
from bot.ports import THREADS_BACK

log = logging.getLogger(__name__)

OVERLAP = timedelta(minutes=2)
"""What was said so shortly before we were cut off may not have been heard; what was is not heard twice."""
LONGEST = timedelta(days=14)
"""Nobody wants an answer to what was asked longer ago than that (real time)."""
_MOST_PLACES = 200  # conversations whose DMs and old threads are asked by themselves, the latest ones
_MOST_COMPARED = 50  # conversations looked through for edits and deletions, the latest ones
_MOST_MESSAGES = 50  # of each of these, the newest
_MOST_AGAIN = 5  # places that could not be asked, tried again at once

Hear = Callable[[Event], Awaitable[Answer | None]]


async def catch_up(platform: str, hear: Hear, speaker: Speaker) -> int:
    """Hear what was missed, channels first, then what was edited and deleted; returns how much was asked again.

    At the very first start nothing was missed: what was said before us is history, to be imported. A place that
    will not tell (we were removed from it, a permission is missing) is asked again later, from the same moment.
    Raises what asking or hearing raises otherwise; then the next time begins from the same moment.
    """
    since = await _heard_until(platform, speaker)
    if since is None:
        return 0
    since = max(since - OVERLAP, speaker.clock.real() - LONGEST)
    channels = [Place(platform, desk.channel) for desk in speaker.settings.front_desks if desk.platform == platform]
    count = await _listen_back(platform, dict.fromkeys(channels, since), hear, speaker)
    async with speaker.store.begin(alone=False) as work:
        going_on = await work.conversations.lately(platform, since - LONGEST, _MOST_PLACES)
    elsewhere = [each.place for each in going_on if each.place.is_dm or each.opened_at < since - THREADS_BACK]
    elsewhere += await _directs(platform, speaker)
    count += await _listen_back(platform, dict.fromkeys(elsewhere, since), hear, speaker)
    return count + await _notice_changes(going_on[:_MOST_COMPARED], since, hear, speaker)


async def _directs(platform: str, speaker: Speaker) -> Sequence[Place]:
    """Also those of people with whom there is no conversation yet."""
    try:
        return await speaker.chats[platform].directs()
    except ChatRefused as no:
        log.warning("cannot ask who wrote in direct messages: %s", in_log(no))
        return ()


async def ask_again(platform: str, hear: Hear, speaker: Speaker) -> int:
    """Hear what some of the places have to tell that would not when they were asked; returns how much that was."""
    unasked = await _unasked(platform, speaker)
    return await _listen_back(platform, dict(islice(unasked.items(), _MOST_AGAIN)), hear, speaker)


async def note_heard(platform: str, speaker: Speaker) -> None:
    """Note that everything until now has been heard, but for what places would not tell."""
    async with speaker.store.begin(alone=False) as work:
        await work.keep(_name(platform), speaker.clock.real().isoformat())


async def _heard_until(platform: str, speaker: Speaker) -> datetime | None:
    async with speaker.store.begin(alone=False) as work:
        noted = await work.remembered(_name(platform))
    return datetime.fromisoformat(noted) if noted else None


async def _listen_back(platform: str, places: Mapping[Place, datetime], hear: Hear, speaker: Speaker) -> int:
    """Ask these places, each from its moment on, or from an earlier one at which it would not tell."""
    unasked, count = await _unasked(platform, speaker), 0
    refused: dict[Place, datetime] = {}
    for place, since in places.items():
        since = min(since, unasked.get(place, since))
        try:
            missed = await speaker.chats[platform].missed(place, since)
        except ChatRefused as no:
            log.warning("cannot ask what was said in %s: %s", place.channel_id, in_log(no))
            refused[place] = since
            continue
        for event in missed:
            await _answer(event, await hear(event), speaker)
        count += len(missed)
    if refused or any(place in unasked for place in places):
        kept = {place: since for place, since in unasked.items() if place not in places}
        await _keep_unasked(platform, {**kept, **refused}, speaker)
    return count


async def _answer(event: Event, answer: Answer | None, speaker: Speaker) -> None:
    """“Stop” is confirmed however late it is heard; what changed nothing is not worth a word by now."""
    if answer is None or answer.refused:
        return
    match event:
        case MessagePosted(author=by) | CommandGiven(by=by):
            await speaker.chat(event.place).answer(by.person, event.place, event.message_id, answer)
        case _:
            pass  # who edits or deletes asks for no answer


async def _notice_changes(conversations: Sequence[Conversation], since: datetime, hear: Hear, speaker: Speaker) -> int:
    """Hear how what was said in these conversations was edited since then, and what of it is gone.

    What was said a moment ago the platform may not show yet: it is not gone for that.
    """
    count, now = 0, speaker.clock.real()
    for place, kept in (await _kept(conversations, since, speaker)).items():
        try:
            changes = await speaker.chat(place).changes(place, kept, since)
        except ChatRefused as no:
            log.warning("cannot ask what was changed in %s: %s", place.channel_id, in_log(no))
            continue
        settled = now - speaker.chat(place).limits.settle
        fresh = {each.message_id for each in kept if each.at > settled}
        for event in changes:
            if isinstance(event, MessageEdited) or event.message_id not in fresh:
                await hear(event)
                count += 1
    return count


async def _kept(
    conversations: Sequence[Conversation], since: datetime, speaker: Speaker
) -> Mapping[Place, Sequence[Message]]:
    """What was said there lately, by where."""
    kept: dict[Place, list[Message]] = {}
    async with speaker.store.begin(alone=False) as work:
        for conversation in conversations:
            for each in await work.messages.of_conversation(conversation.id, _MOST_MESSAGES):
                if not each.deleted_at and each.at >= since - LONGEST:
                    kept.setdefault(each.place, []).append(each)
    return kept


async def _unasked(platform: str, speaker: Speaker) -> dict[Place, datetime]:
    """The places that would not tell, and since when; the ones tried longest ago first."""
    async with speaker.store.begin(alone=False) as work:
        noted = await work.remembered(f"unasked {platform}")
    oldest = speaker.clock.real() - LONGEST
    read = ((Place(platform, c, t), datetime.fromisoformat(at)) for c, t, at in json.loads(noted or "[]"))
    return {place: since for place, since in read if since > oldest}


async def _keep_unasked(platform: str, places: Mapping[Place, datetime], speaker: Speaker) -> None:
    rows: Iterable[tuple[str, str | None, str]] = (
        (place.channel_id, place.thread_id, since.isoformat()) for place, since in places.items()
    )
    async with speaker.store.begin(alone=False) as work:
        await work.keep(f"unasked {platform}", json.dumps(list(islice(rows, 2 * _MOST_PLACES))))


def _name(platform: str) -> str:
    return f"heard {platform}"
