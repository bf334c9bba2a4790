"""What happened and could not be taken in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class UnheardEvent:
    """An event on which hearing met a defect of ours; kept until another version has heard it."""

    key: str
    event: Mapping[str, Any]  # as JSON
    at: datetime  # real time
    version: str  # of the program that could not hear it
    defect: str  # the name of the exception's type
