"""What people do in the sandbox, before it is put into the words all platforms share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.places import Person, Place


class Did(StrEnum):
    """What sort of thing somebody did."""

    SAID = "said"
    EDITED = "edited"
    DELETED = "deleted"
    COMMANDED = "commanded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing a person did. It waits in the world until the bot has heard it."""

    deed_id: int = 0  # grows with every deed; 0 for one that does not wait
    did: Did
    by: Person
    place: Place
    at: datetime
    message_id: str = ""
    text: str = ""  # as it was at the time of the deed
    edits: int = 0  # how often the message had been edited by then
    word: str = ""
    about: str = ""
    choice: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
