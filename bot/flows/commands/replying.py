"""`reply`: answer a customer who wrote in a DM, as yourself, through the bot."""

from dataclasses import replace

from bot.errors import Unreadable
from bot.events import CommandGiven
from bot.flows.commands.meant import conversation_meant, customer_of
from bot.flows.context import Context
from bot.flows.open_conversation import show_again
from bot.flows.silence import watch_for_silence
from bot.messages import Answer, Quote, StaffWords
from bot.model.conversations import Conversation, Message
from bot.ports import Work
from bot.rules import plans
from bot.rules.lifecycle import Move, move

LONGEST = 1_500  # characters: what every platform shows whole, as one message


async def reply(event: CommandGiven, work: Work, context: Context) -> Answer:
    """The agent's own words go to the customer's DM; whoever answers what nobody has taken has it."""
    conversation = await conversation_meant(event, work)
    words = event.fields.get("words", "").strip()
    if not conversation.place.is_dm:
        raise Unreadable("Answer them at the front desk, in the thread: that is where they wrote. Nothing was sent.")
    if not words or len(words) > LONGEST:
        raise Unreadable(f"A reply needs some words, at most {LONGEST} characters. Nothing was sent.")
    key = context.new_key()
    await work.outbox.plan([plans.reply(conversation, key, context.now, event.by.person, words)])
    await work.messages.save(_message(event, conversation, key, words, context))
    moved = move(conversation, Move.AGENT_WROTE, context.now)
    await work.conversations.save(replace(moved, agent=moved.agent or event.by.person))
    await watch_for_silence(moved, context.desk(moved.place), work, context)
    await show_again(conversation.id, work, context)
    customer = await customer_of(conversation, work)
    return StaffWords(title=f"Sent to {customer.name} as you.", parts=(Quote(event.by.name, words),))


def _message(event: CommandGiven, conversation: Conversation, key: str, words: str, context: Context) -> Message:
    return Message(
        place=conversation.place,
        message_id=key,
        conversation_id=conversation.id,
        customer_id=conversation.customer_id,
        author=event.by.person,
        author_name=event.by.name,
        role=event.by.role,
        text=words,
        at=context.now,
    )
