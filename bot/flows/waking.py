"""A snoozed conversation wakes, whoever or whatever woke it."""

from bot.flows.context import Context
from bot.model.conversations import Conversation
from bot.model.deliveries import Kind
from bot.ports import Work
from bot.rules.lifecycle import Move, move


async def wake_up(conversation: Conversation, why: str, work: Work, context: Context) -> Conversation:
    """The conversation as it is from now on, for the caller to keep; nothing wakes it later."""
    await work.outbox.cancel(conversation.id, [Kind.WAKE], why)
    return move(conversation, Move.WAKE, context.now)
