"""`brief`: the briefing, for whoever asks."""

from dataclasses import replace

from bot.events import CommandGiven
from bot.flows.commands.meant import conversation_meant
from bot.flows.context import Context
from bot.flows.situations import situation_of
from bot.messages import Answer, StaffWords
from bot.model.conversations import Conversation
from bot.model.places import Person
from bot.ports import Work
from bot.rules import plans
from bot.texts.briefing import History, briefing

_LATEST = 10  # conversations to choose one from that is at a front desk of ours


async def brief(event: CommandGiven, work: Work, context: Context) -> Answer:
    """What is known about the customer of this conversation, or about a person."""
    if event.whom:
        return await _about_person(event.whom, event.by.person, work, context)
    conversation = await conversation_meant(event, work)
    history = await _history(conversation, event.by.person, work, context)
    return briefing(history, to=None, title=f"About {history.customer.name}")


async def _about_person(whom: Person, by: Person, work: Work, context: Context) -> Answer:
    profile, customer = await work.people.profile(whom), await work.people.customer_of(whom)
    if profile and profile.is_staff:
        return StaffWords(title=f"{profile.name} helps here: nothing is remembered about colleagues.")
    had = await work.conversations.of_customer(customer.id, _LATEST) if customer else ()
    latest = next((each for each in had if context.settings.front_desk(each.place)), None)
    if latest is None:
        return StaffWords(title="They have had no conversation here; nothing is known about them yet.")
    history = await _history(latest, by, work, context)
    past = await work.conversations.past_of(latest.customer_id, _LATEST)
    this = next(each for each in past if each.id == latest.id)
    return briefing(replace(history, past=(this, *history.past)), to=None, title=f"About {history.customer.name}")


async def _history(conversation: Conversation, by: Person, work: Work, context: Context) -> History:
    asked = plans.briefing(conversation, context.desk(conversation.place), "", context.now, by)
    situation = await situation_of(asked, work, context.settings, context.now)
    if situation is None:
        raise AssertionError("a conversation without its customer")
    return situation.history()
