"""`hours` and `away`: when an agent may be whispered to, and who is told in their place."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC

from bot.errors import Unreadable
from bot.events import CommandGiven
from bot.flows.commands.meant import colleague_meant
from bot.flows.commands.times import staff_zone, time_read
from bot.flows.context import Context
from bot.language.hours import read_hours
from bot.language.standing_in import is_nobody, named_to_stand_in
from bot.language.words import words
from bot.messages import Answer, Button, Line, StaffWords
from bot.model.people import Profile
from bot.model.presence import Presence
from bot.ports import Work
from bot.texts.hours import hours as hours_words
from bot.texts.presence import away_until
from bot.texts.times import place_of

_BACK = ("back", "i am back", "i'm back", "zurück", "de vuelta", "de retour")
_UNDONE_AT_MOST = 60  # characters of the hours before that a button carries


async def hours(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Keep an agent's hours, and say what was understood; without any, say what is kept."""
    before = await _said(event, work)
    text = event.about if event.choice == "undo" else event.fields.get("when", "").strip()
    here = place_of(staff_zone(event.by, context))
    read = read_hours(text.replace(here, "").rstrip(" ,.")) if text else before.hours
    if read is None:
        could = "“Mon-Fri 9-17”, “Mon Wed Fri 9:30-15:00”, “always”"
        raise Unreadable(f"I could not read “{text[:60]}” as hours. I can read: {could}. Nothing was changed.")
    await work.presences.save(replace(before, hours=read))
    undo = hours_words(before.hours)
    can_undo = read != before.hours and len(undo) <= _UNDONE_AT_MOST
    return StaffWords(
        title=f"Your hours: {hours_words(read)}{f', {here}' if read else ''}.",
        parts=(Line("Outside them, what would mention you waits until you work again."),) if read else (),
        buttons=(Button("Undo", "hours", undo, "undo"),) if can_undo else (),
    )


async def away(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Nothing mentions an agent who is away; back ends it."""
    before, text = await _said(event, work), event.fields.get("until", "").strip()
    if event.choice == "back" or text.rstrip(".!").casefold() in _BACK:
        await work.presences.save(replace(before, away_until=None, stand_in=None))
        return StaffWords(title="Welcome back. What is for you mentions you again.")
    read = time_read(text, event.by, context)
    colleague = await _stand_in(event, read.beside, work)
    said = replace(before, away_until=read.at.astimezone(UTC), stand_in=colleague.person if colleague else None)
    await work.presences.save(said)
    return StaffWords(
        title=f"You are {away_until(said, staff_zone(event.by, context), context.now)}.",
        parts=(Line(_instead(colleague)),),
        buttons=(Button("I am back", "away", "", "back"),),
    )


async def _said(event: CommandGiven, work: Work) -> Presence:
    me = event.by.person
    return (await work.presences.of([me])).get(me) or Presence(person=me)


async def _stand_in(event: CommandGiven, beside: str, work: Work) -> Profile | None:
    """From the form, or the colleague who is named beside the time."""
    name = event.fields.get("stand_in", "").strip() or _named(beside, await work.people.staff())
    if not name or is_nobody(name):
        return None
    colleague = await colleague_meant(name, event.by.person, work)
    if colleague.person == event.by.person:
        raise Unreadable("You cannot stand in for yourself. Name a colleague, or nobody. Nothing was changed.")
    return colleague


def _named(text: str, staff: Iterable[Profile]) -> str:
    """The account of the one colleague it names, else what seems to be a name; empty when there is none."""
    said = set(words(text))
    named = {each.person.user_id: set(words(each.name)) for each in staff if _is_named(each, said)}
    longest = [user_id for user_id, name in named.items() if not any(name < other for other in named.values())]
    if len(longest) > 1:
        raise Unreadable(f"Only one colleague can stand in for you: {' or '.join(longest)}? Nothing was changed.")
    return longest[0] if longest else named_to_stand_in(text)


def _is_named(colleague: Profile, said: set[str]) -> bool:
    ways = (words(colleague.name), words(colleague.person.user_id))
    return any(way and said.issuperset(way) for way in ways)


def _instead(colleague: Profile | None) -> str:
    if colleague is None:
        return "Nobody stands in: what is for you stands in its thread and mentions nobody."
    return f"{colleague.name} stands in: while they are there, what is for you mentions them."
