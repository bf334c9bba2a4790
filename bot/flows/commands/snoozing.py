"""`snooze` and `wake`: put a conversation aside until a time or until the customer writes; take it up again."""

from dataclasses import replace
from datetime import datetime

from bot.errors import Unreadable
from bot.events import CommandGiven
from bot.flows.commands.meant import conversation_meant, customer_of
from bot.flows.commands.times import nothing_else, staff_zone, time_read
from bot.flows.context import Context
from bot.flows.open_conversation import show_again
from bot.flows.waking import wake_up
from bot.language.left_over import left_over
from bot.language.their_word import waits_for_word, whatever_they_write
from bot.language.words import shorten
from bot.messages import Answer, Button, StaffWords
from bot.model.deliveries import Kind
from bot.model.people import Customer
from bot.ports import Work
from bot.rules import plans
from bot.rules.lifecycle import Move, move
from bot.texts.snooze import until


async def snooze(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Nobody is whispered to about it before then; whoever snoozes what nobody has taken has it."""
    conversation = await conversation_meant(event, work)
    customer = await customer_of(conversation, work)
    when = _until(event, customer, context)
    keeps = event.fields.get("if_they_write") == "keep" or whatever_they_write(_said(event), customer.name)
    if keeps and when is None:
        raise Unreadable("To keep it snoozed even if they write I need to know until when. Nothing was changed.")
    snoozed = replace(
        move(conversation, Move.SNOOZE, context.now),
        snoozed_until=when,
        snooze_keeps=keeps,
        agent=conversation.agent or event.by.person,
    )
    await work.conversations.save(snoozed)
    await work.outbox.cancel(snoozed.id, [Kind.WAKE], "the conversation was snoozed anew")
    if when:
        wake = plans.wake(snoozed, context.desk(snoozed.place), context.new_key(), context.now)
        await work.outbox.plan([replace(wake, due_at=when)])
    await show_again(snoozed.id, work, context)
    words = until(snoozed, customer.name, staff_zone(event.by, context), context.now)
    return StaffWords(
        title=f"{customer.name}’s conversation is snoozed {words}.",
        buttons=(Button("Undo", "wake", snoozed.id),),
    )


async def wake(event: CommandGiven, work: Work, context: Context) -> Answer:
    """It is open again, before its time."""
    conversation = await conversation_meant(event, work)
    customer = await customer_of(conversation, work)
    await work.conversations.save(await wake_up(conversation, "an agent woke it", work, context))
    await show_again(conversation.id, work, context)
    return StaffWords(title=f"{customer.name}’s conversation is awake again.")


def _until(event: CommandGiven, customer: Customer, context: Context) -> datetime | None:
    """None until the customer writes."""
    said = _said(event)
    if not said:
        return None
    try:
        read = time_read(said, event.by, context)
    except Unreadable:
        if not waits_for_word(said, customer.name):
            raise
        _check_that_it_is_all(said, customer)
        return None
    return nothing_else(read, customer.name)


def _check_that_it_is_all(said: str, customer: Customer) -> None:
    if left := left_over(said, customer.name):
        raise Unreadable(
            f"I read that it ends when {customer.name} writes, but do not know what “{shorten(left, 60)}” says about "
            "it. Say it again without that, or the time first: “Friday or until they write”. Nothing was changed."
        )


def _said(event: CommandGiven) -> str:
    return event.fields.get("until", "").strip()
