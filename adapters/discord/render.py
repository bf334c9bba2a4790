"""Our words as Discord's components. People's words are escaped until no mark of Discord's is left in them."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adapters.discord.places import Spot, link_to
from bot.language.words import in_order
from bot.messages import Button, CustomerWords, Fact, Form, FormField, Line, Quote, StaffWords
from bot.model.places import Person

V2 = 1 << 15  # the flag of messages that are made of components only
PRIVATE = 1 << 6  # the flag of answers that only one person sees
TITLE, LINE, LABEL, CUSTOM_ID = 250, 2_000, 80, 100
PARTS, BUTTONS, BUTTONS_IN_A_ROW = 25, 10, 5
MOST = 3_800
"""Characters of one message's text, marks included; Discord takes 4,000."""
CONTAINER, TEXT, ROW, BUTTON, LABELLED, INPUT, SELECT = 17, 10, 1, 2, 18, 4, 3

Words = StaffWords | CustomerWords
Json = dict[str, Any]

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_MARKS = re.compile(r"[\\`*_~|<>#\[\]():@]")
_LINE_MARKS = re.compile(r"(?m)^(\s*)([-+])|^(\s*\d+)(?=\.)")
_INVITES = re.compile(r"(?i)(discord(?:app)?)(?=\.(?:gg|com))")
_STYLES = {"main": 1, "plain": 2, "danger": 4}
_COLOURS = {StaffWords: 0x3B6E8F, CustomerWords: 0x4F8A5B}


def message(words: Words, key: str, spots: Mapping[str, Spot]) -> Json:
    """A message of ours, which can be found again by its key; it pings nobody but whom it is for.

    `spots` are the channels to whose messages it may link.
    """
    box: Json = {"type": CONTAINER, "accent_color": _COLOURS[type(words)]}
    box["components"] = [{"type": TEXT, "content": _text(words, spots)}, *_rows(words.buttons[:BUTTONS])]
    if key:
        box["id"], box["components"][0]["id"] = marks(key)
    users = [words.mention.user_id] if isinstance(words, StaffWords) and words.mention else []
    return {"flags": V2, "components": [box], "allowed_mentions": {"parse": [], "users": users}}


def marks(key: str) -> tuple[int, int]:
    """Two numbers that stand for a key: Discord keeps the ids that we give to components."""
    digest = hashlib.sha256(key.encode()).digest()
    first, second = (int.from_bytes(digest[at : at + 4], "big") >> 1 | 1 << 20 for at in (0, 4))
    return first, second if second != first else second + 1


def marks_of(shown: Json) -> tuple[int, int] | None:
    """The numbers that a message of ours carries; None when it is none."""
    try:
        box = shown["components"][0]
        return box["id"], box["components"][0]["id"]
    except (KeyError, IndexError, TypeError):
        return None


def is_for_staff(shown: Json) -> bool:
    """Whom a message of ours was meant for."""
    return bool(shown["components"][0].get("accent_color") == _COLOURS[StaffWords])


def escape(text: str) -> str:
    """Text in which Discord finds no mark, mention, link or list."""
    marked = _MARKS.sub(lambda found: f"\\{found[0]}", text)
    marked = _LINE_MARKS.sub(lambda found: f"{found[1]}\\{found[2]}" if found[2] else f"{found[3]}\\", marked)
    return _INVITES.sub(r"\1\\", marked)


def cut(text: str, limit: int) -> str:
    """The text in at most so many characters, the last of them "…" when something is missing."""
    text = _NO_TEXT.sub("\ufffd", in_order(text))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _named(text: str, limit: int) -> str:
    """Text for what must have a name."""
    return cut(text, limit).strip() or "…"


def modal(form: Form, custom_id: str) -> Json:
    """The form of a command."""
    return {
        "title": _named(form.title, 45),
        "custom_id": custom_id,
        "components": [_field(each) for each in form.fields[:5]],
    }


def custom_id(*parts: str) -> str:
    """What a button or a form carries: names to look up, which prove nothing. Empty when it is too long for that."""
    made = "|".join(part.replace("|", " ") for part in ("care", *parts))
    return made if len(made) <= CUSTOM_ID else ""


def _text(words: Words, spots: Mapping[str, Spot]) -> str:
    lines = _customer_lines(words) if isinstance(words, CustomerWords) else _staff_lines(words, spots)
    kept, left = [], MOST
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            kept.append("…")
            break
        kept.append(line)
    return "\n".join(kept) or "…"


def _staff_lines(words: StaffWords, spots: Mapping[str, Spot]) -> Iterator[str]:
    title = f"**{escape(cut(words.title, TITLE))}**" if words.title.strip() else ""
    mention = _mention(words.mention) if words.mention else ""
    if title or mention:
        yield " ".join(filter(None, (mention, title)))
    for part in words.parts[:PARTS]:
        match part:
            case Line(text):
                yield escape(cut(text, LINE))
            case Fact(label, text):
                yield f"**{escape(cut(label, TITLE))}:** {escape(cut(text, LINE))}"
            case Quote():
                yield _quote(part, spots)


def _customer_lines(words: CustomerWords) -> Iterator[str]:
    if words.by:
        yield f"**{escape(cut(words.by, TITLE))}**"
    for line in words.lines[:PARTS]:
        yield escape(cut(line, LINE))
    if words.why:
        yield f"-# {escape(cut(words.why, LINE)).replace(chr(10), ' ')}"


def _quote(quote: Quote, spots: Mapping[str, Spot]) -> str:
    link = link_to(quote.source.place, quote.source.message_id, spots) if quote.source else ""
    text = escape(cut(quote.text, quote.most))
    said = "\n".join(f"> {line}" for line in text.split("\n"))
    by = f"> — {escape(cut(quote.by, TITLE))}".replace("\n", " ")
    when = f", <t:{int(quote.at.timestamp())}:f>" if quote.at else ""
    return f"{said}\n{by}{when}{f', {link}' if link else ''}"


def _mention(person: Person) -> str:
    return f"<@{person.user_id}>"


def _rows(buttons: Sequence[Button]) -> Iterator[Json]:
    """Each button once: Discord takes no two that do the same."""
    named = {custom_id(button.word, button.about, button.choice): button for button in reversed(buttons)}
    made = [_button(button, made_id) for made_id, button in reversed(named.items()) if made_id]
    for row in range(0, len(made), BUTTONS_IN_A_ROW):
        yield {"type": ROW, "components": made[row : row + BUTTONS_IN_A_ROW]}


def _button(button: Button, made_id: str) -> Json:
    label = _named(button.label, LABEL)
    return {"type": BUTTON, "style": _STYLES.get(button.weight, 2), "label": label, "custom_id": made_id}


def _field(field: FormField) -> Json:
    labelled: Json = {"type": LABELLED, "label": _named(field.label, 45)}
    if field.choices:
        options = [
            {"label": _named(label, 100), "value": f"={value}"[:100], "default": value == field.value}
            for value, label in field.choices[:25]
        ]
        picked: Json = {"type": SELECT, "custom_id": field.name, "options": options, "required": field.required}
        return {**labelled, "component": picked}
    typed: Json = {"type": INPUT, "custom_id": field.name, "style": 2 if field.long else 1, "required": field.required}
    typed |= {"max_length": LINE}
    if field.value:
        typed["value"] = cut(field.value, LINE)
    if field.hint:
        typed["placeholder"] = cut(field.hint, 100)
    return {**labelled, "component": typed}
