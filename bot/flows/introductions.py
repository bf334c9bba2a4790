"""Counts how often the program introduces itself to a platform that punishes too many a day; across restarts."""

import json
from datetime import UTC, datetime, timedelta

from bot.flows.speaker import Speaker
from bot.rules.backoff import wait_to_introduce

_DAY = timedelta(days=1)


async def introduce(platform: str, speaker: Speaker) -> timedelta:
    """Zero and counted when it may be done now; else how long to wait. All processes on the database count together."""
    name, real = f"introduced {platform}", speaker.clock.real()
    async with speaker.store.begin() as work:
        noted = json.loads(await work.remembered(name) or "[]")
        before = [at for at in (datetime.fromtimestamp(each, UTC) for each in noted) if at > real - _DAY]
        wait = wait_to_introduce(before, real)
        if not wait:
            await work.keep(name, json.dumps([int(at.timestamp()) for at in (*before, real)]))
    return wait
