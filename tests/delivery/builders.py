"""One customer, one resolved matter, and what can be said about it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from adapters.sandbox import PLATFORM
from adapters.sandbox.stage import ANA, HELP
from bot.config import FrontDesk, Settings
from bot.language.replies import Reply
from bot.model.conversations import Conversation, Status
from bot.model.deliveries import Delivery
from bot.model.people import Customer
from bot.model.places import Person, Place
from bot.rules import plans

START = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""A Wednesday, ten in the morning where the customer lives."""

MATTER = "matter"
ROOT, ANSWERED, CHECK_IN = "root", "answered", "check-in"
FRONT = FrontDesk(platform=PLATFORM, channel="help", backstage="backstage")


@dataclass(frozen=True, slots=True)
class Scenery:
    """Where the matter was asked on one platform, its front desk there, and the agent who resolved it."""

    asked: Place
    front: FrontDesk
    agent: Person


SANDBOX = Scenery(HELP, FRONT, ANA.person)


def root(at: Scenery = SANDBOX) -> Delivery:
    """The root of the matter's backstage thread."""
    return plans.root(matter(at), at.front, ROOT, START)


def answered(key: str = ANSWERED, at: Scenery = SANDBOX) -> Delivery:
    """A whisper to the agent: what the customer answered."""
    return plans.answered(matter(at), at.front, key, START, Reply.FINE, "")


def check_in(key: str = CHECK_IN, at: Scenery = SANDBOX, **changes: object) -> Delivery:
    """A question to the customer that is due now."""
    planned = plans.check_in(matter(at), MIA_AS_CUSTOMER, key, START, Settings().aftercare)
    due = replace(planned, due_at=START, expires_at=START + timedelta(hours=72))
    return replace(due, **changes)  # type: ignore[arg-type]


def whisper_of(number: int) -> tuple[Conversation, Delivery]:
    """Another matter of hers, with a whisper of its own."""
    other = replace(matter(), id=f"matter {number}")
    return other, plans.answered(other, FRONT, f"whisper-{number}", START, Reply.FINE, "")


MIA_AS_CUSTOMER = Customer(id="mia", name="Mia", zone="Europe/Berlin", first_seen_at=START)


def matter(at: Scenery = SANDBOX) -> Conversation:
    """The matter, resolved yesterday."""
    return Conversation(
        id=MATTER,
        customer_id="mia",
        place=at.asked,
        opening_message_id="1",
        subject="The export is empty",
        status=Status.RESOLVED,
        opened_at=START - timedelta(days=2),
        last_at=START - timedelta(days=2),
        customer_last_at=START - timedelta(days=2),
        agent=at.agent,
        resolved_at=START - timedelta(days=1),
        resolutions=1,
        fixed="Exports run through",
    )
