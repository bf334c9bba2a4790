"""Writes a chat log as a history file that `import` reads."""

import json
from collections.abc import Sequence
from datetime import datetime

from adapters.sandbox.translate import addressed_to, profile_of
from bot.model.people import Profile
from bot.model.places import Person, Place
from tools.irc_log import Said


def as_history(log: Sequence[Said], people: Sequence[Profile], place: Place, midnight: datetime) -> str:
    """JSON lines, one for each message, as `docs/reference/import.md` says."""
    lines = (_line(said, people, place, midnight) for said in log if said.text.strip())
    return "".join(f"{json.dumps(line)}\n" for line in lines)


def _line(said: Said, people: Sequence[Profile], place: Place, midnight: datetime) -> dict[str, str | None]:
    author = profile_of(Person(place.platform, said.nick), people)
    other = addressed_to(said.text, people)
    return {
        "when": (midnight + said.at).isoformat(),
        "platform": place.platform,
        "place": place.channel_id,
        "message": f"line-{said.number}",
        "person": author.person.user_id,
        "name": author.name,
        "role": author.role.value,
        "zone": author.zone,
        "text": said.text,
        "addressed_to": other.user_id if other else None,
    }
