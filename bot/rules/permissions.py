"""Who may use which command: judged from what is stored, never from what a button claims."""

from bot.commands import BY_WORD, Command, Who
from bot.errors import NotAllowed, Unreadable
from bot.model.people import Profile


def allowed(word: str, by: Profile) -> Command:
    """The command, if this person may use it.

    Raises:
        NotAllowed: it is for others. Unreadable: there is no such word.
    """
    command = BY_WORD.get(word)
    if command is None:
        raise Unreadable(f"I do not know “{word[:40]}”. Say “help” to see what you can do here.")
    if command.who is Who.AGENT and not by.is_staff:
        raise NotAllowed("That is for the people who help here. Nothing was changed.")
    if command.who is Who.CUSTOMER and by.is_staff:
        raise NotAllowed("That is for customers: it changes what they are sent. Nothing was changed.")
    return command
