"""The one table of commands: every help text, form, menu and registration is made from it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.notes import NoteKind


class Who(StrEnum):
    """Who may use a command."""

    AGENT = "agent"
    CUSTOMER = "customer"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a command asks for."""

    name: str
    label: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True
    long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One word. With fields it opens a form; typed, what follows the word fills the field named `rest`.

    So does a button's choice.
    """

    word: str
    who: Who
    does: str
    fields: tuple[Field, ...] = ()
    rest: str = ""
    on_message: str = ""  # its label in the menu of a customer's message
    on_person: str = ""  # its label in the menu of a person, on platforms that have one
    listed: bool = True  # False: only behind buttons
    anywhere: bool = False  # it is about no conversation


_NOTE_KINDS = tuple((kind.value, kind.value.capitalize()) for kind in NoteKind)
_YES_NO = (("", "No"), ("yes", "Yes"))
_IF_THEY_WRITE = (("", "Wake it"), ("keep", "Keep it until the date"))

COMMANDS: tuple[Command, ...] = (
    Command(
        word="brief", who=Who.AGENT, does="the briefing for this conversation", on_person="What we know about them"
    ),
    Command(
        word="note",
        who=Who.AGENT,
        does="remember something about this customer",
        rest="text",
        on_message="Remember this",
        fields=(
            Field("text", "What to remember", "Tests every release on a Friday", long=True),
            Field("kind", "Kind", choices=_NOTE_KINDS),
            Field("expires", "Forget it", "in two months; leave empty to keep it", required=False),
            Field("may_see", "The customer may see it", choices=_YES_NO, required=False),
        ),
    ),
    Command(word="notes", who=Who.AGENT, does="list the notes about this customer, edit or forget them"),
    Command(word="take", who=Who.AGENT, does="take this conversation"),
    Command(
        word="hand over",
        who=Who.AGENT,
        does="hand this conversation to a colleague",
        rest="to",
        fields=(
            Field("to", "To whom", "a colleague's name"),
            Field("words", "What they should know", required=False, long=True),
        ),
    ),
    Command(
        word="remind",
        who=Who.AGENT,
        does="whisper to me about this conversation later: in 2 hours, tomorrow at 9 to call her",
        rest="when",
        on_message="Remind me",
        fields=(
            Field("when", "When", "this afternoon, in two hours, Friday 3pm"),
            Field("words", "About what", required=False, long=True),
        ),
    ),
    Command(
        word="snooze",
        who=Who.AGENT,
        does="put it aside until a time, or until the customer writes",
        rest="until",
        fields=(
            Field("until", "Until", "Friday; leave empty: until the customer writes", required=False),
            Field("if_they_write", "If the customer writes", choices=_IF_THEY_WRITE, required=False),
        ),
    ),
    Command(word="wake", who=Who.AGENT, does="take up a snoozed conversation before its time"),
    Command(
        word="resolve",
        who=Who.AGENT,
        does="close with care: say what was fixed and see what follows",
        rest="fixed",
        fields=(
            Field("fixed", "What was fixed", "the export runs again", long=True),
            Field("topic", "Topic", "export", required=False),
        ),
    ),
    Command(word="reopen", who=Who.AGENT, does="open a resolved conversation again"),
    Command(
        word="reply",
        who=Who.AGENT,
        does="answer a customer who wrote in a DM, as yourself, through the bot",
        rest="words",
        fields=(Field("words", "Your answer", long=True),),
    ),
    Command(
        word="hours",
        who=Who.AGENT,
        does="when I work, in my own zone: outside these hours nothing mentions me",
        rest="when",
        anywhere=True,
        fields=(Field("when", "When you work", "Mon-Fri 9-17; or always", required=False),),
    ),
    Command(
        word="away",
        who=Who.AGENT,
        does="until when I am away, and who stands in for me; away back ends it",
        rest="until",
        anywhere=True,
        fields=(
            Field("until", "Until", "Monday; or back"),
            Field("stand_in", "Who stands in", "a colleague's name", required=False),
        ),
    ),
    Command(
        word="backstage",
        who=Who.AGENT,
        does="the way to this conversation's backstage thread",
        on_message="Open backstage",
    ),
    Command(word="aftercare", who=Who.AGENT, does="see what follows; edit, skip, send now, pause"),
    Command(
        word="open",
        who=Who.AGENT,
        does="make a conversation of a customer's message",
        on_message="Open a conversation",
    ),
    Command(word="not a conversation", who=Who.AGENT, does="make it disappear, with no aftercare"),
    Command(
        word="merge",
        who=Who.AGENT,
        does="join this conversation to another one of the same customer",
        fields=(Field("into", "Into which"),),
    ),
    Command(word="stop", who=Who.CUSTOMER, does="no more automatic messages", anywhere=True),
    Command(word="start", who=Who.CUSTOMER, does="allow check-ins again", anywhere=True),
    Command(word="help", who=Who.EVERYONE, does="what you can do here", anywhere=True),
    Command(word="home", who=Who.EVERYONE, does="your own page", listed=False, anywhere=True),
    Command(word="answer", who=Who.CUSTOMER, does="answer a check-in", listed=False),
    Command(word="where", who=Who.CUSTOMER, does="choose where check-ins come", listed=False),
    Command(
        word="edit note",
        who=Who.AGENT,
        does="change a note",
        listed=False,
        fields=(Field("text", "What to remember", long=True), Field("kind", "Kind", choices=_NOTE_KINDS)),
    ),
    Command(word="forget note", who=Who.AGENT, does="forget a note", listed=False),
    Command(
        word="edit check-in",
        who=Who.AGENT,
        does="change when a check-in goes out, and how it names what was fixed",
        listed=False,
        fields=(
            Field("when", "When", "Thursday 10:00", required=False),
            Field("fixed", "What was fixed", required=False, long=True),
        ),
    ),
)

BY_WORD = {command.word: command for command in COMMANDS}


def read_command(text: str) -> tuple[str, str] | None:
    """The command word a typed text begins with and the rest of it; None when it begins with none."""
    typed = " ".join(text.split())
    for word in sorted(BY_WORD, key=len, reverse=True):
        if BY_WORD[word].listed and (typed.casefold() + " ").startswith(word + " "):
            return word, typed[len(word) :].strip()
    return None
