"""Writes down what became of a delivery, and lets those see it whom it concerns."""

from bot.flows.speaker import Speaker
from bot.model.deliveries import Delivery, State
from bot.model.places import Audience
from bot.ports import Work
from bot.rules import plans

_TOLD = frozenset({State.EXPIRED, State.HELD, State.FAILED})


async def settle(delivery: Delivery, work: Work, speaker: Speaker) -> bool:
    """Keep it, if it is still ours. What a customer does not get is shown on the root and told to the agent."""
    if not await work.outbox.save(delivery):
        return False
    if delivery.audience is Audience.CUSTOMER:
        await work.outbox.again(plans.root_occasion(delivery.conversation_id), speaker.clock.now())
        if delivery.state in _TOLD:
            await _tell_agent(delivery, work, speaker)
    return True


async def _tell_agent(delivery: Delivery, work: Work, speaker: Speaker) -> None:
    conversation = await work.conversations.get(delivery.conversation_id)
    desk = speaker.settings.front_desk(conversation.place) if conversation else None
    if conversation and desk:
        key, now = speaker.new_key(), speaker.clock.now()
        await work.outbox.plan([plans.notice(delivery, conversation, desk, key, now, conversation.agent)])
