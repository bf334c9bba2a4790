"""`home`: a person's own page."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.events import CommandGiven
from bot.flows.commands.helping import help_out
from bot.flows.commands.times import staff_zone
from bot.flows.context import Context
from bot.language.words import shorten
from bot.messages import Answer, Button, CustomerWords, Fact, Line, Part, Quote, Source, StaffWords
from bot.model.conversations import Conversation, Status
from bot.model.deliveries import Delivery, Kind
from bot.model.people import Consent
from bot.ports import Work
from bot.rules.checking_in import is_draft
from bot.texts.snooze import until
from bot.texts.times import moment

_CONVERSATIONS = 5  # two buttons each, and no message has more than ten
_DELIVERIES = 6  # reminders, and as many follow-ups: more than 25 parts are not shown on every platform
_ASKED_FOR = 500  # of both together, so that many of one do not hide the other
_WORDS = 100  # characters of what a reminder is about; it says all of it when it comes


async def home(event: CommandGiven, work: Work, context: Context) -> Answer:
    """What an agent has to do; what a customer can do, and what they are sent."""
    return await (_of_agent if event.by.is_staff else _of_customer)(event, work, context)


async def _of_agent(event: CommandGiven, work: Work, context: Context) -> StaffWords:
    zone = staff_zone(event.by, context)
    mine = await work.conversations.unfinished(event.by.person, _CONVERSATIONS + 1)
    agenda = await work.outbox.agenda(event.by.person, _midnight(context.now, zone), _ASKED_FOR)
    customers = {each.customer_id for each in mine} | {each.customer_id for each in agenda}
    names = await work.people.names(customers)
    more = [Line("… and more, each in its backstage thread.")] if len(mine) > _CONVERSATIONS else []
    mine = mine[:_CONVERSATIONS]
    return StaffWords(
        title=f"Hello {event.by.name}",
        parts=(
            Fact("Your open conversations", "" if mine else "none"),
            *(_conversation(each, number, names, zone, context.now) for number, each in enumerate(mine, 1)),
            *more,
            *_listed(
                "Your reminders",
                [_reminder(each, names, zone, context.now) for each in agenda if each.kind is Kind.REMINDER],
            ),
            *_listed(
                "Follow-ups for today",
                [_follow_up(each, names, zone, context) for each in agenda if each.kind is not Kind.REMINDER],
            ),
        ),
        buttons=tuple(button for number, each in enumerate(mine, 1) for button in _buttons(each, number)),
    )


async def _of_customer(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Their help, and whether they are written to after a conversation."""
    customer = await work.people.customer_of(event.by.person)
    wanted = (customer.consent if customer else Consent()).check_ins
    helped = await help_out(event, work, context)
    assert isinstance(helped, CustomerWords)
    said = "After a conversation one friendly check-in may come." if wanted else "You get no automatic messages."
    switch = (
        Button("Stop these messages", "stop", "", "stop") if wanted else Button("Allow check-ins", "start", "", "start")
    )
    return CustomerWords(lines=(*helped.lines, said), why=helped.why, buttons=(switch,))


def _midnight(now: datetime, zone: ZoneInfo) -> datetime:
    """The end of the agent's day."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(UTC)


def _conversation(each: Conversation, number: int, names: Mapping[str, str], zone: ZoneInfo, now: datetime) -> Quote:
    """Links to its backstage thread, or while it has none to what the customer wrote."""
    name, thread = names.get(each.customer_id, "Somebody"), each.backstage
    source = Source(each.place, each.opening_message_id)
    if thread and thread.thread_id:
        source = Source(thread.channel, thread.thread_id)
    asleep = f", snoozed {until(each, name, zone, now)}" if each.status is Status.SNOOZED else ""
    return Quote(f"{number}. {name}{asleep}", each.subject or "(deleted)", each.last_at, source)


def _listed(title: str, parts: Sequence[Part]) -> Sequence[Part]:
    rest = len(parts) - _DELIVERIES
    more = [Line(f"… and {rest} more.")] if rest > 0 else []
    return [Fact(title, "" if parts else "none"), *parts[:_DELIVERIES], *more]


def _reminder(delivery: Delivery, names: Mapping[str, str], zone: ZoneInfo, now: datetime) -> Fact:
    name, words = names.get(delivery.customer_id, "Somebody"), shorten(delivery.detail.get("words", ""), _WORDS)
    return Fact(moment(delivery.due_at, zone, now), f"{name}: {words}" if words else name)


def _follow_up(delivery: Delivery, names: Mapping[str, str], zone: ZoneInfo, context: Context) -> Fact:
    state = "a draft" if is_draft(delivery, context.settings) else str(delivery.state)
    what = f"{delivery.kind.replace('_', '-')} with {names.get(delivery.customer_id, 'somebody')}"
    return Fact(moment(delivery.due_at, zone, context.now), f"{what} · {state}")


def _buttons(each: Conversation, number: int) -> Sequence[Button]:
    return Button(f"Briefing {number}", "brief", each.id), Button(f"Remind me {number}", "remind", each.id)
