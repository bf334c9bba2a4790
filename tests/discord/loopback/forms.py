"""What an app wants to say, read from a request's body and held to Discord's limits."""

from dataclasses import dataclass, field

from tests.discord.loopback.components import check_components
from tests.discord.loopback.embeds import check_embeds
from tests.discord.loopback.errors import DiscordError, FormErrors
from tests.discord.loopback.messages import Flag
from tests.discord.loopback.people import Json

MOST_CONTENT = 2000
MOST_NONCE = 25
MOST_ALLOWED = 100  # users or roles in allowed_mentions
SETTABLE = Flag.SUPPRESS_EMBEDS | Flag.SUPPRESS_NOTIFICATIONS | Flag.COMPONENTS_V2


@dataclass(slots=True)
class Words:
    """The words of a message, as an app sends them."""

    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    allowed: Json | None = None
    flags: Flag = Flag.NONE
    nonce: str | int | None = None


def words(body: Json, uploads: list[Json], settable: Flag = SETTABLE, before: Words | None = None) -> Words:
    """What the body says; of a change, what it does not name stays as it was `before`."""
    said = before or Words()
    errors = FormErrors()
    if "content" in body:
        said.content = str(body["content"] or "").strip()
    if "embeds" in body:
        said.embeds = [{"type": "rich"} | embed for embed in body["embeds"] or []]
    if "components" in body:
        said.components = body["components"] or []
    if "attachments" in body or uploads:
        kept = {str(each.get("id")) for each in body.get("attachments") or []}
        said.attachments = [each for each in said.attachments if each["id"] in kept] + uploads
    said.allowed = _allowed(body.get("allowed_mentions"), errors)
    if "flags" in body:
        said.flags = said.flags & ~Flag.SUPPRESS_EMBEDS | Flag(int(body["flags"] or 0)) & settable
    said.nonce = body.get("nonce")
    errors.most("nonce", len(str(said.nonce or "")), MOST_NONCE)
    _check(said, errors)
    errors.check()
    if not (said.content or said.embeds or said.components or said.attachments):
        raise DiscordError(50006)
    return said


def _check(said: Words, errors: FormErrors) -> None:
    v2 = Flag.COMPONENTS_V2 in said.flags
    if v2:
        for name in ("content", "embeds"):
            if getattr(said, name):
                message = f'The "{name}" field cannot be used when using MessageFlags.IS_COMPONENTS_V2'
                errors.add(name, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)
    errors.most("content", len(said.content), MOST_CONTENT)
    check_embeds(said.embeds, errors)
    check_components(said.components, "message v2" if v2 else "message", errors)


def _allowed(allowed: Json | None, errors: FormErrors) -> Json | None:
    if allowed is None:
        return None
    for what in ("users", "roles"):
        named = allowed.get(what) or []
        errors.most(f"allowed_mentions.{what}", len(named), MOST_ALLOWED)
        if named and what in (allowed.get("parse") or []):
            message = f'parse:["{what}"] and {what}: [ids...] are mutually exclusive.'
            errors.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
    return allowed


def check_modal(modal: Json) -> None:
    """Refuse a modal that Discord would not take."""
    errors = FormErrors()
    errors.within("data.title", modal.get("title"), 45)
    errors.within("data.custom_id", modal.get("custom_id"), 100)
    components = modal.get("components") or []
    if not components:
        errors.add("data.components", "BASE_TYPE_REQUIRED", "This field is required")
    check_components(components, "modal", errors)
    errors.check()
