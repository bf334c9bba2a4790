"""How the sandbox's people, deeds and messages are kept in rows."""

import json
from datetime import UTC, datetime
from sqlite3 import Row

from adapters.sandbox import PLATFORM
from adapters.sandbox.render import clean, from_json
from adapters.sandbox.world.deeds import Deed, Did
from adapters.sandbox.world.file import Value
from adapters.sandbox.world.sights import Channel, Seen
from bot.model.people import Profile, Role
from bot.model.places import Audience, Person, Place, Shown

BOT = "Unhurried"


def stamp(at: datetime) -> str:
    """A time as text that sorts; `ValueError` for one without a zone."""
    if at.tzinfo is None:
        raise ValueError("a time in the sandbox needs a zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def profile_from(row: Row) -> Profile:
    """A seated person."""
    person = Person(PLATFORM, row["user_id"])
    return Profile(person, row["name"], Role(row["role"]), row["zone"], row["locale"])


def profile_values(profile: Profile) -> dict[str, Value]:
    """What is kept of a seated person, by column."""
    if profile.person.platform != PLATFORM:
        raise ValueError("only people of the sandbox have a seat in it")
    return {
        "user_id": profile.person.user_id,
        "name": profile.name,
        "role": profile.role,
        "zone": profile.zone,
        "locale": profile.locale,
    }


def channel_from(row: Row) -> Channel:
    """A channel as it is now."""
    strangers = tuple(Person(PLATFORM, user_id) for user_id in json.loads(row["strangers"]))
    return Channel(row["channel_id"], row["title"], bool(row["staff_only"]), strangers)


def place_values(place: Place) -> dict[str, Value]:
    """A place, by column."""
    return {"channel_id": place.channel_id, "thread_id": place.thread_id}


def place_from(row: Row) -> Place:
    """Where a message stands or a deed was done."""
    return Place(PLATFORM, row["channel_id"], row["thread_id"])


def seen_from(row: Row) -> Seen:
    """A message as somebody reads it."""
    author = None if row["author"] is None else Person(PLATFORM, row["author"])
    return Seen(
        place=place_from(row),
        message_id=str(row["id"]),
        author=author,
        author_name=(row["name"] or author.user_id) if author else BOT,
        text=row["text"],
        words=from_json(json.loads(row["words"])) if row["words"] else None,
        at=datetime.fromisoformat(row["at"]),
        audience=Audience(row["audience"]) if row["audience"] else None,
        edited=row["edits"] > 0,
        only_for_you=row["only_for"] is not None,
        key=row["key"],
    )


def shown_from(row: Row) -> Shown:
    """A message of the bot's as it stands."""
    return Shown(place_from(row), str(row["id"]), Audience(row["audience"]))


def said_from(row: Row) -> Deed:
    """The deed by which a person's message came to stand there."""
    return Deed(
        did=Did.SAID,
        by=Person(PLATFORM, row["author"]),
        place=place_from(row),
        at=datetime.fromisoformat(row["at"]),
        message_id=str(row["id"]),
        text=row["text"],
        edits=row["edits"],
    )


def deed_from(row: Row) -> Deed:
    """A deed that waits to be heard."""
    return Deed(
        deed_id=row["id"],
        did=Did(row["did"]),
        by=Person(PLATFORM, row["doer"]),
        place=place_from(row),
        at=datetime.fromisoformat(row["at"]),
        message_id=row["message_id"],
        text=row["text"],
        edits=row["edits"],
        word=row["word"],
        about=row["about"],
        choice=row["choice"],
        fields=json.loads(row["fields"]),
    )


def deed_values(deed: Deed) -> dict[str, Value]:
    """What is kept of a deed, by column."""
    return {
        "did": deed.did,
        "doer": deed.by.user_id,
        **place_values(deed.place),
        "at": stamp(deed.at),
        "message_id": deed.message_id,
        "text": deed.text,
        "edits": deed.edits,
        "word": deed.word,
        "about": deed.about,
        "choice": deed.choice,
        "fields": json.dumps({clean(name): clean(value) for name, value in deed.fields.items()}),
    }
