"""What the bot said, and the forms it asks with, as JSON for the page."""

from typing import Any

from bot.messages import Button, CustomerWords, Fact, Form, FormField, Line, Part, Quote, StaffWords

Json = dict[str, Any]


def words_json(words: StaffWords | CustomerWords) -> Json:
    """What we said, in its parts."""
    buttons = [button_json(button) for button in words.buttons]
    if isinstance(words, CustomerWords):
        return {"lines": list(words.lines), "why": words.why, "by": words.by, "buttons": buttons}
    return {
        "title": words.title,
        "parts": [part_json(part) for part in words.parts],
        "mention": words.mention.user_id if words.mention else "",
        "buttons": buttons,
    }


def part_json(part: Part) -> Json:
    """One part of a whisper."""
    match part:
        case Line():
            return {"line": part.text}
        case Fact():
            return {"label": part.label, "text": part.text}
        case Quote():
            source = part.source
            return {
                "quote": part.text[: part.most],
                "by": part.by,
                "at": part.at.isoformat() if part.at else "",
                "source": {"channel": source.place.channel_id, "message": source.message_id} if source else None,
            }


def button_json(button: Button) -> Json:
    """A button, with everything that pressing it says."""
    return {
        "label": button.label,
        "word": button.word,
        "about": button.about,
        "choice": button.choice,
        "weight": button.weight,
    }


def form_json(form: Form) -> Json:
    """A form to fill in."""
    return {
        "title": form.title,
        "word": form.word,
        "about": form.about,
        "submit": form.submit,
        "fields": [_field_json(field) for field in form.fields],
    }


def _field_json(field: FormField) -> Json:
    return {
        "name": field.name,
        "label": field.label,
        "value": field.value,
        "hint": field.hint,
        "choices": [list(choice) for choice in field.choices],
        "required": field.required,
        "long": field.long,
    }
