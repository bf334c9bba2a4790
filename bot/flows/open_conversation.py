"""A conversation begins: keep it, and plan its backstage thread and its briefing."""

from bot.flows.context import Context
from bot.model.conversations import Conversation, Message
from bot.model.deliveries import Kind
from bot.model.people import Customer
from bot.ports import Work
from bot.rules import opening, plans

A_NEW_ONE = "the customer began a new conversation"


async def open_conversation(
    message: Message,
    customer: Customer,
    work: Work,
    context: Context,
    continues: Conversation | None = None,
    topic: str = "",
) -> Conversation:
    """Begin a conversation with this message; what was pending for the customer elsewhere is cancelled."""
    known = await work.conversations.of_customer(customer.id, limit=1) or await work.notes.of_customer(customer.id)
    conversation = opening.begin(context.new_key(), message, customer.id, continues.id if continues else None, topic)
    await work.conversations.save(conversation)
    await cancel_follow_ups(customer, work, context, A_NEW_ONE)
    desk = context.desk(conversation.place)
    await work.outbox.plan([plans.root(conversation, desk, context.new_key(), context.now)])
    if known:
        await work.outbox.plan([plans.briefing(conversation, desk, context.new_key(), context.now)])
    return conversation


async def cancel_follow_ups(customer: Customer, work: Work, context: Context, why: str) -> None:
    """Nothing that was pending for this customer goes out; the roots show why."""
    for cancelled in await work.outbox.cancel_for_customer(customer.id, [Kind.CHECK_IN], why):
        await show_again(cancelled.conversation_id, work, context)


async def show_again(conversation_id: str, work: Work, context: Context) -> None:
    """The root is rendered anew from today's state."""
    await work.outbox.again(plans.root_occasion(conversation_id), context.now)
