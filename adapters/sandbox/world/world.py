"""The sandbox's world: who is there, what people said, what the bot said, and what each person can read."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Self

from adapters.sandbox import PLATFORM
from adapters.sandbox.faults import Fault
from adapters.sandbox.render import Words, to_json
from adapters.sandbox.world import rows, statements
from adapters.sandbox.world.deeds import Deed, Did
from adapters.sandbox.world.file import Run, WorldFile
from adapters.sandbox.world.sights import Channel, Seen
from bot.errors import NotAllowed
from bot.model.people import Profile, Role
from bot.model.places import Audience, Person, Place, Readers, Shown

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NOT_YOURS = "You can only change what you said yourself."
_NO_PLACE = "There is no such place, or you cannot go there."
_OF_A_DM = {Role.STAFF: Readers.STAFF_ONLY, Role.CUSTOMER: Readers.OTHERS_TOO, Role.UNKNOWN: Readers.UNKNOWN}


class World:
    """One world in one file, shared by all processes that open it. All times are aware."""

    def __init__(self, file: WorldFile) -> None:
        self._file = file

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Open the world kept in this file, or begin one; `Misconfigured` when another version began it."""
        return cls(await WorldFile.open(path))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    async def seat(self, profile: Profile) -> None:
        """Give this person a seat, or change what is known about them."""
        async with self._file.change() as run:
            run(statements.SEAT, **rows.profile_values(profile))

    async def welcome(self, who: Callable[[Sequence[Profile]], Profile]) -> Profile:
        """Seat somebody new: `who` makes them, given all who have a seat. Nobody is seated when it raises."""
        async with self._file.change() as run:
            profile = who([rows.profile_from(row) for row in run(statements.PEOPLE)])
            run(statements.SEAT, **rows.profile_values(profile))
        return profile

    async def people(self) -> Sequence[Profile]:
        """Everybody who has a seat, in the order they came."""
        return [rows.profile_from(row) for row in await self._file.read(statements.PEOPLE)]

    async def person(self, person: Person) -> Profile | None:
        """The profile of a seated person."""
        found = await self._file.read(statements.PERSON, user_id=person.user_id)
        return rows.profile_from(found[0]) if found and person.platform == PLATFORM else None

    async def build(self, channel: Channel) -> None:
        """Make a channel, or change its title and who it is for."""
        if channel.channel_id.startswith("@"):
            raise ValueError("a channel's id cannot begin with @: that is a DM")
        async with self._file.change() as run:
            run(
                statements.BUILD,
                channel_id=channel.channel_id,
                title=channel.title,
                staff_only=channel.staff_only,
            )

    async def channels(self) -> Sequence[Channel]:
        """All channels as they are now, in the order they were built."""
        return [rows.channel_from(row) for row in await self._file.read(statements.ROOMS)]

    async def admit(self, channel_id: str, person: Person) -> None:
        """Let a person into a channel; with anybody but staff in it, it is no longer for staff only."""
        if channel_id.startswith("@"):
            raise ValueError("nobody can be let into a DM")
        async with self._file.change() as run:
            run(statements.ADMIT, channel_id=channel_id, user_id=person.user_id)

    async def see_out(self, channel_id: str, person: Person) -> None:
        """Take back that this person was let in; what they read, they have read."""
        async with self._file.change() as run:
            run(statements.SEE_OUT, channel_id=channel_id, user_id=person.user_id)

    async def readers(self, place: Place) -> Readers:
        """Who can read there; unknown for a place that is not there and for the DM of somebody unknown."""
        if place.platform != PLATFORM:
            return Readers.UNKNOWN
        if place.is_dm:
            owner = await self.person(Person(PLATFORM, place.channel_id[1:]))
            return _OF_A_DM[owner.role] if owner else Readers.UNKNOWN
        found = await self._file.read(statements.ROOM, channel_id=place.channel_id)
        if not found:
            return Readers.UNKNOWN
        return Readers.STAFF_ONLY if found[0]["staff_only"] else Readers.OTHERS_TOO

    async def exists(self, place: Place) -> bool:
        """Whether the bot can speak there: a channel, a seated person's DM, or a thread in either."""
        found = await self._file.read(statements.EXISTS, **rows.place_values(place))
        return bool(found) and place.platform == PLATFORM

    async def say(self, by: Person, place: Place, text: str, at: datetime) -> str:
        """Let a person say something; returns the message's id. `NotAllowed` where they cannot be."""
        where = rows.place_values(place)
        async with self._file.change() as run:
            if not run(statements.MAY_BE, me=by.user_id, **where):
                raise NotAllowed(_NO_PLACE)
            [row] = run(statements.SAY, author=by.user_id, text=text, at=rows.stamp(at), **where)
            _queue(run, rows.said_from(row))
        return str(row["id"])

    async def edit(self, by: Person, place: Place, message_id: str, text: str, at: datetime) -> None:
        """Let a person change what they said in this channel; `NotAllowed` for anything else."""
        own = {"message_id": message_id, "channel_id": place.channel_id, "me": by.user_id}
        async with self._file.change() as run:
            found = run(statements.EDIT, text=text, **own)
            if not found:
                raise NotAllowed(_NOT_YOURS)
            _queue(run, replace(rows.said_from(found[0]), did=Did.EDITED, at=at))

    async def delete(self, by: Person, place: Place, message_id: str, at: datetime) -> None:
        """Let a person take back what they said in this channel; `NotAllowed` for anything else."""
        own = {"message_id": message_id, "channel_id": place.channel_id, "me": by.user_id}
        async with self._file.change() as run:
            found = run(statements.DELETE, **own)
            if not found:
                raise NotAllowed(_NOT_YOURS)
            _queue(run, replace(rows.said_from(found[0]), did=Did.DELETED, at=at))

    async def give(
        self,
        by: Person,
        place: Place,
        word: str,
        *,
        at: datetime,
        about: str = "",
        choice: str = "",
        message_id: str = "",
        fields: Mapping[str, str] = _NOTHING,
    ) -> None:
        """Let a person give a command, by whatever door. Nothing is checked here: the bot has to."""
        deed = Deed(did=Did.COMMANDED, by=by, place=place, at=at, message_id=message_id, word=word)
        async with self._file.change() as run:
            _queue(run, replace(deed, about=about, choice=choice, fields=fields))

    async def unheard(self, limit: int) -> Sequence[Deed]:
        """What the bot has not heard yet, oldest first."""
        return [rows.deed_from(row) for row in await self._file.read(statements.UNHEARD, limit=limit)]

    async def heard(self, deed_id: int) -> None:
        """The bot has heard this and need not hear it again."""
        async with self._file.change() as run:
            run(statements.HEARD, deed_id=deed_id)

    async def said(self, place: Place, after: datetime) -> Sequence[Deed]:
        """What people said in exactly this place at that time or later, as it stands now, oldest first."""
        where = rows.place_values(place)
        found = await self._file.read(statements.SAID, after=rows.stamp(after), **where)
        return [rows.said_from(row) for row in found]

    async def show(
        self,
        place: Place,
        words: Words,
        audience: Audience,
        key: str,
        at: datetime,
        real: datetime,
        only_for: Person | None = None,
    ) -> str:
        """Put the bot's words there, for all who can read there or for one of them; returns the message's id.

        `at` is the movable clock's time, which people see; `real` is what `standing` goes by.
        """
        async with self._file.change() as run:
            [row] = run(
                statements.SHOW,
                **rows.place_values(place),
                words=json.dumps(to_json(words)),
                audience=audience,
                key=key,
                only_for=only_for.user_id if only_for else None,
                at=rows.stamp(at),
                real=rows.stamp(real),
            )
        return str(row["id"])

    async def change(self, shown: Shown, words: Words) -> bool:
        """Put other words in place of the bot's; False when none stand there for that audience."""
        async with self._file.change() as run:
            changed = run(
                statements.CHANGE,
                words=json.dumps(to_json(words)),
                message_id=shown.message_id,
                channel_id=shown.place.channel_id,
                audience=shown.audience,
            )
        return bool(changed)

    async def remove(self, shown: Shown) -> None:
        """Take back what the bot said; what is gone stays gone."""
        async with self._file.change() as run:
            run(statements.REMOVE, message_id=shown.message_id, channel_id=shown.place.channel_id)

    async def standing(self, place: Place, key: str, since: datetime) -> Sequence[Shown]:
        """What the bot said in exactly this place with this key since then (real time), oldest first."""
        where = rows.place_values(place)
        found = await self._file.read(statements.STANDING, key=key, since=rows.stamp(since), **where)
        return [rows.shown_from(row) for row in found]

    async def shown_at(self, keys: Sequence[str]) -> Mapping[str, datetime]:
        """When the bot said what has these keys, by the movable clock; without those that were never said."""
        found = await self._file.read(statements.SHOWN_AT, keys=json.dumps(keys))
        return {row["key"]: datetime.fromisoformat(row["at"]) for row in found}

    async def seen_by(self, person: Person) -> Sequence[Seen]:
        """Everything this person can read, oldest first: their channels, their DM, answers to them alone."""
        return [rows.seen_from(row) for row in await self._file.read(statements.SEEN, me=person.user_id)]

    async def revision(self) -> int:
        """A number that grows with every change of the world."""
        [row] = await self._file.read(statements.REVISION)
        return int(row["revision"])

    async def shift(self) -> timedelta:
        """How far the clock is ahead of real time."""
        [row] = await self._file.read(statements.SHIFT)
        return timedelta(microseconds=row["shift"])

    async def set_shift(self, shift: timedelta) -> None:
        """Move the clock: the first time anywhere, then only ahead; one that is further ahead stays where it is."""
        async with self._file.change() as run:
            run(statements.MOVE, shift=shift // timedelta(microseconds=1))

    async def switch_fault(self, fault: Fault, times: int) -> None:
        """Let so many calls of the bot, at least one, meet this fault, after those switched on before."""
        async with self._file.change() as run:
            run(statements.SWITCH_FAULT, fault=fault, times=times)

    async def take_fault(self) -> Fault | None:
        """The fault the bot's next call meets; asking uses it up."""
        if not await self._file.read(statements.ANY_FAULT):
            return None
        async with self._file.change() as run:
            taken = run(statements.TAKE_FAULT)
            run(statements.FORGET_FAULTS)
        return Fault(taken[0]["fault"]) if taken else None


def _queue(run: Run, deed: Deed) -> None:
    run(statements.QUEUE, **rows.deed_values(deed))
