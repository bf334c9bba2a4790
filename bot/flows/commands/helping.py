"""`help`: what you can do here."""

from bot.commands import COMMANDS, Who
from bot.events import CommandGiven
from bot.flows.context import Context
from bot.messages import Answer, CustomerWords, Fact, StaffWords
from bot.ports import Work


async def help_out(event: CommandGiven, work: Work, context: Context) -> Answer:
    """The words this person may use."""
    mine = Who.AGENT if event.by.is_staff else Who.CUSTOMER
    listed = [each for each in COMMANDS if each.listed and each.who in (mine, Who.EVERYONE)]
    if event.by.is_staff:
        return StaffWords(title="What you can do here", parts=tuple(Fact(each.word, each.does) for each in listed))
    lines = tuple(f"{each.word}: {each.does}" for each in listed)
    return CustomerWords(lines=("People read what you write here and answer it.", *lines), why="Only you can see this.")
