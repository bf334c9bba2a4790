"""Somebody used a command: check that they may, and let its flow do it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.commands import Command
from bot.errors import NotSaidWhich
from bot.events import CommandGiven
from bot.flows.commands import (
    aftercare,
    answering,
    backstage,
    briefing,
    handling,
    helping,
    home,
    notes,
    presence,
    reminding,
    replying,
    resolving,
    snoozing,
    which,
)
from bot.flows.context import Context
from bot.messages import Answer
from bot.ports import Work
from bot.rules.permissions import allowed

Handler = Callable[[CommandGiven, Work, Context], Awaitable[Answer]]

HANDLERS: Mapping[str, Handler] = {
    "brief": briefing.brief,
    "note": notes.note,
    "notes": notes.notes,
    "edit note": notes.edit,
    "forget note": notes.forget,
    "take": handling.take,
    "hand over": handling.hand_over,
    "open": handling.open_by_hand,
    "not a conversation": handling.dismiss,
    "merge": handling.merge,
    "remind": reminding.remind,
    "snooze": snoozing.snooze,
    "wake": snoozing.wake,
    "resolve": resolving.resolve,
    "reopen": resolving.reopen,
    "hours": presence.hours,
    "away": presence.away,
    "reply": replying.reply,
    "backstage": backstage.backstage,
    "aftercare": aftercare.aftercare,
    "edit check-in": aftercare.edit,
    "answer": answering.answer,
    "where": answering.where,
    "stop": answering.stop_all,
    "start": answering.start_again,
    "help": helping.help_out,
    "home": home.home,
}


async def hear_command(event: CommandGiven, work: Work, context: Context) -> Answer:
    """What the command answers, to be shown only to whoever gave it.

    Raises:
        NotAllowed: the person may not. Unreadable: the words could not be read; nothing was changed.
    """
    command = allowed(event.word, event.by)
    if event.by.is_staff:
        await work.people.remember(event.by)
    try:
        return await HANDLERS[event.word](_as_typed(event, command), work, context)
    except NotSaidWhich as not_said:
        return await which.ask_which(event, command, not_said, work)


def _as_typed(event: CommandGiven, command: Command) -> CommandGiven:
    """What a button chooses for a word that could be typed on stands for what would have been typed."""
    chosen = event.choice if command.rest and not event.fields else ""
    return replace(event, fields={command.rest: chosen}) if chosen else event
