"""`brief`: the briefing, for whoever asks."""

from bot.events import CommandGiven
from bot.flows.commands.meant import conversation_meant
from bot.flows.context import Context
from bot.flows.situations import situation_of
from bot.messages import Answer
from bot.ports import Work
from bot.rules import plans
from bot.texts.briefing import briefing


async def brief(event: CommandGiven, work: Work, context: Context) -> Answer:
    """What is known about the customer of this conversation."""
    conversation = await conversation_meant(event, work)
    asked = plans.briefing(conversation, context.desk(conversation.place), "", context.now, event.by.person)
    situation = await situation_of(asked, work, context.settings, context.now)
    if situation is None:
        raise AssertionError("a conversation without its customer")
    return briefing(situation.history(), to=None, title=f"About {situation.customer.name}")
