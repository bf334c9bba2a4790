"""Everything a delivery is judged by, as it is today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.config import FrontDesk, Settings
from bot.language.replies import Reply
from bot.language.requests import is_vague
from bot.messages import Line
from bot.model.conversations import Conversation, Message, PastConversation, PastMessage
from bot.model.deliveries import Delivery
from bot.model.notes import Note
from bot.model.people import Customer, Profile, Role
from bot.model.places import Person
from bot.model.presence import Presence
from bot.rules.local_time import LocalZone, zone_named, zone_of
from bot.rules.presence import is_away
from bot.rules.similar import most_alike
from bot.texts.briefing import History
from bot.texts.presence import helped_last
from bot.texts.times import moment

_MOST_ALIKE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What was loaded for one delivery; what its kind does not need stays empty."""

    delivery: Delivery
    conversation: Conversation
    customer: Customer
    desk: FrontDesk
    settings: Settings
    now: datetime
    past: Sequence[PastConversation] = ()
    notes: Sequence[Note] = ()
    messages: Sequence[Message] = ()  # of this conversation, oldest first
    past_messages: Sequence[PastMessage] = ()  # of the customer, newest first
    deliveries: Sequence[Delivery] = ()  # of this conversation
    contacts: Sequence[Delivery] = ()  # what the customer got automatically, newest first
    about: Delivery | None = None  # the delivery a notice tells of
    said: Message | None = None  # the first message for a root or a check-in, else the one that answers
    into: Conversation | None = None
    profiles: Mapping[Person, Profile] = field(default_factory=dict)
    presences: Mapping[Person, Presence] = field(default_factory=dict)

    @property
    def customer_zone(self) -> LocalZone:
        """Where the customer lives, as far as we know."""
        return zone_of(self.customer, self.settings.aftercare)

    @property
    def agent_name(self) -> str:
        """The name of whoever has the conversation; empty when nobody does."""
        return self.name_of(self.conversation.agent)

    @property
    def last_words(self) -> Message | None:
        """The last message of the conversation whose text is kept."""
        return next((message for message in reversed(self.messages) if message.text), None)

    @property
    def said_since(self) -> Sequence[Message]:
        """What the customer said after their first message, oldest first, without what was deleted."""
        first, whose = self.conversation.opening_message_id, self.delivery.customer_id
        theirs = (each for each in self.messages if each.customer_id == whose and each.role is not Role.STAFF)
        return [each for each in theirs if each.message_id != first and each.text]

    @property
    def known_by(self) -> Line | None:
        """Who helped this customer last, while nobody has taken the conversation."""
        helpers = (each.agent for each in self.past if each.agent and each.id != self.conversation.id)
        helper = None if self.conversation.agent else next(helpers, None)
        profile = self.profiles.get(helper) if helper else None
        if helper is None or profile is None or not profile.is_staff:
            return None
        presence = self.presences.get(helper)
        away = presence if is_away(presence, self.now) else None
        other = self.name_of(away.stand_in) if away else ""
        return helped_last(profile.name, away, other, self.staff_zone(helper), self.now)

    def name_of(self, person: Person | None) -> str:
        """How this person is called; empty when nobody is meant."""
        if person is None:
            return ""
        profile = self.profiles.get(person)
        return profile.name if profile else person.user_id

    def staff_zone(self, person: Person | None) -> ZoneInfo:
        """The zone to tell this colleague times in."""
        profile = self.profiles.get(person) if person else None
        known = zone_named(profile.zone) if profile else None
        return known or ZoneInfo(self.settings.aftercare.fallback_zone)

    def history(self) -> History:
        """What a briefing tells; of this customer and nobody else."""
        mine = self.customer.id
        zone = self.customer_zone
        return History(
            customer=self.customer,
            conversation=self.conversation,
            past=[
                each
                for each in self.past
                if each.customer_id == mine and each.id != self.conversation.id and not _says_nothing(each)
            ],
            outcomes={
                each.conversation_id: _OUTCOMES[each.answered] for each in self.contacts if each.answered in _OUTCOMES
            },
            notes=[note for note in self.notes if note.customer_id == mine and not expired(note, self.now)],
            alike=self._alike(),
            names={person: self.name_of(person) for person in self.profiles},
            zone=zone.zone,
            zone_guessed=zone.guessed,
            now=self.now,
        )

    def _alike(self) -> list[tuple[PastMessage, tuple[str, ...]]]:
        here = self.conversation.id
        earlier = [
            message
            for message in self.past_messages
            if message.customer_id == self.customer.id and message.conversation_id not in (None, here)
        ]
        matches = most_alike(self.conversation.subject, earlier, _MOST_ALIKE)
        return [(match.message, match.shared) for match in matches]


_OUTCOMES = {
    Reply.FINE.value: " · they said it works",
    Reply.TROUBLE.value: " · they said it was not solved",
    Reply.STOP.value: " · they asked for no check-ins",
}


def _says_nothing(past: PastConversation) -> bool:
    """Whether nobody knows what it was about, nor whether anybody helped."""
    return past.is_history and past.agent is None and is_vague(past.subject)


def expired(note: Note, now: datetime) -> bool:
    """Whether a note is past its date."""
    return note.expires_at is not None and note.expires_at <= now


def due_words(delivery: Delivery, zone: LocalZone, now: datetime) -> str:
    """When it falls due, in the customer's own time; says when the zone is a guess."""
    return moment(delivery.due_at, zone.zone, now) + (" (a guess)" if zone.guessed else "")
