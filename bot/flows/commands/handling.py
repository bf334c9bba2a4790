"""Taking a conversation, handing it over, opening one by hand, dropping or joining it."""

from dataclasses import replace

from bot.errors import Unreadable
from bot.events import CommandGiven
from bot.flows.commands.meant import colleague_meant, conversation_meant, customer_of, message_meant
from bot.flows.commands.reminding import carry_reminders, drop_reminders
from bot.flows.commands.times import staff_zone
from bot.flows.context import Context
from bot.flows.open_conversation import open_conversation, show_again
from bot.flows.waking import wake_up
from bot.messages import Answer, Button, Line, StaffWords
from bot.model.conversations import Conversation, Status
from bot.model.deliveries import Kind
from bot.model.people import Role
from bot.model.places import Person
from bot.ports import Work
from bot.rules import plans
from bot.rules.lifecycle import Move, move
from bot.rules.presence import is_away
from bot.texts.presence import away_until

_WAITING = (Kind.BRIEFING, Kind.ANSWERED, Kind.CHECK_IN, Kind.WAKE, Kind.SILENT)


async def take(event: CommandGiven, work: Work, context: Context) -> Answer:
    """The conversation is theirs from now on, and they get the briefing."""
    conversation = await _unfinished(event, work)
    customer = await customer_of(conversation, work)
    if conversation.agent == event.by.person:
        return StaffWords(title=f"You have {customer.name}’s conversation already.")
    await _give(conversation, event.by.person, work, context)
    return StaffWords(title=f"{customer.name}’s conversation is yours. The briefing comes in its thread.")


async def hand_over(event: CommandGiven, work: Work, context: Context) -> Answer:
    """A colleague gets the conversation, with the briefing and what they should know."""
    conversation = await _unfinished(event, work)
    colleague = await colleague_meant(event.fields.get("to", ""), event.by.person, work)
    if colleague.person == conversation.agent:
        return StaffWords(title=f"{colleague.name} has this conversation already.")
    words = event.fields.get("words", "").strip()
    await _give(conversation, colleague.person, work, context, **{"from": event.by.name, "words": words})
    said = (await work.presences.of([colleague.person])).get(colleague.person)
    away = said if is_away(said, context.now) else None
    return StaffWords(
        title=f"{colleague.name} has the conversation now, and gets the briefing.",
        parts=(Line(f"They are {away_until(away, staff_zone(event.by, context), context.now)}."),) if away else (),
    )


async def open_by_hand(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Make a conversation of a customer's message."""
    message = await message_meant(event, work)
    if message.role is Role.STAFF or message.customer_id is None:
        raise Unreadable("Only a customer’s message can become a conversation. Nothing was changed.")
    before = await work.conversations.get(message.conversation_id) if message.conversation_id else None
    if before and before.status not in (Status.DISMISSED, Status.MERGED):
        raise Unreadable("That message belongs to a conversation already. Nothing was changed.")
    customer = await work.people.customer(message.customer_id)
    if customer is None:
        raise Unreadable("The customer is no longer known. Nothing was changed.")
    opened = await open_conversation(message, customer, work, context)
    await work.messages.save(replace(message, conversation_id=opened.id))
    return StaffWords(
        title=f"A conversation with {customer.name} is open.",
        buttons=(Button("Take", "take", opened.id, weight="main"),),
    )


async def dismiss(event: CommandGiven, work: Work, context: Context) -> Answer:
    """It was no conversation: it disappears, and nothing follows."""
    conversation, why = move(await conversation_meant(event, work), Move.DISMISS, context.now), "it was no conversation"
    dropped = await drop_reminders(conversation, event, why, work, context)
    await _finish(conversation, why, work, context)
    return StaffWords(title="It is no conversation any more; nothing will follow from it.", parts=tuple(dropped))


async def merge(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Its messages and what it waits for go on in another conversation of the same customer."""
    conversation = await conversation_meant(event, work)
    into = await work.conversations.get(event.fields.get("into", ""))
    if into is None or into.id == conversation.id or into.customer_id != conversation.customer_id:
        raise Unreadable("That is no other conversation of this customer. Nothing was changed.")
    if into.status not in (Status.OPEN, Status.SNOOZED):
        raise Unreadable(f"The other conversation is {into.status}. Nothing was changed.")
    merged = replace(move(conversation, Move.MERGE, context.now), merged_into=into.id, subject="")
    await carry_reminders(conversation, into, work, context)
    await _finish(merged, "the conversation goes on in another one", work, context)
    await work.messages.move(conversation.id, into.id)
    if into.status is Status.SNOOZED:
        into = await wake_up(into, "another conversation was joined to it", work, context)
    await work.conversations.save(_with_latest(into, conversation))
    await show_again(into.id, work, context)
    return StaffWords(title=f"It goes on in “{into.subject or '(deleted)'}”.")


async def _unfinished(event: CommandGiven, work: Work) -> Conversation:
    conversation = await conversation_meant(event, work)
    if conversation.status not in (Status.OPEN, Status.SNOOZED):
        raise Unreadable(f"This conversation is {conversation.status}. Reopen it first. Nothing was changed.")
    return conversation


async def _give(conversation: Conversation, to: Person, work: Work, context: Context, **detail: str) -> None:
    given = replace(conversation, agent=to)
    await work.conversations.save(given)
    desk = context.desk(given.place)
    await work.outbox.plan([plans.briefing(given, desk, context.new_key(), context.now, to, **detail)])
    await show_again(given.id, work, context)


async def _finish(conversation: Conversation, why: str, work: Work, context: Context) -> None:
    await work.conversations.save(conversation)
    await work.outbox.cancel(conversation.id, _WAITING, why)
    await show_again(conversation.id, work, context)


def _with_latest(into: Conversation, other: Conversation) -> Conversation:
    return replace(
        into,
        last_at=max(into.last_at, other.last_at),
        customer_last_at=max(into.customer_last_at, other.customer_last_at),
        turn=other.turn if other.last_at > into.last_at else into.turn,
        agent=into.agent or other.agent,
    )
