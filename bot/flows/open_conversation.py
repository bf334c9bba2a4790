"""A conversation begins: keep it, and plan its backstage thread and its briefing."""

from bot.flows.context import Context
from bot.language.requests import first_question
from bot.model.conversations import Conversation, Message
from bot.model.deliveries import Kind
from bot.model.people import Customer
from bot.model.places import Place
from bot.ports import Work
from bot.rules import plans

A_NEW_ONE = "the customer began a new conversation"


async def open_conversation(
    message: Message, customer: Customer, work: Work, context: Context, continues: Conversation | None = None
) -> Conversation:
    """Begin a conversation with this message; what was pending for the customer elsewhere is cancelled."""
    known = await work.conversations.of_customer(customer.id, limit=1) or await work.notes.of_customer(customer.id)
    conversation = Conversation(
        id=context.new_key(),
        customer_id=customer.id,
        place=_home(message),
        opening_message_id=message.message_id,
        subject=first_question(message.text),
        opened_at=message.at,
        last_at=message.at,
        customer_last_at=message.at,
        continues=continues.id if continues else None,
    )
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


def _home(message: Message) -> Place:
    """In a flat channel a conversation lives in the thread below its first message."""
    place = message.place
    if place.is_dm or place.thread_id:
        return place
    return Place(place.platform, place.channel_id, message.message_id)
