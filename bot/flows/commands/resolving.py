"""`resolve` and `reopen`: close with care, open again."""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import Unreadable
from bot.events import CommandGiven
from bot.flows.commands.meant import conversation_meant, customer_of
from bot.flows.commands.reminding import drop_reminders
from bot.flows.context import Context
from bot.flows.open_conversation import show_again
from bot.language.words import shorten
from bot.messages import Answer, Button, Line, StaffWords
from bot.model.conversations import Conversation
from bot.model.deliveries import Delivery, Kind
from bot.model.people import Customer
from bot.ports import Work
from bot.rules import plans
from bot.rules.checking_in import is_draft
from bot.rules.lifecycle import Move, move
from bot.rules.local_time import zone_of
from bot.rules.opening import MOST_TOPIC
from bot.rules.situation import due_words

LONGEST = 500  # characters of what was fixed


async def resolve(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Keep what was fixed, plan the check-in, drop what would remind of it; and say what follows."""
    conversation = await conversation_meant(event, work)
    fixed = shorten(event.fields.get("fixed", "").strip(), LONGEST)
    if not fixed:
        raise Unreadable(
            "Please say in a few words what was fixed: resolve the export runs again. Nothing was changed."
        )
    resolved = replace(
        move(conversation, Move.RESOLVE, context.now),
        fixed=fixed,
        topic=shorten(event.fields.get("topic", "").strip(), MOST_TOPIC),
        agent=conversation.agent or event.by.person,
    )
    await work.conversations.save(resolved)
    customer = await customer_of(resolved, work)
    why = "the conversation was resolved first"
    await work.outbox.cancel(resolved.id, [Kind.WAKE, Kind.SILENT], why)
    dropped = await drop_reminders(resolved, event, why, work, context)
    plan = await _plan_check_in(resolved, customer, work, context)
    await show_again(resolved.id, work, context)
    return _what_follows(resolved, customer, plan, dropped, context)


async def reopen(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Open again what was resolved; what was to follow is cancelled."""
    conversation = move(await conversation_meant(event, work), Move.REOPEN, context.now)
    await work.conversations.save(conversation)
    await work.outbox.cancel(conversation.id, [Kind.CHECK_IN, Kind.WAKE], "the conversation is open again")
    root = plans.root(conversation, context.desk(conversation.place), context.new_key(), context.now)
    await work.outbox.plan([root])  # history has none yet
    await show_again(conversation.id, work, context)
    return StaffWords(title="It is open again; nothing will be sent to the customer by itself.")


async def _plan_check_in(
    conversation: Conversation, customer: Customer, work: Work, context: Context
) -> Delivery | None:
    if not customer.consent.check_ins:
        return None
    planned = plans.check_in(conversation, customer, context.new_key(), context.now, context.settings.aftercare)
    await work.outbox.plan([planned])
    return planned


def _what_follows(
    conversation: Conversation,
    customer: Customer,
    plan: Delivery | None,
    dropped: Sequence[Line],
    context: Context,
) -> StaffWords:
    if plan is None:
        nothing = Line("No check-in follows: they asked for no automatic messages.")
        return StaffWords(title="Resolved.", parts=(nothing, *dropped))
    when = due_words(plan, zone_of(customer, context.settings.aftercare), context.now)
    follows = f"A check-in goes to {customer.name} on {when}, unless they write first."
    if is_draft(plan, context.settings):
        follows = f"A check-in with {customer.name} is drafted for {when}. It goes out only when somebody sends it."
    return StaffWords(
        title="Resolved.",
        parts=(Line(follows), *dropped),
        buttons=(
            Button("Aftercare", "aftercare", conversation.id),
            Button("Reopen", "reopen", conversation.id),
        ),
    )
