"""The gate: whether a place is for staff only. The one place where a `StaffPlace` is made."""

from dataclasses import dataclass

from bot.model.places import Place, Readers


@dataclass(frozen=True, slots=True)
class StaffPlace:
    """A place of which it was just found out that only staff can read it."""

    place: Place


def staff_place(place: Place, readers: Readers) -> StaffPlace | None:
    """A whisper may go there, or None: what is unknown counts as readable by others."""
    return StaffPlace(place) if readers is Readers.STAFF_ONLY else None
