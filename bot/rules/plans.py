"""What to say about something that happened, and when: each function makes one delivery."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.config import Aftercare, FrontDesk
from bot.language.replies import Reply
from bot.model.conversations import Conversation
from bot.model.deliveries import Delivery, Kind, State
from bot.model.people import Customer
from bot.model.places import Audience, Person, Place
from bot.rules.local_time import awake, working_days_later, zone_of


def root_occasion(conversation_id: str) -> str:
    """The occasion of a conversation's root."""
    return f"root:{conversation_id}"


def root(conversation: Conversation, desk: FrontDesk, key: str, now: datetime) -> Delivery:
    """The root of a conversation's backstage thread."""
    return _to_staff(Kind.ROOT, root_occasion(conversation.id), conversation, desk, key, now)


def briefing(
    conversation: Conversation,
    desk: FrontDesk,
    key: str,
    now: datetime,
    to: Person | None = None,
    **detail: str,
) -> Delivery:
    """A briefing for everybody backstage, or for the one who has just taken the conversation."""
    occasion = f"briefing:{conversation.id}:{key if to else ''}"
    return _to_staff(Kind.BRIEFING, occasion, conversation, desk, key, now, to, detail)


def reminder(
    conversation: Conversation,
    desk: FrontDesk,
    key: str,
    now: datetime,
    due: datetime,
    to: Person,
    words: str,
) -> Delivery:
    """A whisper an agent asked for."""
    detail = {"words": words} if words else {}
    planned = _to_staff(Kind.REMINDER, f"reminder:{key}", conversation, desk, key, now, to, detail)
    return replace(planned, due_at=due)


def wake(conversation: Conversation, desk: FrontDesk, key: str, now: datetime, said: str = "") -> Delivery:
    """Tells its agent that it is no longer snoozed; `said` is the id of the message that woke it, if one did."""
    return _to_staff(Kind.WAKE, f"wake:{key}", conversation, desk, key, now, detail={"said": said} if said else {})


def silent(
    conversation: Conversation, desk: FrontDesk, key: str, now: datetime, days: int, asked: str = ""
) -> Delivery:
    """Asks its agent whether it is done, once nobody has said a word for so many days.

    One for each resolution at most; then one after the other: `asked` is the key of the one before.
    """
    occasion = f"silent:{asked or f'{conversation.id}:{conversation.resolutions}'}"
    detail = {"asked": asked} if asked else {}
    planned = _to_staff(Kind.SILENT, occasion, conversation, desk, key, now, detail=detail)
    return replace(planned, due_at=now + timedelta(days=days))


def carried(reminder: Delivery, into: Conversation, key: str) -> Delivery:
    """The same reminder, about the conversation in which its own goes on."""
    occasion = f"reminder:{key}"
    return replace(reminder, key=key, occasion=occasion, conversation_id=into.id, state=State.PENDING, why="")


def answered(
    conversation: Conversation,
    desk: FrontDesk,
    key: str,
    now: datetime,
    reply: Reply,
    said: str,
    *,
    unasked: bool = False,
) -> Delivery:
    """Tells whoever helped what the customer answered, or wrote `unasked` after their matter was resolved.

    `said` is the id of the message, empty for a button.
    """
    detail = {"reply": reply.value, "said": said, **({"unasked": "yes"} if unasked else {})}
    return _to_staff(Kind.ANSWERED, f"answered:{key}", conversation, desk, key, now, conversation.agent, detail)


def relay(conversation: Conversation, desk: FrontDesk, key: str, now: datetime, said: str) -> Delivery:
    """Shows staff a message of the customer's that only the bot can read; `said` is its id."""
    return _to_staff(
        Kind.RELAY, f"relay:{conversation.id}:{said}", conversation, desk, key, now, conversation.agent, {"said": said}
    )


def reply(conversation: Conversation, key: str, now: datetime, by: Person, words: str) -> Delivery:
    """An agent's own words to the customer, through the bot."""
    detail = {"words": words}
    return _to_customer(Kind.REPLY, f"reply:{key}", conversation, key, now, now, detail, to=by)


def notice(
    about: Delivery, conversation: Conversation, desk: FrontDesk, key: str, now: datetime, to: Person | None
) -> Delivery:
    """Tells staff what became of another delivery."""
    occasion = f"notice:{about.key}:{about.state}:{about.changes}"
    return _to_staff(
        Kind.NOTICE, occasion, conversation, desk, key, now, to, {"about": about.key, "state": about.state.value}
    )


def left(root: Delivery, conversation: Conversation, desk: FrontDesk, key: str, now: datetime) -> Delivery:
    """Tells its agent, once, that the customer of a conversation under way has left; `root` is the conversation's."""
    occasion, about = f"left:{conversation.id}", {"about": root.key, "left": "yes"}
    return _to_staff(Kind.NOTICE, occasion, conversation, desk, key, now, conversation.agent, about)


def check_in(conversation: Conversation, customer: Customer, key: str, now: datetime, care: Aftercare) -> Delivery:
    """One open question, some working days after the conversation was resolved, in the customer's own morning."""
    zone = zone_of(customer, care).zone
    due = working_days_later(now, care.check_in_after_working_days, care.check_in_at, zone)
    due = awake(max(due, now), zone, care)
    resolution = str(conversation.resolutions)
    occasion = f"check_in:{conversation.id}:{resolution}"
    planned = _to_customer(Kind.CHECK_IN, occasion, conversation, key, now, due, {"resolution": resolution})
    return replace(planned, expires_at=due + timedelta(hours=care.expires_after_hours))


def _to_customer(
    kind: Kind,
    occasion: str,
    conversation: Conversation,
    key: str,
    now: datetime,
    due: datetime,
    detail: dict[str, str],
    to: Person | None = None,
) -> Delivery:
    return Delivery(
        key=key,
        occasion=occasion,
        kind=kind,
        audience=Audience.CUSTOMER,
        conversation_id=conversation.id,
        customer_id=conversation.customer_id,
        channel=conversation.place.channel,
        due_at=due,
        created_at=now,
        to=to,
        detail=detail,
    )


def _to_staff(
    kind: Kind,
    occasion: str,
    conversation: Conversation,
    desk: FrontDesk,
    key: str,
    now: datetime,
    to: Person | None = None,
    detail: dict[str, str] | None = None,
) -> Delivery:
    return Delivery(
        key=key,
        occasion=occasion,
        kind=kind,
        audience=Audience.STAFF,
        conversation_id=conversation.id,
        customer_id=conversation.customer_id,
        channel=Place(desk.platform, desk.backstage),
        due_at=now,
        created_at=now,
        to=to,
        detail=detail or {},
    )
