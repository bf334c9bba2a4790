"""Reads the commands people use on the page, and says what they could use instead."""

from adapters.sandbox.web.guard import Declined
from bot.commands import BY_WORD, COMMANDS, Command, Who, read_command
from bot.model.people import Profile


def known(word: str) -> Command:
    """The command of this word; raises `Declined` when there is none."""
    if word not in BY_WORD:
        raise Declined(f"There is no command “{word}”.")
    return BY_WORD[word]


def typed_command(text: str, by: Profile) -> tuple[Command, str]:
    """What a typed line says; raises `Declined` with what could be typed."""
    typed = text.strip().removeprefix("/care").strip()
    whose = {Who.EVERYONE, Who.AGENT if by.is_staff else Who.CUSTOMER}
    words = [command.word for command in COMMANDS if command.listed and command.who in whose]
    found = read_command(typed)
    if found is None:
        raise Declined(f"“{typed[:40]}” is no command. You can type: {', '.join(words)}.")
    command, rest = BY_WORD[found[0]], found[1]
    if rest and not command.fields:
        raise Declined(f"“{command.word}” stands alone: type it without “{rest[:40]}”.")
    return command, rest
