"""Forms and answers as Slack's modals and home pages."""

from collections.abc import Sequence
from typing import Any

from adapters.slack.render import Json, Words, blocks, cut
from bot.messages import Form, FormField

TITLE, BUTTON, PLACEHOLDER, LABEL, LONGEST = 24, 24, 150, 75, 3_000
CHOICES = 100


def modal(form: Form, private_metadata: str) -> Json:
    """The form of a command."""
    return {
        "type": "modal",
        "callback_id": "care",
        "title": _plain(form.title, TITLE),
        "submit": _plain(form.submit, BUTTON),
        "close": _plain("Cancel", BUTTON),
        "private_metadata": private_metadata,
        "blocks": [_input(each) for each in form.fields],
    }


def shown(words: Words, home: str) -> Json:
    """An answer, for somebody who came through a modal or a menu."""
    return {
        "type": "modal",
        "title": _plain("Unhurried", TITLE),
        "close": _plain("Close", BUTTON),
        "blocks": blocks(words, home),
    }


def home_page(words: Words, home: str) -> Json:
    """What somebody sees who opens our App Home."""
    return {"type": "home", "blocks": blocks(words, home)}


def _input(field: FormField) -> Json:
    return {
        "type": "input",
        "block_id": field.name,
        "label": _plain(field.label, LABEL),
        "optional": not field.required,
        "element": _choice(field) if field.choices else _text(field),
    }


def _text(field: FormField) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "action_id": field.name,
        "multiline": field.long,
        "max_length": LONGEST,
    }
    if field.value:
        element["initial_value"] = cut(field.value, LONGEST)
    if field.hint:
        element["placeholder"] = _plain(field.hint, PLACEHOLDER)
    return element


def _choice(field: FormField) -> Json:
    options = _options(field.choices[:CHOICES])
    chosen = [option for option in options if option["value"] == f"={field.value}"]
    initial: dict[str, Any] = {"initial_option": chosen[0]} if chosen else {}
    return {"type": "static_select", "action_id": field.name, "options": options, **initial}


def _options(choices: Sequence[tuple[str, str]]) -> list[Json]:
    """A value may be empty for us but not for Slack, so each gets a sign in front."""
    return [{"text": _plain(label, LABEL), "value": f"={value}"} for value, label in choices]


def _plain(text: str, limit: int) -> Json:
    return {"type": "plain_text", "text": cut(text, limit) or "…", "emoji": False}
