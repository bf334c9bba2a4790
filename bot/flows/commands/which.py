"""Asks an agent which of their conversations a word is meant for."""

from bot.commands import Command
from bot.errors import NotSaidWhich
from bot.events import CommandGiven
from bot.language.words import shorten
from bot.messages import Answer, Button, Fact, Line, StaffWords
from bot.ports import Work

_MOST = 10  # buttons under one message
_LABEL = 70  # characters
_CARRIED = 150  # characters that a button carries along on every platform
_WHEN_RESOLVED = frozenset({"aftercare", "reopen"})


async def ask_which(event: CommandGiven, command: Command, not_said: NotSaidWhich, work: Work) -> Answer:
    """A button for each conversation they could mean; pressed it does the word there, with what was typed.

    Raises:
        NotSaidWhich: there is none they could mean.
    """
    agent = None if command.word == "take" else event.by.person
    unfinished = await work.conversations.unfinished(agent, _MOST + 1)
    if not unfinished or command.word in _WHEN_RESOLVED:
        raise not_said
    names = await work.people.names(each.customer_id for each in unfinished)
    typed = event.fields.get(command.rest, "")
    fits = len(typed) <= _CARRIED and typed.isprintable()
    said = (Fact(command.word.capitalize(), typed),) if typed else ()
    long = () if fits else (Line("That is too much for a button to carry: you will be asked for it again."),)
    more = (Line("There are more: their backstage threads have buttons too."),) if len(unfinished) > _MOST else ()
    return StaffWords(
        title="Which conversation do you mean?",
        parts=(*said, *long, *more),
        buttons=tuple(
            Button(
                shorten(f"{names.get(each.customer_id, 'Somebody')}: {each.subject or '(deleted)'}", _LABEL),
                command.word,
                each.id,
                typed if fits else "",
            )
            for each in unfinished[:_MOST]
        ),
    )
