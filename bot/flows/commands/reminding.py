"""`remind`: whisper to me about this conversation later."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from bot.errors import NotAllowed, Unreadable
from bot.events import CommandGiven
from bot.flows.commands.meant import conversation_meant, customer_of, delivery_meant
from bot.flows.commands.times import not_known, staff_zone, time_read, without_zone
from bot.flows.context import Context
from bot.flows.open_conversation import show_again
from bot.language.about_what import introduced, matter
from bot.language.dates import ReadTime, read_time
from bot.language.left_over import left_over
from bot.language.words import shorten
from bot.messages import Answer, Button, Line, StaffWords
from bot.model.conversations import Conversation, Status
from bot.model.deliveries import Kind, State
from bot.model.people import Customer
from bot.ports import Work
from bot.rules import plans
from bot.rules.local_time import zone_named
from bot.rules.presence import next_time
from bot.texts.times import distance, moment
from bot.texts.whispers import dropped

LONGEST = 500  # characters of what a reminder is about
_NAMED = 5  # reminders


async def remind(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Set a reminder, and say in words when it comes; or undo one."""
    if event.choice == "undo":
        return await _undo(event, work, context)
    conversation = await conversation_meant(event, work)
    if conversation.status not in (Status.OPEN, Status.SNOOZED):
        raise Unreadable(f"This conversation is {conversation.status}. Reopen it first. Nothing was changed.")
    customer, zone = await customer_of(conversation, work), staff_zone(event.by, context)
    read = time_read(event.fields.get("when", ""), event.by, context)
    asked, about = read.at.astimezone(UTC), _about(read, customer)
    presences = await work.presences.of([event.by.person])
    due = next_time(presences.get(event.by.person), zone, asked)
    words = shorten(f"{about} {event.fields.get('words', '')}", LONGEST)
    key, desk = context.new_key(), context.desk(conversation.place)
    await work.outbox.plan([plans.reminder(conversation, desk, key, context.now, due, event.by.person, words)])
    await show_again(conversation.id, work, context)
    when = f"{moment(due, zone, context.now)} ({distance(due, context.now)})"
    later = (
        (Line(f"You do not work on {moment(asked, zone, context.now)}: it comes once you do."),) if due > asked else ()
    )
    return StaffWords(
        title=f"I will remind you about {customer.name}: {when}.",
        parts=(*((Line(f"About: {words}"),) if words else ()), *later),
        buttons=(Button("Undo", "remind", key, "undo"),),
    )


async def drop_reminders(
    conversation: Conversation, event: CommandGiven, why: str, work: Work, context: Context
) -> Sequence[Line]:
    """Their owners are told; whoever gives the command reads it in these lines of the answer."""
    cancelled = await work.outbox.cancel(conversation.id, [Kind.REMINDER], why)
    desk = context.desk(conversation.place)
    await work.outbox.plan(
        plans.notice(each, conversation, desk, context.new_key(), context.now, each.to)
        for each in cancelled
        if each.to != event.by.person
    )
    zone = staff_zone(event.by, context)
    mine = [Line(f"{dropped(each, zone, context.now)}.") for each in cancelled if each.to == event.by.person]
    more = [Line(f"So are {len(mine) - _NAMED} more.")] if len(mine) > _NAMED else []
    return mine[:_NAMED] + more


async def carry_reminders(conversation: Conversation, into: Conversation, work: Work, context: Context) -> None:
    """What somebody wanted to be reminded of goes on in the other conversation."""
    reminders = await work.outbox.cancel(conversation.id, [Kind.REMINDER], "the conversation goes on in another one")
    await work.outbox.plan(plans.carried(each, into, context.new_key()) for each in reminders)


def _about(read: ReadTime, customer: Customer) -> str:
    """What the words beside the time say the reminder is about.

    Raises:
        Unreadable: they say something about the time instead; the message repeats it.
    """
    before, behind = introduced(read.before), matter(without_zone(read.behind, read))
    if not before and (left := left_over(read.before)):
        raise not_known(left, read)
    about = f"{before} {behind}".strip()
    if not left_over(about):
        return ""
    other = read_time(about, read.at)
    rest = other.beside if other else about
    is_hour = about[0].isdecimal() and not introduced(read.behind)  # "tomorrow 10 CET"
    if is_hour or zone_named(about) or not left_over(rest, customer.name):
        raise not_known(about, read)
    return about


async def _undo(event: CommandGiven, work: Work, context: Context) -> Answer:
    reminder = await delivery_meant(event, work)
    if reminder.kind is not Kind.REMINDER or reminder.to != event.by.person:
        raise NotAllowed("That reminder is not yours. Nothing was changed.")
    undone = replace(reminder, state=State.CANCELLED, why="undone")
    if not await work.outbox.change(undone):
        raise Unreadable("That reminder has come, or was dropped, already. Nothing was changed.")
    await show_again(reminder.conversation_id, work, context)
    return StaffWords(title="Undone: there will be no reminder.")
