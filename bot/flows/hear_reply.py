"""A customer writes after their matter was resolved: fine, thanks, trouble, or something new."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.events import MessagePosted
from bot.flows.consent import note_answer, outstanding
from bot.flows.context import Context
from bot.flows.open_conversation import cancel_follow_ups, open_conversation, show_again
from bot.language.replies import Reply, is_yes, read_reply
from bot.language.words import without_names
from bot.model.conversations import Conversation, Message, Turn
from bot.model.deliveries import Delivery
from bot.model.people import Customer, Role
from bot.ports import Work
from bot.rules import opening, plans
from bot.rules.lifecycle import Move, move

_SAID = 50  # messages in which to look for who helped


async def hear_reply(
    event: MessagePosted, conversation: Conversation, customer: Customer, work: Work, context: Context
) -> None:
    """What is unclear counts as trouble; thanks never reopens anything, nor does thanking somebody by name.

    Unless they were just asked how it is going, nor do a mere yes and small talk in a flat channel.
    """
    message = opening.message_of(event, customer.id, conversation)
    said = await work.messages.of_conversation(conversation.id, _SAID)
    text = without_names(message.text, await _helpers(conversation, said, work))
    if is_yes(text) and not await _asked_about(conversation, customer, work, context):
        return
    reply = read_reply(text)
    if reply in (Reply.FINE, Reply.THANKS):
        await went_well(reply, conversation, customer, message.message_id, work, context)
        return
    desk = context.desk(event.place)
    if opening.is_small_talk(event, desk) and not await _asked_about(conversation, customer, work, context):
        await cancel_follow_ups(customer, work, context, "the customer wrote meanwhile")
        return
    goes_on = await not_solved(message, conversation, customer, message.message_id, work, context)
    if goes_on.id != message.conversation_id:
        await work.messages.save(replace(message, conversation_id=goes_on.id))


async def needs_no_reply(message: Message, conversation: Conversation, work: Work) -> bool:
    """Whether this only thanks for what an agent said last, or says that it works.

    A yes, and any of it after a question of the agent's, may be an answer that they go on from.
    """
    if conversation.turn is Turn.AGENT:
        return False
    said = await work.messages.of_conversation(conversation.id, _SAID)
    last = next((each for each in reversed(said) if each.role is Role.STAFF), None)
    if last is None or "?" in last.text:
        return False
    text = without_names(message.text, await _helpers(conversation, said, work))
    return read_reply(text) in (Reply.THANKS, Reply.FINE) and not is_yes(text)


async def _helpers(conversation: Conversation, said: Sequence[Message], work: Work) -> set[str]:
    agent = await work.people.profile(conversation.agent) if conversation.agent else None
    return {each.author_name for each in said if each.role is Role.STAFF} | ({agent.name} if agent else set())


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


async def not_solved(
    message: Message, conversation: Conversation, customer: Customer, said: str, work: Work, context: Context
) -> Conversation:
    """Open again; once that is too long ago, a new conversation with this message. Returns where it goes on.

    What somebody says in direct messages of what was asked elsewhere goes on there, where nobody else reads it.
    """
    answers = await _answer_outstanding(Reply.TROUBLE, conversation, customer, work, context)
    is_there = message.place.channel == conversation.place.channel
    if is_there and message.at - (conversation.resolved_at or message.at) <= _reopening(context):
        return await _broke_again(conversation, customer, said, answers, work, context)
    opened = await open_conversation(message, customer, work, context, continues=conversation)
    if answers:
        await _tell_helper(replace(opened, agent=conversation.agent), said, answers, work, context)
    return opened


async def _broke_again(
    conversation: Conversation, customer: Customer, said: str, answers: bool, work: Work, context: Context
) -> Conversation:
    await cancel_follow_ups(customer, work, context, "the conversation is open again")
    reopened = move(move(conversation, Move.REOPEN, context.now), Move.CUSTOMER_WROTE, context.now)
    await work.conversations.save(reopened)
    await _tell_helper(reopened, said, answers, work, context)
    await show_again(conversation.id, work, context)
    return reopened


async def _tell_helper(conversation: Conversation, said: str, answers: bool, work: Work, context: Context) -> None:
    desk, key = context.desk(conversation.place), context.new_key()
    trouble = plans.answered(conversation, desk, key, context.now, Reply.TROUBLE, said, unasked=not answers)
    await work.outbox.plan([trouble])


async def _answer_outstanding(
    reply: Reply, conversation: Conversation, customer: Customer, work: Work, context: Context
) -> bool:
    answered = await _asked_about(conversation, customer, work, context)
    for contact in answered:
        await note_answer(contact, reply, work, context)
    return bool(answered)


async def _asked_about(
    conversation: Conversation, customer: Customer, work: Work, context: Context
) -> Sequence[Delivery]:
    return [each for each in await outstanding(customer, work, context) if each.conversation_id == conversation.id]


def _reopening(context: Context) -> timedelta:
    return timedelta(days=context.settings.aftercare.reopens_within_days)
