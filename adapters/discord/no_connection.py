"""Why there is no connection to Discord, in a line for whoever runs the bot; nothing in it is anybody's words."""

import logging

import aiohttp
import discord

from bot.errors import ChatBusy, UnhurriedError

_NO_CONTENT = (
    "the Message Content Intent is off: switch it on under Bot in the Developer Portal, "
    "or set discord.message_content = false"
)


def why(trouble: Exception) -> str:
    """What keeps us from connecting."""
    match trouble:
        case discord.PrivilegedIntentsRequired():
            return _NO_CONTENT
        case ChatBusy() if trouble.__cause__:
            return f"Discord cannot be reached: {type(trouble.__cause__).__name__}"
        case UnhurriedError():
            return str(trouble)
        case AttributeError():  # discord.py's, when its first connection did not come about
            return "the gateway of Discord cannot be reached"
        case _:
            return type(trouble).__name__


def keep_to_a_line() -> None:
    """What discord.py notes about a connection that broke is the kind of trouble, and no stack trace."""
    logging.getLogger("discord.client").addFilter(_in_a_line)


def _in_a_line(record: logging.LogRecord) -> bool:
    if record.exc_info and isinstance(record.exc_info[1], aiohttp.ClientError | OSError):
        record.msg, record.exc_info = f"{record.msg} ({type(record.exc_info[1]).__name__})", None
    return True
