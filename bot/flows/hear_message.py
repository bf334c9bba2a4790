"""Somebody said something: find its conversation, move it, and plan what follows."""

from dataclasses import replace
from operator import attrgetter

from bot.config import FrontDesk
from bot.events import MessagePosted
from bot.flows.consent import outstanding, start, stop
from bot.flows.context import Context
from bot.flows.hear_reply import hear_reply, needs_no_reply
from bot.flows.open_conversation import cancel_follow_ups, open_conversation, show_again
from bot.flows.people import meet
from bot.flows.silence import watch_for_silence
from bot.flows.waking import wake_up
from bot.language.replies import Reply, is_start, is_stop, read_reply
from bot.messages import Answer
from bot.model.conversations import Conversation, Message, Status
from bot.model.people import NOTHING, Customer
from bot.model.places import Place
from bot.ports import Work
from bot.rules import opening, plans
from bot.rules.lifecycle import Move, move
from bot.texts.first_words import FIRST_WORDS

_SHOWN = attrgetter("turn", "status", "subject")  # on the root, of what a customer's words can change


async def hear_message(event: MessagePosted, work: Work, context: Context) -> Answer | None:
    """What is said elsewhere than at a front desk only tells who our colleagues are."""
    if event.author.is_staff:
        await work.people.remember(event.author)
    desk = context.settings.front_desk(event.place)
    if desk is None:
        return None
    if event.author.is_staff:
        await _staff_wrote(event, desk, work, context)
        return None
    return await _customer_wrote(event, desk, work, context)


async def _customer_wrote(event: MessagePosted, desk: FrontDesk, work: Work, context: Context) -> Answer | None:
    customer = await meet(event.author, event.at, work, context)
    if is_stop(event.text):
        return await stop(customer, work, context)
    if customer.consent == NOTHING and is_start(event.text):
        return await start(customer, work, context)
    to_customer = await _is_for_customer(event, work)
    conversation = await _conversation_of(event, customer, to_customer, work, context)
    message = opening.message_of(event, customer.id, conversation)
    if conversation is None:
        if opening.opens(event, desk, to_customer=to_customer):
            conversation = await open_conversation(message, customer, work, context, topic=event.topic)
            message = replace(message, conversation_id=conversation.id)
        await work.messages.save(message)
        return FIRST_WORDS if event.place.is_dm else None
    await work.messages.save(message)
    if to_customer or conversation.customer_id != customer.id:
        return None
    if event.place.is_dm and conversation.place == event.place:
        await work.outbox.plan([plans.relay(conversation, desk, context.new_key(), context.now, message.message_id)])
    if conversation.status is Status.RESOLVED:
        await hear_reply(event, conversation, customer, work, context)
    else:
        if read_reply(message.text) is Reply.TROUBLE:
            await cancel_follow_ups(customer, work, context, "the customer wrote meanwhile")
        await _goes_on(conversation, message, desk, work, context)
    return None


async def _goes_on(conversation: Conversation, message: Message, desk: FrontDesk, work: Work, context: Context) -> None:
    moved = opening.told_more(move(conversation, Move.CUSTOMER_WROTE, message.at), message.text)
    if await needs_no_reply(message, conversation, work):
        moved = replace(moved, turn=conversation.turn)
    if moved.status is Status.SNOOZED and not moved.snooze_keeps:
        moved = await wake_up(moved, "the customer wrote first", work, context)
        if not message.place.is_dm:  # there the message itself is shown to its agent
            await work.outbox.plan([plans.wake(moved, desk, context.new_key(), context.now, message.message_id)])
    await work.conversations.save(moved)
    if _SHOWN(moved) != _SHOWN(conversation) or opening.is_waiting_below(moved):
        await show_again(conversation.id, work, context)


async def _staff_wrote(event: MessagePosted, desk: FrontDesk, work: Work, context: Context) -> None:
    conversation = await _conversation_answered(event, work)
    if conversation is None:
        return
    await work.messages.save(opening.message_of(event, conversation.customer_id, conversation))
    if conversation.status is Status.RESOLVED:
        return
    moved = move(conversation, Move.AGENT_WROTE, event.at)
    if moved.agent is None:
        moved = replace(moved, agent=event.author.person)
        key, agent = context.new_key(), event.author.person
        await work.outbox.plan([plans.briefing(moved, desk, key, context.now, agent, unasked="yes")])
    await work.conversations.save(moved)
    if moved.turn is not conversation.turn:
        await watch_for_silence(moved, desk, work, context)
    if (moved.turn, moved.agent) != (conversation.turn, conversation.agent):
        await show_again(conversation.id, work, context)


async def _conversation_of(
    event: MessagePosted, customer: Customer, to_customer: bool, work: Work, context: Context
) -> Conversation | None:
    if event.place.is_dm:
        return await _of_dm(event.place, customer, work, context)
    if event.place.thread_id:
        return await _of_place(event.place, work)
    latest = _going_on(await work.conversations.latest_of(customer.id, event.place))
    if latest is None or to_customer:
        return None
    care = context.settings.aftercare
    joins = opening.joins(event, latest, care, last_at=latest.last_at, agent=latest.agent)
    return latest if joins else None


async def _of_place(place: Place, work: Work) -> Conversation | None:
    """The one that lives there, or the one its first message was merged into."""
    here = _going_on(await work.conversations.at(place))
    first = await work.messages.get(place, place.thread_id) if here is None and place.thread_id else None
    went = await work.conversations.get(first.conversation_id) if first and first.conversation_id else None
    return here or (_going_on(went) if went and went.status is not Status.DISMISSED else None)


async def _of_dm(place: Place, customer: Customer, work: Work, context: Context) -> Conversation | None:
    """The one that goes on there; else the one they were asked about there, or that ended there last."""
    here = await _of_place(place, work)
    if here and here.status is not Status.RESOLVED:
        return here
    asked = [each for each in await outstanding(customer, work, context) if each.shown and each.shown.place == place]
    about = await work.conversations.get(asked[0].conversation_id) if asked else None
    return about if about and about.status is Status.RESOLVED else here


async def _conversation_answered(event: MessagePosted, work: Work) -> Conversation | None:
    """In a flat channel an agent's words belong to whom they are addressed to, or to nobody."""
    if event.place.is_dm or event.place.thread_id:
        return await _of_place(event.place, work)
    if event.addressed_to is None:
        return None
    customer = await work.people.customer_of(event.addressed_to)
    return _going_on(await work.conversations.latest_of(customer.id, event.place)) if customer else None


def _going_on(conversation: Conversation | None) -> Conversation | None:
    """Nothing goes on in history that was brought in; what is said there begins anew."""
    return None if conversation and conversation.is_history else conversation


async def _is_for_customer(event: MessagePosted, work: Work) -> bool:
    """Somebody never heard may be an agent: a customer they are asked by is not to wait in silence."""
    if event.addressed_to is None or event.addressed_to == event.author.person:
        return False
    profile = await work.people.profile(event.addressed_to)
    return profile is not None and not profile.is_staff
