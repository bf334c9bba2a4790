"""What is planned, what went out and what did not, for whom and why, as JSON for the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.sandbox.web.parts import Json
from bot.model.deliveries import Delivery, Kind, State
from bot.model.places import Audience, Person

KINDS = {
    Kind.ROOT: "State of a conversation",
    Kind.BRIEFING: "Briefing",
    Kind.REMINDER: "Reminder",
    Kind.WAKE: "End of a snooze",
    Kind.SILENT: "A question after a silence",
    Kind.ANSWERED: "A customer's answer",
    Kind.NOTICE: "Notice",
    Kind.RELAY: "A private message, shown",
    Kind.REPLY: "An agent's reply",
    Kind.CHECK_IN: "Check-in",
}
_ANSWERS = {"fine": "it works", "trouble": "not solved", "stop": "no more messages"}
_MOMENTARY = timedelta(seconds=5)  # how long something may be due before the page calls it planned
_MOST_DECIDED = 200


@dataclass(frozen=True, slots=True)
class Names:
    """How people are called: those with a seat, and customers by their id."""

    people: Mapping[Person, str]
    customers: Mapping[str, str]

    def person(self, person: Person | None) -> str:
        """Whoever this is."""
        return self.people.get(person, person.user_id) if person else "the team"

    def customer(self, delivery: Delivery) -> str:
        """The customer this delivery is about."""
        return self.customers.get(delivery.customer_id, "the customer")

    def whom(self, delivery: Delivery) -> str:
        """Who it is for."""
        return self.customer(delivery) if delivery.audience is Audience.CUSTOMER else self.person(delivery.to)


def planned_json(deliveries: Iterable[Delivery], now: datetime, names: Names) -> list[Json]:
    """What is planned, held or late; what is going out at this very moment is left out."""
    return [
        _delivery_json(delivery, names)
        for delivery in deliveries
        if delivery.state in (State.PAUSED, State.HELD) or not now - _MOMENTARY < delivery.due_at <= now
    ]


def decided_json(
    decided: Sequence[Delivery], upcoming: Iterable[Delivery], names: Names, went_out: Mapping[str, datetime]
) -> list[Json]:
    """What went out, what did not and what was put off, each with its reason; the latest first.

    `went_out` tells by key when something did; of what did not it is only known when it was due.
    """
    put_off = [each for each in upcoming if each.state is State.PAUSED or (each.state is State.PENDING and each.why)]
    newest = sorted([*put_off, *decided], key=lambda each: went_out.get(each.key, each.due_at), reverse=True)
    return [_decision_json(delivery, names, went_out.get(delivery.key)) for delivery in newest[:_MOST_DECIDED]]


def _decision_json(delivery: Delivery, names: Names, went_out: datetime | None) -> Json:
    return _delivery_json(delivery, names) | {
        "why": _reason(delivery, names),
        "went_out": went_out.isoformat() if went_out else "",
    }


def _delivery_json(delivery: Delivery, names: Names) -> Json:
    return {
        "key": delivery.key,
        "kind": delivery.kind.value,
        "words": KINDS[delivery.kind],
        "to": names.whom(delivery),
        "about": "" if delivery.audience is Audience.CUSTOMER else names.customer(delivery),
        "conversation": delivery.conversation_id,
        "due": delivery.due_at.isoformat(),
        "state": delivery.state.value,
        "why": delivery.why,
    }


def _reason(delivery: Delivery, names: Names) -> str:
    if delivery.state is not State.SENT:
        return delivery.why
    reasons = [_because(delivery, names)]
    if _in_private(delivery):
        reasons.append("in private messages, as backstage would not do")
    if delivery.answered:
        reasons.append(f"the answer was: {_ANSWERS.get(delivery.answered, delivery.answered)}")
    return "; ".join(reasons)


def _because(delivery: Delivery, names: Names) -> str:
    """Why something that went out was wanted."""
    to, customer, detail = names.person(delivery.to), names.customer(delivery), delivery.detail
    match delivery.kind:
        case Kind.ROOT:
            return f"{customer} has a conversation"
        case Kind.BRIEFING if giver := detail.get("from"):
            return f"{giver} handed {customer} over to {to}"
        case Kind.BRIEFING:
            return f"{to} has the conversation now" if delivery.to else f"{customer}, who is known, wrote"
        case Kind.REMINDER:
            return f"{to} asked for it"
        case Kind.WAKE:
            return f"{customer} wrote" if detail.get("said") else "it was snoozed until then"
        case Kind.SILENT:
            return "nobody has said a word for days"
        case Kind.ANSWERED:
            return f"{customer} answered after it was resolved"
        case Kind.NOTICE:
            return f"something for {customer} did not go out"
        case Kind.RELAY:
            return f"{customer} wrote where only Unhurried can read"
        case Kind.REPLY:
            return f"{to} wrote it"
        case Kind.CHECK_IN:
            return "an agent sent it by hand" if detail.get("by_hand") else "the conversation was resolved"


def _in_private(delivery: Delivery) -> bool:
    """Whether a whisper meant for backstage had to go to somebody's private messages."""
    shown = delivery.shown
    is_whisper = delivery.audience is Audience.STAFF and not delivery.channel.is_dm
    return is_whisper and shown is not None and shown.place.is_dm
