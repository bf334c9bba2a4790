"""`note` and what belongs to it: remember, list, edit, forget."""

from dataclasses import replace

from bot.errors import Unreadable
from bot.events import CommandGiven
from bot.flows.commands.meant import conversation_meant, customer_of
from bot.flows.commands.times import staff_zone, time_meant
from bot.flows.context import Context
from bot.language.words import shorten
from bot.messages import Answer, Button, Fact, Line, StaffWords
from bot.model.notes import Note, NoteKind
from bot.model.people import Profile
from bot.ports import Work
from bot.rules.situation import expired
from bot.texts.times import moment

LONGEST = 1_000  # characters of a note
_SHOWN = 5  # two buttons each, and no message has more than ten


async def note(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Remember something about the customer of this conversation."""
    conversation = await conversation_meant(event, work)
    expires = event.fields.get("expires", "").strip()
    kept = Note(
        id=context.new_key(),
        customer_id=conversation.customer_id,
        kind=_kind(event.fields.get("kind", "")),
        text=_text(event.fields.get("text", "")),
        author=event.by.person,
        author_name=event.by.name,
        at=context.now,
        expires_at=time_meant(expires, event.by, context) if expires else None,
        customer_may_see=event.fields.get("may_see") == "yes",
    )
    await work.notes.save(kept)
    customer = await customer_of(conversation, work)
    return StaffWords(
        title=f"Noted about {customer.name}",
        parts=(_shown(kept, event.by, context),),
        buttons=_buttons(kept, ""),
    )


async def notes(event: CommandGiven, work: Work, context: Context) -> Answer:
    """The newest notes about the customer, each with its buttons."""
    conversation = await conversation_meant(event, work)
    customer = await customer_of(conversation, work)
    kept = [each for each in await work.notes.of_customer(customer.id) if not expired(each, context.now)]
    if not kept:
        return StaffWords(title=f"There are no notes about {customer.name} yet.")
    shown = kept[:_SHOWN]
    rest = (Line(f"… and {len(kept) - _SHOWN} older."),) if len(kept) > _SHOWN else ()
    return StaffWords(
        title=f"Notes about {customer.name}",
        parts=(*(_shown(each, event.by, context, number) for number, each in enumerate(shown, 1)), *rest),
        buttons=tuple(button for number, each in enumerate(shown, 1) for button in _buttons(each, f" {number}")),
    )


async def edit(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Change a note's words or kind; its author and date stay."""
    kept = await note_meant(event, work)
    text, kind = event.fields.get("text", ""), event.fields.get("kind", "")
    changed = replace(kept, text=_text(text), kind=_kind(kind) if kind else kept.kind)
    await work.notes.save(changed)
    return StaffWords(title="The note is changed", parts=(_shown(changed, event.by, context),))


async def forget(event: CommandGiven, work: Work, context: Context) -> Answer:
    """A forgotten note is gone for good."""
    kept = await note_meant(event, work)
    await work.notes.forget(kept.id)
    return StaffWords(title="Forgotten.", parts=(Line(f"It said: {shorten(kept.text, 200)}"),))


async def note_meant(event: CommandGiven, work: Work) -> Note:
    """The note a button is about.

    Raises:
        Unreadable: it is not there.
    """
    kept = await work.notes.get(event.about) if event.about else None
    if kept is None:
        raise Unreadable("That note is no longer there. Nothing was changed.")
    return kept


def _shown(kept: Note, to: Profile, context: Context, number: int | None = None) -> Fact:
    label = kept.kind.capitalize() if number is None else f"{number}. {kept.kind.capitalize()}"
    zone = staff_zone(to, context)
    until = f" · until {moment(kept.expires_at, zone, context.now)}" if kept.expires_at else ""
    seen = " · the customer may see it" if kept.customer_may_see else ""
    return Fact(label, f"{kept.text} ({kept.author_name}{until}{seen})")


def _buttons(kept: Note, number: str) -> tuple[Button, ...]:
    return (
        Button(f"Edit{number}", "edit note", kept.id),
        Button(f"Forget{number}", "forget note", kept.id, "forget", "danger"),
    )


def _text(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise Unreadable("A note needs some words: note tests every release on a Friday. Nothing was changed.")
    if len(text) > LONGEST:
        raise Unreadable(f"A note has at most {LONGEST:,} characters, and this one {len(text):,}. Nothing was changed.")
    return text


def _kind(kind: str) -> NoteKind:
    try:
        return NoteKind(kind or NoteKind.FACT)
    except ValueError:
        kinds = ", ".join(NoteKind)
        raise Unreadable(f"“{kind[:40]}” is no kind of note; there are: {kinds}. Nothing was changed.") from None
