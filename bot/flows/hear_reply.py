"""A customer writes after their matter was resolved: fine, thanks, trouble, or something new."""

from dataclasses import replace
from datetime import timedelta

from bot.flows.consent import note_answer, outstanding
from bot.flows.context import Context
from bot.flows.open_conversation import cancel_follow_ups, open_conversation, show_again
from bot.language.replies import Reply, read_reply
from bot.model.conversations import Conversation, Message
from bot.model.people import Customer
from bot.ports import Work
from bot.rules import plans
from bot.rules.lifecycle import Move, move


async def hear_reply(
    message: Message, conversation: Conversation, customer: Customer, work: Work, context: Context
) -> None:
    """What is unclear counts as trouble; thanks never reopens anything."""
    reply = read_reply(message.text)
    if reply in (Reply.FINE, Reply.THANKS):
        await went_well(reply, conversation, customer, message.message_id, work, context)
        return
    if message.at - (conversation.resolved_at or message.at) > _reopening(context):
        opened = await open_conversation(message, customer, work, context, continues=conversation)
        await work.messages.save(replace(message, conversation_id=opened.id))
        return
    await broke_again(conversation, customer, message.message_id, work, context)


async def went_well(
    reply: Reply, conversation: Conversation, customer: Customer, said: str, work: Work, context: Context
) -> None:
    """It works, or they say thanks to a check-in: kept, and told to whoever helped. Mere thanks change nothing."""
    contacts = await _answer_outstanding(Reply.FINE, conversation, customer, work, context)
    if reply is Reply.THANKS and not contacts:
        return
    if not contacts:
        await cancel_follow_ups(customer, work, context, "the customer said already that it works")
    desk = context.desk(conversation.place)
    await work.outbox.plan([plans.answered(conversation, desk, context.new_key(), context.now, reply, said)])


async def broke_again(conversation: Conversation, customer: Customer, said: str, work: Work, context: Context) -> None:
    """Not solved: the conversation is open again and whoever helped is told, with the history."""
    await _answer_outstanding(Reply.TROUBLE, conversation, customer, work, context)
    await cancel_follow_ups(customer, work, context, "the conversation is open again")
    reopened = move(move(conversation, Move.REOPEN, context.now), Move.CUSTOMER_WROTE, context.now)
    await work.conversations.save(reopened)
    desk = context.desk(conversation.place)
    plan = plans.answered(reopened, desk, context.new_key(), context.now, Reply.TROUBLE, said)
    await work.outbox.plan([plan])
    await show_again(conversation.id, work, context)


async def _answer_outstanding(
    reply: Reply, conversation: Conversation, customer: Customer, work: Work, context: Context
) -> bool:
    answered = [each for each in await outstanding(customer, work, context) if each.conversation_id == conversation.id]
    for contact in answered:
        await note_answer(contact, reply, work, context)
    return bool(answered)


def _reopening(context: Context) -> timedelta:
    return timedelta(days=context.settings.aftercare.reopens_within_days)
