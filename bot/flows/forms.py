"""The form of a command, filled in as far as we know."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.commands import Command, Field
from bot.errors import Unreadable
from bot.events import CommandGiven
from bot.flows.commands.aftercare import follow_up_meant
from bot.flows.commands.meant import conversation_meant
from bot.flows.commands.notes import LONGEST, note_meant
from bot.flows.context import Context
from bot.language.requests import is_vague
from bot.language.words import content_words, shorten, without_address
from bot.messages import Form, FormField, Source
from bot.model.conversations import Conversation, Status
from bot.model.notes import NoteKind
from bot.model.people import Profile, Role
from bot.model.places import Place
from bot.ports import Work
from bot.rules.permissions import allowed
from bot.texts.hours import hours

_SUGGESTED = 160  # characters of an agent's most telling words, as a first draft of what was fixed
_LATEST = 5  # messages to choose those from
_CHOICES = 25


@dataclass(frozen=True, slots=True)
class _Prefill:
    values: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


async def form_for(word: str, about: str, by: Profile, on: Source | None, work: Work, context: Context) -> Form:
    """The form that asks for a command's fields; `on` is the message in whose menu it was asked for.

    Raises:
        NotAllowed: the person may not. Unreadable: there is no such form, or nothing to fill in.
    """
    command = _asking(word, by)
    asked = CommandGiven(
        key="",
        at=context.now,
        by=by,
        place=on.place if on else Place(by.person.platform, ""),
        word=word,
        about=about,
        message_id=on.message_id if on else "",
    )
    return _form(command, about, await _prefill(asked, work, context))


def empty_form(word: str, about: str, by: Profile) -> Form:
    """The same with nothing filled in, when it cannot be looked up. Raises the same."""
    return _form(_asking(word, by), about, _Prefill())


def _asking(word: str, by: Profile) -> Command:
    command = allowed(word, by)
    if not command.fields:
        raise Unreadable(f"“{word}” asks for nothing.")
    return command


def _form(command: Command, about: str, prefill: _Prefill) -> Form:
    return Form(
        title=command.word.capitalize(),
        word=command.word,
        about=about,
        fields=tuple(_form_field(each, prefill) for each in command.fields),
        submit=command.word.capitalize(),
    )


async def _prefill(asked: CommandGiven, work: Work, context: Context) -> _Prefill:
    match asked.word:
        case "note":
            message = await work.messages.get(asked.place, asked.message_id) if asked.message_id else None
            return _Prefill(values={"kind": NoteKind.FACT, "text": shorten(message.text, LONGEST) if message else ""})
        case "resolve":
            return await _resolve(await conversation_meant(asked, work), work)
        case "hand over":
            staff = [each for each in await work.people.staff() if each.person != asked.by.person]
            if not staff:
                raise Unreadable(
                    "There is no colleague I know yet to hand it to. Whoever is missing writes one word where I can "
                    "read it, or gives me a command; then try again."
                )
            return _Prefill(choices={"to": tuple((each.person.user_id, each.name) for each in staff[:_CHOICES])})
        case "hours":
            said = (await work.presences.of([asked.by.person])).get(asked.by.person)
            return _Prefill(values={"when": hours(said.hours) if said else ""})
        case "away":
            staff = [each for each in await work.people.staff() if each.person != asked.by.person]
            named = tuple((each.person.user_id, each.name) for each in staff[:_CHOICES])
            return _Prefill(choices={"stand_in": (("", "Nobody"), *named)})
        case "merge":
            return await _merge(await conversation_meant(asked, work), work)
        case "edit note":
            kept = await note_meant(asked, work)
            return _Prefill(values={"text": kept.text, "kind": kept.kind})
        case "edit check-in":
            follow_up = await follow_up_meant(asked, work)
            conversation = await work.conversations.get(follow_up.conversation_id)
            fixed = follow_up.detail.get("fixed") or (conversation.fixed if conversation else "")
            return _Prefill(values={"fixed": fixed})
        case _:
            return _Prefill()


async def _resolve(conversation: Conversation, work: Work) -> _Prefill:
    if conversation.fixed:
        return _Prefill(values={"fixed": conversation.fixed, "topic": conversation.topic})
    said = await work.messages.of_conversation(conversation.id, 50)
    ours = [without_address(message.text) for message in said if message.role is Role.STAFF][-_LATEST:]
    answers = (text for text in ours if not text.rstrip().endswith("?") and not is_vague(text))
    telling = max(answers, key=lambda text: len(content_words(text)), default="")
    return _Prefill(values={"fixed": shorten(telling, _SUGGESTED), "topic": conversation.topic})


async def _merge(conversation: Conversation, work: Work) -> _Prefill:
    others = [
        (each.id, shorten(each.subject or "(deleted)", 70))
        for each in await work.conversations.of_customer(conversation.customer_id, _CHOICES)
        if each.id != conversation.id and each.status in (Status.OPEN, Status.SNOOZED)
    ]
    if not others:
        raise Unreadable("This customer has no other open conversation to join it to.")
    return _Prefill(choices={"into": tuple(others)})


def _form_field(asked: Field, prefill: _Prefill) -> FormField:
    return FormField(
        name=asked.name,
        label=asked.label,
        value=prefill.values.get(asked.name, ""),
        hint=asked.hint,
        choices=prefill.choices.get(asked.name, asked.choices),
        required=asked.required,
        long=asked.long,
    )
