"""Loads what a delivery is judged by: for each kind only what it needs."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime

from bot.config import Settings
from bot.model.conversations import Conversation, Message
from bot.model.deliveries import Delivery, Kind
from bot.model.people import Customer, Profile
from bot.model.places import Audience, Person, dm
from bot.model.presence import Presence
from bot.ports import Work
from bot.rules import opening
from bot.rules.contact import longest_window
from bot.rules.situation import Situation

_WITH_LAST_WORDS = (Kind.REMINDER, Kind.WAKE, Kind.SILENT)
_PAST_CONVERSATIONS, _PAST_MESSAGES = 10, 200


async def situation_of(delivery: Delivery, work: Work, settings: Settings, now: datetime) -> Situation | None:
    """Today's facts; None when the conversation, its customer or its front desk are gone."""
    conversation = await work.conversations.get(delivery.conversation_id)
    customer = await work.people.customer(conversation.customer_id) if conversation else None
    desk = settings.front_desk(conversation.place) if conversation else None
    if conversation is None or customer is None or desk is None or customer.id != delivery.customer_id:
        return None
    kind = delivery.kind
    with_history = kind in (Kind.BRIEFING, Kind.ANSWERED)
    is_about_all = kind in (Kind.ROOT, Kind.CHECK_IN)
    with_past = with_history or is_about_all
    past = await work.conversations.past_of(customer.id, limit=_PAST_CONVERSATIONS) if with_past else ()
    since = now - longest_window(settings.aftercare)
    with_contacts = with_history or kind is Kind.CHECK_IN
    contacts = await work.outbox.contacts(customer.id, since) if with_contacts else ()
    of_conversation = await work.outbox.of_conversation(conversation.id) if kind is Kind.ROOT else ()
    agents = {agent for agent in (conversation.agent, *(each.agent for each in past)) if agent}
    presences = await _presences(agents, delivery, work)
    with_words = kind in _WITH_LAST_WORDS or (kind is Kind.ROOT and opening.is_waiting_below(conversation))
    about = delivery.detail.get("about")
    said = conversation.opening_message_id if is_about_all else delivery.detail.get("said")
    return Situation(
        delivery=delivery,
        conversation=conversation,
        customer=customer,
        desk=desk,
        settings=settings,
        now=now,
        past=past,
        contacts=[each for each in contacts if each.key != delivery.key],
        notes=await work.notes.of_customer(customer.id) if with_history else (),
        messages=await work.messages.of_conversation(conversation.id, 20) if with_words else (),
        past_messages=await work.messages.of_customer(customer.id, _PAST_MESSAGES) if with_history else (),
        deliveries=of_conversation,
        about=await work.outbox.get(about) if about else None,
        said=await _said(said, conversation, customer, work) if said else None,
        into=await work.conversations.get(conversation.merged_into) if conversation.merged_into else None,
        profiles=await _profiles(agents, [delivery, *of_conversation], presences, work),
        presences=presences,
    )


async def _said(message_id: str, conversation: Conversation, customer: Customer, work: Work) -> Message | None:
    """Said where the conversation is, or in the direct messages that the customer chose."""
    here = await work.messages.get(conversation.place, message_id)
    return here or (await work.messages.get(dm(customer.direct), message_id) if customer.direct else None)


async def _presences(agents: Set[Person], delivery: Delivery, work: Work) -> Mapping[Person, Presence]:
    """Of those who could be mentioned, suggested or written to in private."""
    people = agents | ({delivery.to} if delivery.to else set())
    if delivery.audience is Audience.CUSTOMER or not people or (delivery.kind is Kind.ROOT and delivery.shown):
        return {}
    return await work.presences.of(people)


async def _profiles(
    agents: Set[Person], deliveries: Sequence[Delivery], presences: Mapping[Person, Presence], work: Work
) -> Mapping[Person, Profile]:
    people = agents | {each.to for each in deliveries if each.to}
    people |= {each.stand_in for each in presences.values() if each.stand_in}
    profiles = [await work.people.profile(person) for person in people]
    return {profile.person: profile for profile in profiles if profile}
