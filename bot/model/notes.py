"""What a human chose to remember about a customer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.places import Person


class NoteKind(StrEnum):
    """What sort of thing is remembered."""

    FACT = "fact"
    PREFERENCE = "preference"
    CONCERN = "concern"
    PERSONAL = "personal"
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One remembered thing; never shown after `expires_at`."""

    id: str
    customer_id: str
    kind: NoteKind
    text: str
    author: Person
    author_name: str
    at: datetime
    expires_at: datetime | None = None
    customer_may_see: bool = False
