"""What can go wrong, one class for each thing a caller can do about it."""

from datetime import timedelta


class UnhurriedError(Exception):
    """Everything that is expected to go wrong now and then."""


class ChatBusy(UnhurriedError):
    """The platform asks to wait: nothing was said; try again after `retry_after`."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__(f"busy, try again in {retry_after.total_seconds():g} s")
        self.retry_after = retry_after


class ChatRefused(UnhurriedError):
    """The platform will not take it here: nothing was said; use the next place and tell staff why."""


class ChatUnsure(UnhurriedError):
    """It may or may not have gone out: look for it before saying it again."""


class ChatTakenBack(UnhurriedError):
    """It went out, and somebody has deleted it since: it is not said again."""


class NotAllowed(UnhurriedError):
    """The person may not do this: tell them so, politely."""


class Unreadable(UnhurriedError):
    """The person's words could not be read: the message says what could be; nothing was changed."""


class NotSaidWhich(Unreadable):
    """A command that is about a conversation was given where none is meant."""


class StoreAway(UnhurriedError):
    """The database cannot be used now, or did not say whether it kept something: try again later."""


def in_log(error: BaseException) -> str:
    """What a log line says of an error: its kind, and the sentence if it is one of ours that quotes nobody."""
    kind = type(error).__name__
    return f"{kind}: {error}" if isinstance(error, ChatBusy | StoreAway | Misconfigured) else kind


class Misconfigured(UnhurriedError):
    """The configuration is wrong: the message says where, what, and what to do."""


class BadHistory(UnhurriedError):
    """A history file has lines that cannot be brought in: the message names them; nothing of it was."""
