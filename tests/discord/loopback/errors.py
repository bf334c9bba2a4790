"""Discord's errors: their codes, what they say, and the status they come with."""

from tests.discord.loopback.people import Json

TOLD = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    20028: (429, "The write action you are performing on the channel has hit the write rate limit"),
    30003: (400, "Maximum number of pins reached for the channel (50)"),
    30013: (400, "Maximum number of guild channels reached (500)"),
    30034: (400, "Maximum number of application command creates has been reached"),
    30046: (429, "Maximum number of edits to messages older than 1 hour reached. Try again later."),
    40001: (401, "Unauthorized. Provide a valid token and try again."),
    40003: (400, "You are opening direct messages too fast"),
    40060: (400, "Interaction has already been acknowledged"),
    40062: (429, "Service resource is being rate limited"),
    50001: (403, "Missing Access"),
    50003: (403, "Cannot execute action on a DM channel"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50021: (403, "Cannot execute action on a system message"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50033: (400, "Invalid Recipient(s)"),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    130000: (503, "API resource is currently overloaded. Try again a little later"),
    160002: (403, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
    160005: (400, "Thread is locked"),
    160006: (400, "Maximum number of active threads reached"),
    200000: (400, "Message was blocked by automatic moderation"),
}


class DiscordError(Exception):
    """What Discord answers instead of doing it."""

    def __init__(self, code: int, errors: Json | None = None) -> None:
        self.status, self.message = TOLD[code]
        self.code = code
        self.errors = errors
        super().__init__(f"{code} {self.message} {errors or ''}".rstrip())

    @property
    def answer(self) -> Json:
        """Its body."""
        told: Json = {"message": self.message, "code": self.code}
        told |= {"retry_after": 1.0, "global": False} if self.status == 429 else {}
        return told | ({"errors": self.errors} if self.errors else {})


class NotAuthorized(Exception):
    """Nobody has this token."""


class FormErrors:
    """What is wrong with a request's body, gathered place by place."""

    def __init__(self) -> None:
        self._tree: Json = {}

    def add(self, place: str, code: str, message: str) -> None:
        """Something is wrong at a place such as `embeds.0.title`."""
        node = self._tree
        for part in place.split("."):
            node = node.setdefault(part, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def most(self, place: str, length: int, most: int) -> None:
        """Refuse what is longer."""
        if length > most:
            self.add(place, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")

    def within(self, place: str, text: object, most: int, least: int = 1) -> None:
        """Ask for a text of so many characters."""
        if not isinstance(text, str) or len(text) < least:
            if least:
                self.add(place, "BASE_TYPE_REQUIRED", "This field is required")
        else:
            self.most(place, len(text), most)

    def check(self) -> None:
        """Refuse the request if anything is wrong."""
        if self._tree:
            raise DiscordError(50035, self._tree)
