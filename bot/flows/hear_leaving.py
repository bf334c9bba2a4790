"""Somebody left: whoever has a conversation with them is told; what is planned for them is judged when it falls due."""

from bot.events import PersonLeft
from bot.flows.context import Context
from bot.model.conversations import Conversation, Status
from bot.model.deliveries import Kind
from bot.ports import Work
from bot.rules import plans

_MOST = 25  # conversations


async def hear_leaving(event: PersonLeft, work: Work, context: Context) -> None:
    """Nothing changes: they may come back."""
    customer = await work.people.customer_of(event.person)
    for conversation in await work.conversations.of_customer(customer.id, _MOST) if customer else ():
        is_here = conversation.place.platform == event.person.platform
        if is_here and conversation.status in (Status.OPEN, Status.SNOOZED):
            await _tell(conversation, work, context)


async def _tell(conversation: Conversation, work: Work, context: Context) -> None:
    desk = context.settings.front_desk(conversation.place)
    planned = await work.outbox.of_conversation(conversation.id)
    root = next((each for each in planned if each.kind is Kind.ROOT), None)
    if desk and root:
        await work.outbox.plan([plans.left(root, conversation, desk, context.new_key(), context.now)])
