"""What an app asks to be told of when it connects."""

from enum import IntFlag


class Intent(IntFlag):
    """Discord's bits, as far as this one has anything to tell."""

    NONE = 0
    GUILDS = 1 << 0
    MEMBERS = 1 << 1
    PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15
    PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT


ALL_BITS = (1 << 26) - 1

_FLAGS = {Intent.PRESENCES: 1 << 13, Intent.MEMBERS: 1 << 15, Intent.MESSAGE_CONTENT: 1 << 19}


def application_flags(privileged: Intent) -> int:
    """The flags by which an app can read which privileged intents were switched on for it."""
    return sum(flag for intent, flag in _FLAGS.items() if intent in privileged)
