"""Writes down what became of a delivery, and lets those see it whom it concerns."""

from bot.flows.speaker import Speaker
from bot.model.deliveries import Delivery, Kind, State
from bot.model.places import Audience
from bot.ports import Work
from bot.rules import plans

_UNDONE = frozenset({State.EXPIRED, State.PAUSED, State.HELD, State.FAILED})


async def settle(delivery: Delivery, work: Work, speaker: Speaker) -> bool:
    """Keep it, if it is still ours. What does not go out is shown on the root; a customer's, told to the agent too."""
    if not await work.outbox.save(delivery):
        return False
    to_customer, undone = delivery.audience is Audience.CUSTOMER, delivery.state in _UNDONE
    if to_customer or (undone and delivery.kind is not Kind.ROOT):
        await work.outbox.again(plans.root_occasion(delivery.conversation_id), speaker.clock.now())
    if to_customer and undone:
        await _tell_agent(delivery, work, speaker)
    return True


async def _tell_agent(delivery: Delivery, work: Work, speaker: Speaker) -> None:
    conversation = await work.conversations.get(delivery.conversation_id)
    desk = speaker.settings.front_desk(conversation.place) if conversation else None
    if conversation and desk:
        key, now = speaker.new_key(), speaker.clock.now()
        await work.outbox.plan([plans.notice(delivery, conversation, desk, key, now, conversation.agent)])
