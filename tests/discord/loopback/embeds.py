"""Whether Discord would take these embeds."""

from tests.discord.loopback.errors import FormErrors
from tests.discord.loopback.people import Json

MOST_EMBEDS = 10
MOST_FIELDS = 25
MOST_TOGETHER = 6000  # characters of all embeds of a message
TEXTS = {"title": 256, "description": 4096}


def check_embeds(embeds: list[Json], errors: FormErrors) -> None:
    """Note what is wrong with a message's embeds."""
    errors.most("embeds", len(embeds), MOST_EMBEDS)
    together = 0
    for number, embed in enumerate(embeds):
        together += _check(embed, f"embeds.{number}", errors)
    if together > MOST_TOGETHER:
        message = f"Embed size exceeds maximum size of {MOST_TOGETHER}"
        errors.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", message)


def _check(embed: Json, place: str, errors: FormErrors) -> int:
    """Returns how many characters count."""
    texts = [(name, embed.get(name) or "", most) for name, most in TEXTS.items()]
    texts.append(("footer.text", (embed.get("footer") or {}).get("text") or "", 2048))
    texts.append(("author.name", (embed.get("author") or {}).get("name") or "", 256))
    fields = embed.get("fields") or []
    errors.most(f"{place}.fields", len(fields), MOST_FIELDS)
    for number, field in enumerate(fields):
        for name, most in (("name", 256), ("value", 1024)):
            errors.within(f"{place}.fields.{number}.{name}", field.get(name), most)
            texts.append(("", str(field.get(name) or ""), most))
    for name, text, most in texts:
        if name:
            errors.most(f"{place}.{name}", len(text), most)
    if not any(len(text) for _, text, _ in texts) and not embed.keys() & {"image", "thumbnail", "video"}:
        errors.add(place, "BASE_TYPE_REQUIRED", "This field is required")
    return sum(len(text) for _, text, _ in texts)
