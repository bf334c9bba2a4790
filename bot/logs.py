"""Where log records go and how they read: one formatter for ours and the libraries', without anybody's words.

Our modules log by `logging.getLogger(__name__)` and name keys, counts and types, never what people said. What comes
from elsewhere is kept from saying it: an exception is its type and where it was raised, and a net takes out what looks
like a secret.
"""

import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

from bot.config import Logs
from bot.errors import ChatBusy, Misconfigured

log = logging.getLogger(__name__)

_OURS = ("bot", "adapters", "storage")
_TALKATIVE = ("alembic", "apscheduler", "sqlalchemy")  # at INFO these log every tick, and what is stored
_MESSAGE_IS_OURS = (ChatBusy, Misconfigured)  # all others may quote a person, or a platform
_DEEPEST = 5  # exceptions that led to one another
_MOST = 10  # exceptions of one group
_GONE = "…"

# Each repetition in front of what decides has a bound, so that long texts are searched in linear time.
_SECRETS = (
    re.compile(r"(?i)\b(?:xox[a-z]\.)?(?:xox[a-z]|xapp)-[\w-]+"),  # Slack's tokens
    re.compile(r"(?<=hooks\.slack\.com/)\S+"),
    re.compile(r"(?<![\w-])[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}"),  # Discord's bot tokens
    re.compile(r"(?<=/interactions/)[^/\s]+/[^/\s?#'\"]+"),  # Discord's addresses that work without a token
    re.compile(r"(?<=/webhooks/)[^/\s]+/[^/\s?#'\"]+"),
    re.compile(r"(?<=[?&]ticket=)[^&\s'\"]+"),  # lets in to Slack's socket
    re.compile(r"(?<=://)[^\s/@]{1,200}(?=@)"),  # who logs in to a database, and how
    re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"),  # e-mail addresses
)


def configure(logs: Logs, stream: TextIO = sys.stderr) -> None:
    """Send all records to this stream from now on, and what Python would print about defects to the log."""
    handler = logging.StreamHandler(stream)
    handler.addFilter(_name_exceptions)
    handler.setFormatter(formatter(logs, colors=stream.isatty()))
    level = logging.getLevelNamesMapping()[logs.level.upper()]
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(max(level, logging.INFO))  # below that, libraries log what passes through them
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.raiseExceptions = False  # a record that cannot be formatted would be printed as it is
    sys.excepthook = _log_uncaught
    sys.unraisablehook = lambda it: _log_uncaught(it.exc_type, it.exc_value, it.exc_traceback)
    threading.excepthook = lambda it: _log_uncaught(it.exc_type, it.exc_value, it.exc_traceback)
    warnings.showwarning = _log_warning


def formatter(logs: Logs, *, colors: bool = False) -> ProcessorFormatter:
    """One line a record, as text or JSON; below it or in it, the type and the whereabouts of an exception."""
    plain = structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)
    renderer: Processor = structlog.processors.JSONRenderer() if logs.format == "json" else plain
    return ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper("iso"),
            _asyncio_without_values,
        ],
        processors=[_whereabouts, ProcessorFormatter.remove_processors_meta, _without_secrets, renderer],
    )


def redacted(value: Any) -> Any:
    """The same without secrets and addresses, however deep they are; what is no plain value as text."""
    match value:
        case None | bool() | int() | float():
            return value
        case dict():
            return {redacted(key): redacted(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [redacted(each) for each in value]
        case _:
            text = str(value)
            for secret in _SECRETS:
                text = secret.sub(_GONE, text)
            return text


def whereabouts(error: BaseException, depth: int = 0) -> Iterator[str]:
    """Of what type it is and where it was raised, line by line; first what led to it, last what it is a group of."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier and depth < _DEEPEST:
        yield from whereabouts(earlier, depth + 1)
        yield "which led to"
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {frame.f_code.co_filename}:{line} in {frame.f_code.co_qualname}"
    said = f": {error}" if isinstance(error, _MESSAGE_IS_OURS) else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{said}"
    if isinstance(error, BaseExceptionGroup) and depth < _DEEPEST:
        for each in error.exceptions[:_MOST]:
            yield from (f"  | {line}" for line in whereabouts(each, depth + 1))


def _whereabouts(_: Any, __: str, entry: EventDict) -> EventDict:
    found = entry.pop("exc_info", None)
    if found and found[1]:
        entry["exception"] = "\n".join(whereabouts(found[1]))
    return entry


def _asyncio_without_values(_: Any, __: str, entry: EventDict) -> EventDict:
    """What asyncio says about a task or a callback goes on with what was given to it, and what came of it."""
    if entry["logger"] == "asyncio":
        entry["event"] = re.split(r"[\n(]", str(entry["_record"].msg), maxsplit=1)[0]
    return entry


def _without_secrets(_: Any, __: str, entry: EventDict) -> EventDict:
    found: EventDict = redacted(entry)
    return found


def _name_exceptions(record: logging.LogRecord) -> bool:
    """An exception that a record speaks of is its type only."""
    if isinstance(record.args, tuple):
        record.args = tuple(type(each).__name__ if isinstance(each, BaseException) else each for each in record.args)
    return True


def _log_uncaught(kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
    if error is not None and not isinstance(error, KeyboardInterrupt):
        log.critical("a defect that nothing was prepared for", exc_info=(kind, error, where))


def _log_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    log.warning("%s at %s:%d", category.__name__, filename, lineno)
