"""Rows to model and back: what has one name in both is copied, people and places become several columns."""

from collections.abc import Iterator
from dataclasses import astuple, fields
from operator import attrgetter
from typing import Any, Protocol, TypeAlias

from sqlalchemy import Table

from bot.model.conversations import Conversation, Message
from bot.model.deliveries import Delivery, State
from bot.model.notes import Note
from bot.model.people import Consent, Customer, Profile
from bot.model.places import Person, Place, Shown
from bot.model.presence import Presence, Shift
from storage.tables import CONVERSATION, CUSTOMER, DELIVERY, MESSAGE, NOTE, PROFILE

Values: TypeAlias = dict[str, Any]


class Row(Protocol):
    """A row that was found, with its columns as attributes, and one after the other."""

    def __getattr__(self, column: str) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...


class _Shared:
    """What has one name in a row and in the model."""

    def __init__(self, *names: str) -> None:
        self._names, self._values = names, attrgetter(*names)

    def copied(self, source: Any) -> Values:
        return dict(zip(self._names, self._values(source), strict=True))


def _shared(model: type[Any], table: Table) -> _Shared:
    return _Shared(*(field.name for field in fields(model) if field.name in table.c))


_PROFILE = _shared(Profile, PROFILE)
_CUSTOMER = _shared(Customer, CUSTOMER)
_CONVERSATION = _shared(Conversation, CONVERSATION)
_MESSAGE = _shared(Message, MESSAGE)
_NOTE = _shared(Note, NOTE)
_DELIVERY = _shared(Delivery, DELIVERY)
_PROGRESS = _Shared(
    *("state", "why", "lease_until", "not_before", "first_intent_at", "last_send_at", "missed_at", "sent_at"),
    *("attempts", "defects", "refused"),
)


def _person_values(person: Person | None, before: str = "") -> Values:
    return {
        f"{before}platform": person.platform if person else None,
        f"{before}user_id": person.user_id if person else None,
    }


def _place_values(place: Place | None, before: str = "") -> Values:
    return {
        f"{before}platform": place.platform if place else None,
        f"{before}channel_id": place.channel_id if place else None,
        f"{before}thread_id": place.thread_id if place else None,
    }


def _shown_values(shown: Shown | None) -> Values:
    return {
        **_place_values(shown.place if shown else None, "shown_"),
        "shown_message_id": shown.message_id if shown else None,
        "shown_audience": shown.audience if shown else None,
    }


def _person_from(platform: str | None, user_id: str | None) -> Person | None:
    return None if platform is None or user_id is None else Person(platform, user_id)


def _place_from(platform: str | None, channel_id: str | None, thread_id: str | None) -> Place | None:
    return None if platform is None or channel_id is None else Place(platform, channel_id, thread_id)


def _shown_from(row: Row) -> Shown | None:
    place = _place_from(row.shown_platform, row.shown_channel_id, row.shown_thread_id)
    return Shown(place, row.shown_message_id, row.shown_audience) if place else None


def profile_values(profile: Profile) -> Values:
    """What a row holds of a profile."""
    return _PROFILE.copied(profile) | _person_values(profile.person)


def profile_from(row: Row) -> Profile:
    """The profile in a row."""
    return Profile(**_PROFILE.copied(row), person=Person(row.platform, row.user_id))


def customer_values(customer: Customer) -> Values:
    """What a row holds of a customer."""
    consent = customer.consent
    switches = {"check_ins": consent.check_ins, "surveys": consent.surveys, "tips": consent.tips}
    return _CUSTOMER.copied(customer) | switches | _person_values(customer.direct, "direct_")


def customer_from(row: Row) -> Customer:
    """The customer in a row."""
    consent = Consent(row.check_ins, row.surveys, row.tips)
    direct = _person_from(row.direct_platform, row.direct_user_id)
    return Customer(**_CUSTOMER.copied(row), consent=consent, direct=direct)


def conversation_values(conversation: Conversation) -> Values:
    """What a row holds of a conversation."""
    return {
        **_CONVERSATION.copied(conversation),
        **_place_values(conversation.place),
        **_person_values(conversation.agent, "agent_"),
        **_place_values(conversation.backstage, "backstage_"),
    }


def conversation_from(row: Row) -> Conversation:
    """The conversation in a row."""
    return Conversation(
        **_CONVERSATION.copied(row),
        place=Place(row.platform, row.channel_id, row.thread_id),
        agent=_person_from(row.agent_platform, row.agent_user_id),
        backstage=_place_from(row.backstage_platform, row.backstage_channel_id, row.backstage_thread_id),
    )


def message_values(message: Message) -> Values:
    """What a row holds of a message."""
    return {
        **_MESSAGE.copied(message),
        **_place_values(message.place),
        **_person_values(message.author, "author_"),
    }


def message_from(row: Row) -> Message:
    """The message in a row."""
    return Message(
        **_MESSAGE.copied(row),
        place=Place(row.platform, row.channel_id, row.thread_id),
        author=Person(row.author_platform, row.author_user_id),
    )


def note_values(note: Note) -> Values:
    """What a row holds of a note."""
    return _NOTE.copied(note) | _person_values(note.author, "author_")


def note_from(row: Row) -> Note:
    """The note in a row."""
    return Note(**_NOTE.copied(row), author=Person(row.author_platform, row.author_user_id))


def presence_values(presence: Presence) -> Values:
    """What a row holds of an agent's presence."""
    return {
        "hours": [list(astuple(shift)) for shift in presence.hours],
        "away_until": presence.away_until,
        **_person_values(presence.person),
        **_person_values(presence.stand_in, "stand_in_"),
    }


def presence_from(row: Row) -> Presence:
    """The presence in a row."""
    return Presence(
        person=Person(row.platform, row.user_id),
        hours=tuple(Shift(*shift) for shift in row.hours),
        away_until=row.away_until,
        stand_in=_person_from(row.stand_in_platform, row.stand_in_user_id),
    )


def delivery_values(delivery: Delivery) -> Values:
    """What a row holds of a delivery; all but its `seq`, which the database gives."""
    return {
        **_DELIVERY.copied(delivery),
        "detail": dict(delivery.detail),
        **_place_values(delivery.channel),
        **_person_values(delivery.to, "to_"),
        **_shown_values(delivery.shown),
        **_place_values(delivery.place, "place_"),
    }


def progress_values(delivery: Delivery) -> Values:
    """What of a delivery's row changes while it is being said."""
    moved = {"due_at": delivery.due_at} if delivery.state is State.PENDING else {}  # three indexes hold it
    return {
        **_PROGRESS.copied(delivery),
        **moved,
        **_shown_values(delivery.shown),
        **_place_values(delivery.place, "place_"),
    }


def delivery_from(row: Row) -> Delivery:
    """The delivery in a row."""
    return Delivery(
        **_DELIVERY.copied(row),
        channel=Place(row.platform, row.channel_id, row.thread_id),
        to=_person_from(row.to_platform, row.to_user_id),
        shown=_shown_from(row),
        place=_place_from(row.place_platform, row.place_channel_id, row.place_thread_id),
    )
