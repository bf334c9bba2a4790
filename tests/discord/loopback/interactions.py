"""Interactions: what people asked of an app, and how it answered."""

import time
import uuid
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from tests.discord.loopback.channels import Channel
from tests.discord.loopback.errors import DiscordError
from tests.discord.loopback.forms import SETTABLE, Words, check_modal, words
from tests.discord.loopback.messages import Flag, Message, Type
from tests.discord.loopback.people import Json
from tests.discord.loopback.posting import Draft, Posting
from tests.discord.loopback.record import Record, Shown
from tests.discord.loopback.timing import Timing
from tests.discord.loopback.world import World


class Kind(IntEnum):
    """What somebody did, in Discord's numbers."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class State(StrEnum):
    """How far it got."""

    OPEN = "open"
    ANSWERED = "answered"
    FAILED = "failed"  # not answered in time: the person reads that it failed


@dataclass(eq=False, slots=True)
class Interaction:
    """One thing somebody did, and the answer to it."""

    interaction_id: str
    token: str
    app_id: str
    user_id: str
    channel_id: str
    kind: Kind
    payload: Json
    by: Json | None = None  # how a message tells what it answers
    source_id: str | None = None  # the message that was clicked on, or that the modal came from
    context_menu: bool = False
    state: State = State.OPEN
    answer: Json | None = None  # what came with the acknowledgement
    answer_type: int = 0
    original_id: str | None = None  # the message that answers it
    modal_id: str | None = None  # the modal that answers it
    at: float = field(default_factory=time.monotonic)

    @property
    def answered(self) -> bool:
        """Whether the app answered in time."""
        return self.state is State.ANSWERED


@dataclass(eq=False, slots=True)
class Modal:
    """A form on somebody's screen."""

    modal_id: str
    app_id: str
    user_id: str
    channel_id: str
    source_id: str | None
    body: Json  # its title, custom id and components
    closed: bool = False


ALLOWED = {
    Kind.COMMAND: (4, 5, 9),
    Kind.COMPONENT: (4, 5, 6, 7, 9),
    Kind.AUTOCOMPLETE: (8,),
    Kind.MODAL: (4, 5, 6, 7),
}
MAY_SET = SETTABLE | Flag.EPHEMERAL


class Interactions:
    """All there ever were, and the modals that are open."""

    def __init__(self, world: World, posting: Posting, record: Record, timing: Timing) -> None:
        self._world = world
        self._posting = posting
        self._record = record
        self._timing = timing
        self.all: dict[str, Interaction] = {}  # by token
        self.modals: dict[str, Modal] = {}

    def begin(self, app_id: str, user_id: str, room: Channel, kind: Kind, payload: Json) -> Interaction:
        """Somebody did something; the app is not told yet."""
        number, token = self._world.new_id(), uuid.uuid4().hex
        payload |= {"id": number, "token": token, "application_id": app_id, "version": 1, "type": int(kind)}
        asked = Interaction(number, token, app_id, user_id, room.channel_id, kind, payload)
        return self.all.setdefault(token, asked)

    def answer(self, number: str, token: str, body: Json, uploads: list[Json]) -> Interaction:
        """The app's first answer."""
        asked = self.all.get(token)
        if asked is None or asked.interaction_id != number:
            raise DiscordError(10062)
        if asked.answered:
            raise DiscordError(40060)
        if asked.state is State.FAILED or time.monotonic() - asked.at > self._timing.click:
            raise DiscordError(10062)
        if (kind := body.get("type")) not in ALLOWED[asked.kind] or (kind in (6, 7) and not asked.source_id):
            raise _bad("type", "Value is not allowed here")
        self._carry_out(asked, int(kind), body.get("data") or {}, uploads)
        asked.state, asked.answer, asked.answer_type = State.ANSWERED, body, int(kind)
        self._world.changed()
        return asked

    def follow_up(self, asked: Interaction, body: Json, uploads: list[Json]) -> Message:
        """Another message; the first one after "thinking …" takes its place."""
        original = self.original(asked) if asked.original_id else None
        if original and Flag.LOADING in original.flags:
            return self.change(original, body, uploads)
        return self._say(asked, words(body, uploads, MAY_SET))

    def known(self, app_id: str, token: str) -> Interaction:
        """The interaction that can still be followed up with this token."""
        asked = self.all.get(token)
        if asked is None or asked.app_id != app_id or not asked.answered:
            raise DiscordError(10015)
        if time.monotonic() - asked.at > self._timing.token:
            raise DiscordError(50027)
        return asked

    def original(self, asked: Interaction) -> Message:
        """The message that answers it, or that it was about."""
        return self.message(asked, asked.original_id or "")

    def message(self, asked: Interaction, message_id: str) -> Message:
        """A message that this interaction's token gives a say in."""
        said = self._world.channels[asked.channel_id].messages.get(message_id)
        if said is None or said.deleted or said.app_id != asked.app_id:
            raise DiscordError(10008)
        return said

    def change(self, said: Message, body: Json, uploads: list[Json]) -> Message:
        """A message of an interaction says something else."""
        room = self._world.channels[said.channel_id]
        before = Words(said.now.content, said.now.embeds, said.now.components, said.attachments, flags=said.flags)
        new = words(body, uploads, before=before)
        draft = Draft(author_id=said.author_id, only_for=said.only_for, reply_to=None)
        return self._posting.change(room, said, _filled(draft, new, new.flags & ~Flag.LOADING))

    def _carry_out(self, asked: Interaction, kind: int, data: Json, uploads: list[Json]) -> None:
        match kind:
            case 4:
                asked.original_id = self._say(asked, words(data, uploads, MAY_SET)).message_id
            case 5:
                flags = Flag.LOADING | Flag(int(data.get("flags") or 0)) & Flag.EPHEMERAL
                asked.original_id = self._say(asked, Words(flags=flags)).message_id
            case 6:
                asked.original_id = asked.source_id
            case 7:
                asked.original_id = asked.source_id
                self.change(self.original(asked), data, uploads)
            case 9:
                check_modal(data)
                modal = Modal(
                    self._world.new_id(), asked.app_id, asked.user_id, asked.channel_id, asked.source_id, data
                )
                self.modals[modal.modal_id] = modal
                asked.modal_id = modal.modal_id
                self._record.shown.append(Shown(asked.user_id, data))
            case _:
                pass

    def _say(self, asked: Interaction, said: Words) -> Message:
        draft = Draft(author_id=asked.app_id, app_id=asked.app_id, webhook_id=asked.app_id, interaction=asked.by)
        if asked.kind is Kind.COMMAND:
            draft.type = Type.CONTEXT_COMMAND if asked.context_menu else Type.COMMAND
        if Flag.EPHEMERAL in said.flags:
            draft.only_for = asked.user_id
        room = self._world.channels[asked.channel_id]
        return self._posting.store(room, _filled(draft, said, said.flags))


def _filled(draft: Draft, said: Words, flags: Flag) -> Draft:
    draft.content, draft.embeds, draft.components = said.content, said.embeds, said.components
    draft.attachments, draft.allowed, draft.flags = said.attachments, said.allowed, flags
    return draft


def _bad(place: str, message: str) -> DiscordError:
    return DiscordError(50035, {place: {"_errors": [{"code": "BASE_TYPE_CHOICES", "message": message}]}})
