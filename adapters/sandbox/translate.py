"""What somebody did in the sandbox, in the words all platforms share."""

from collections.abc import Sequence

from adapters.sandbox import PLATFORM
from adapters.sandbox.world import Deed, Did
from bot.events import CommandGiven, Event, MessageDeleted, MessageEdited, MessagePosted
from bot.model.people import Profile, Role
from bot.model.places import Person

LONGEST = 40_000  # characters


def to_event(deed: Deed, people: Sequence[Profile]) -> Event | None:
    """What the bot hears of this; None for a message without words. `people` are all who have a seat."""
    text = deed.text.strip()[:LONGEST]
    match deed.did:
        case Did.SAID:
            return _posted(deed, text, people) if text else None
        case Did.EDITED:
            return _edited(deed, text) if text else None
        case Did.DELETED:
            key = f"{PLATFORM}:{deed.message_id}:deleted"
            return MessageDeleted(key=key, at=deed.at, place=deed.place, message_id=deed.message_id)
        case Did.COMMANDED:
            return _command(deed, people)


def profile_of(person: Person, people: Sequence[Profile]) -> Profile:
    """The profile of a seated person; of anybody else the role is unknown."""
    unknown = Profile(person, person.user_id, Role.UNKNOWN)
    return next((profile for profile in people if profile.person == person), unknown)


def addressed_to(text: str, people: Sequence[Profile]) -> Person | None:
    """Whom a text is visibly meant for: it begins with "name:", "name,", "@name:", "@name," or "@name "."""
    called = text.startswith("@")
    ends = (":", ",", " ") if called else (":", ",")
    start = f"{text.casefold().removeprefix('@')} "
    named = [profile for profile in people if profile.name and _begins(start, profile.name, ends)]
    return max(named, key=lambda profile: len(profile.name)).person if named else None


def _begins(start: str, name: str, ends: tuple[str, ...]) -> bool:
    folded = name.casefold()
    return start.startswith(folded) and start.startswith(ends, len(folded))


def _posted(deed: Deed, text: str, people: Sequence[Profile]) -> MessagePosted:
    return MessagePosted(
        key=f"{PLATFORM}:{deed.message_id}:posted",
        at=deed.at,
        place=deed.place,
        message_id=deed.message_id,
        author=profile_of(deed.by, people),
        text=text,
        addressed_to=addressed_to(text, people),
    )


def _edited(deed: Deed, text: str) -> MessageEdited:
    return MessageEdited(
        key=f"{PLATFORM}:{deed.message_id}:edited:{deed.edits}",
        at=deed.at,
        place=deed.place,
        message_id=deed.message_id,
        text=text,
    )


def _command(deed: Deed, people: Sequence[Profile]) -> CommandGiven:
    return CommandGiven(
        key=f"{PLATFORM}:deed:{deed.deed_id}",
        at=deed.at,
        by=profile_of(deed.by, people),
        place=deed.place,
        word=deed.word,
        about=deed.about,
        choice=deed.choice,
        message_id=deed.message_id,
        fields={name: value[:LONGEST] for name, value in deed.fields.items()},
    )
