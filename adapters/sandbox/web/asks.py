"""What the page may ask for: the shape of every request, with its bounds."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from adapters.sandbox.web.guard import Declined
from bot.language.words import is_blank
from bot.wrong_values import in_words

LONGEST_TEXT = 40_000

Name = Annotated[str, Field(min_length=1, max_length=200)]
Maybe = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]


def _filled_in(text: str) -> str:
    if is_blank(text):
        raise ValueError("there is nothing in it; fill it in")
    return text


class Ask(BaseModel):
    """Anything the page asks for."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Somewhere(Ask):
    """Something one person does in one place; `thread` is empty in the channel itself."""

    by: Name
    channel: Name
    thread: Maybe = ""


class Say(Somewhere):
    """Say something."""

    text: Annotated[Text, AfterValidator(_filled_in)]


class Typed(Say):
    """Type a command."""


class Edit(Say):
    """Change what was said."""

    message: Name


class Delete(Somewhere):
    """Take back what was said."""

    message: Name


class Give(Somewhere):
    """Use a command: press a button, pick from a menu, submit a form."""

    word: Name
    about: Maybe = ""
    choice: Maybe = ""
    message: Maybe = ""
    fields: Annotated[dict[Name, Text], Field(max_length=20)] = {}


class OpenForm(Ask):
    """See the form of a command."""

    by: Name
    word: Name
    about: Maybe = ""


class Seat(Ask):
    """Give somebody new a seat."""

    name: Annotated[str, Field(max_length=60)]
    staff: bool
    zone: Name


class Door(Ask):
    """Let a customer into a staff room, or see them out again."""

    who: Name
    channel: Name
    inside: bool


class MoveClock(Ask):
    """Let time pass; "morning" is the next 9:00 where this customer lives."""

    move: Literal["hour", "morning", "next", "to"]
    to: Annotated[AwareDatetime | None, Field(strict=False)] = None
    customer: Maybe = ""


AnyAsk = TypeVar("AnyAsk", bound=Ask)


def read(kind: type[AnyAsk], body: bytes) -> AnyAsk:
    """The request in this body; raises `Declined` with what is wrong about it."""
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise Declined("; ".join(map(_words, error.errors()))[:1000]) from None


def _words(problem: Mapping[str, Any]) -> str:
    named = ".".join(str(step) for step in problem["loc"])
    said = in_words(problem)
    return f"{named}: {said}" if named else f"{said[:1].upper()}{said[1:]}."
