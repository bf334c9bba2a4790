"""What we say. Two unrelated types on purpose, so that staff's words cannot reach a customer.

Every string in here is plain text, whoever wrote it: only renderers know markup, and they escape everything.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.model.places import Person, Place


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of ours."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what belongs to it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a message stands: what a quote comes from, to link to, or what a form is about."""

    place: Place
    message_id: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, shown so that it cannot break out of its quote."""

    by: str
    text: str
    at: datetime | None = None
    source: Source | None = None

    @property
    def most(self) -> int:
        """So many characters of it are shown at most; more of what nobody can look up, as it was said in a DM."""
        return 1_200 if self.source and self.source.place.is_dm else 500


Part = Line | Fact | Quote


@dataclass(frozen=True, slots=True)
class Button:
    """Does what the command `word` does; opens its form when it has one and `choice` is empty."""

    label: str
    word: str
    about: str
    choice: str = ""
    weight: str = "plain"  # plain, main or danger


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffWords:
    """For staff's eyes only. Mentions one person or nobody."""

    title: str
    parts: tuple[Part, ...] = ()
    mention: Person | None = None
    buttons: tuple[Button, ...] = ()
    refused: bool = False  # an answer that says why nothing was changed


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerWords:
    """What a customer reads: an agent's own words, or a message that says in `why` that it is automatic."""

    lines: tuple[str, ...]
    why: str = ""  # why it came, and how to stop it; empty only for an agent's own words
    by: str = ""  # the agent whose words these are
    buttons: tuple[Button, ...] = ()
    refused: bool = False  # an answer that says why nothing was changed
    nod: bool = False  # an answer for which a sign on what they wrote will do, where they cannot be written to alone

    def __post_init__(self) -> None:
        if not (self.why or self.by):
            raise ValueError("an automatic message says why it came")


Answer = StaffWords | CustomerWords  # shown at once, and only to the person who asked


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing a form asks for. With `choices` one of them (value, label) is picked."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True
    long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Asks a person for the fields of a command; submitting it gives that command."""

    title: str
    word: str
    about: str
    fields: tuple[FormField, ...]
    submit: str = "Save"
