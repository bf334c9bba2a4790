"""`aftercare`: see what follows a conversation; edit, skip, send now, pause."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.errors import Unreadable
from bot.events import CommandGiven
from bot.flows.commands.meant import conversation_meant, customer_of, delivery_meant
from bot.flows.commands.times import time_meant
from bot.flows.context import Context
from bot.flows.open_conversation import show_again
from bot.language.words import shorten
from bot.messages import Answer, Button, Line, StaffWords
from bot.model.conversations import Conversation
from bot.model.deliveries import Delivery, Kind, State
from bot.ports import Work
from bot.rules.checking_in import is_draft
from bot.rules.local_time import awake, zone_of
from bot.rules.situation import due_words
from bot.texts.times import moment

LONGEST = 500  # characters of what was fixed
_UNSENT = (State.PENDING, State.CLAIMED, State.PAUSED)
_NOT_ANY_MORE = "It has gone out, or was cancelled, already. Nothing was changed."


async def aftercare(event: CommandGiven, work: Work, context: Context) -> Answer:
    """The plan of a conversation; with a choice, a change to one follow-up."""
    if not event.choice:
        conversation = await conversation_meant(event, work)
        return await _plan(conversation, work, context)
    follow_up = await follow_up_meant(event, work)
    changed = _changed(follow_up, event.choice, context)
    return await _keep(changed, work, context)


async def edit(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Another time, or other words for what was fixed."""
    follow_up = await follow_up_meant(event, work)
    when, fixed = event.fields.get("when", "").strip(), event.fields.get("fixed", "").strip()
    if when:
        follow_up = _moved(follow_up, time_meant(when, event.by, context) - follow_up.due_at)
    if fixed:
        follow_up = replace(follow_up, detail={**follow_up.detail, "fixed": shorten(fixed, LONGEST)})
    return await _keep(follow_up, work, context)


async def follow_up_meant(event: CommandGiven, work: Work) -> Delivery:
    """The unsent follow-up a button is about.

    Raises:
        Unreadable: there is none, or it is too late.
    """
    follow_up = await delivery_meant(event, work)
    if follow_up.kind is not Kind.CHECK_IN or follow_up.state not in _UNSENT:
        raise Unreadable(_NOT_ANY_MORE)
    return follow_up


def _changed(follow_up: Delivery, choice: str, context: Context) -> Delivery:
    match choice:
        case "skip":
            return replace(follow_up, state=State.CANCELLED, why="skipped by an agent")
        case "pause":
            return replace(follow_up, state=State.PAUSED, why="paused by an agent")
        case "resume":
            resumed = replace(follow_up, state=State.PENDING, why="")
            return _moved(resumed, max(context.now - resumed.due_at, timedelta(0)))
        case "send now":
            by_hand = replace(follow_up, state=State.PENDING, detail={**follow_up.detail, "by_hand": "yes"})
            return _moved(by_hand, context.now - by_hand.due_at)
        case _:
            raise Unreadable("Choose one of: skip, pause, resume, send now. Nothing was changed.")


def _moved(follow_up: Delivery, by: timedelta) -> Delivery:
    expires = follow_up.expires_at + by if follow_up.expires_at else None
    return replace(follow_up, due_at=follow_up.due_at + by, expires_at=expires)


async def _keep(follow_up: Delivery, work: Work, context: Context) -> Answer:
    if not await work.outbox.change(follow_up):
        raise Unreadable(_NOT_ANY_MORE)
    await show_again(follow_up.conversation_id, work, context)
    conversation = await work.conversations.get(follow_up.conversation_id)
    if conversation is None:
        raise Unreadable("The conversation is no longer there.")
    return await _plan(conversation, work, context)


async def _plan(conversation: Conversation, work: Work, context: Context) -> StaffWords:
    customer = await customer_of(conversation, work)
    zone = zone_of(customer, context.settings.aftercare)
    follow_ups = [
        each
        for each in await work.outbox.of_conversation(conversation.id)
        if each.kind is Kind.CHECK_IN and each.state in _UNSENT
    ]
    if not follow_ups:
        return StaffWords(title=f"Nothing is planned for {customer.name}.")
    drafts = {each.key for each in follow_ups if is_draft(each, context.settings)}
    lines = [
        Line(f"Check-in: {due_words(each, zone, context.now)}{_state(each, drafts)}{_asleep(each, zone.zone, context)}")
        for each in follow_ups
    ]
    return StaffWords(
        title=f"What follows for {customer.name}",
        parts=tuple(lines),
        buttons=tuple(button for each in follow_ups for button in _buttons(each, drafts)),
    )


def _state(follow_up: Delivery, drafts: Collection[str]) -> str:
    if follow_up.key in drafts:
        return " · a draft, it goes out only when somebody sends it"
    return " · paused" if follow_up.state is State.PAUSED else ""


def _asleep(follow_up: Delivery, zone: ZoneInfo, context: Context) -> str:
    """A follow-up sent by hand still waits for the customer's morning."""
    morning = awake(follow_up.due_at, zone, context.settings.aftercare)
    return (
        ""
        if morning == follow_up.due_at
        else f" · it waits until {moment(morning, zone, context.now)}, a better hour for them"
    )


def _buttons(follow_up: Delivery, drafts: Collection[str]) -> Sequence[Button]:
    pause = [Button("Pause", "aftercare", follow_up.key, "pause")]
    if follow_up.key in drafts:
        pause = []
    elif follow_up.state is State.PAUSED:
        pause = [Button("Resume", "aftercare", follow_up.key, "resume")]
    return (
        Button("Send now", "aftercare", follow_up.key, "send now"),
        Button("Edit", "edit check-in", follow_up.key),
        *pause,
        Button("Skip", "aftercare", follow_up.key, "skip", "danger"),
    )
