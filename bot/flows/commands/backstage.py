"""`backstage`: the way from a customer's message to what staff know about it."""

from bot.events import CommandGiven
from bot.flows.commands.meant import conversation_meant, customer_of
from bot.flows.context import Context
from bot.messages import Answer, Line, Part, Quote, Source, StaffWords
from bot.model.conversations import Conversation
from bot.ports import Work


async def backstage(event: CommandGiven, work: Work, context: Context) -> Answer:
    """A link to the backstage thread of this conversation."""
    conversation = await conversation_meant(event, work)
    customer = await customer_of(conversation, work)
    return StaffWords(title=f"{customer.name}’s conversation, backstage", parts=(_way(conversation, customer.name),))


def _way(conversation: Conversation, name: str) -> Part:
    thread = conversation.backstage
    if thread is None or thread.thread_id is None:
        return Line("It has no backstage thread yet: it comes in a moment.")
    if thread.is_dm:
        return Line("It is in the private messages of whoever has it: backstage would not do.")
    return Quote(name, conversation.subject or "(deleted)", source=Source(thread.channel, thread.thread_id))
