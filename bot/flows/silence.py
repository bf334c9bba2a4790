"""After days without a word an agent is asked whether a conversation is done."""

from bot.config import FrontDesk
from bot.flows.context import Context
from bot.model.conversations import Conversation
from bot.ports import Work
from bot.rules import plans


async def watch_for_silence(conversation: Conversation, desk: FrontDesk, work: Work, context: Context) -> None:
    """An agent has spoken; from now on somebody looks whether it has become silent."""
    if days := context.settings.conversations.silent_days:
        await work.outbox.plan([plans.silent(conversation, desk, context.new_key(), context.now, days)])
