"""The log: one shape for all records, and nothing in it that was not meant for it."""

import io
import json
import logging
import re
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import perf_counter
from types import ModuleType

import pytest

from bot import logs
from bot.config import Logs
from bot.errors import ChatBusy, ChatRefused, Misconfigured

WORDS = "my export of the Miller account"
SECRETS = {
    "slack": "xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy",
    "slack app": "xapp-1-A0123-4567-abcdef",
    "slack refresh": "xoxe.xoxp-1-Mi0yLTEyMzQ1Njc4",
    "slack hook": "https://hooks.slack.com/services/T000/B000/XXXX",
    "slack socket": "wss://wss.slack.com/link/?ticket=1f2e3d&app_id=2",
    "discord": "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
    "interaction": "https://discord.com/api/v10/interactions/123456/aW50ZXJhY3Rpb24/callback",
    "webhook": "https://discord.com/api/webhooks/123456/aW50ZXJhY3Rpb24",
    "login": "postgresql+asyncpg://care:hunter2@db.internal/care",
    "e-mail": "mia.miller+care@example.org",
}
SECRET_PARTS = (
    "pdFZKVeTuE8sk7oOcHrzqqgy",
    "abcdef",
    "Mi0yLTEyMzQ1Njc4",
    "XXXX",
    "1f2e3d",
    "ZnCjm1XVW7vRze4b7Cq4se7kKWs",
    "aW50ZXJhY3Rpb24",
    "hunter2",
    "mia.miller",
)

HOOKS: tuple[tuple[ModuleType, str], ...] = (
    (sys, "excepthook"),
    (sys, "unraisablehook"),
    (threading, "excepthook"),
    (logging, "raiseExceptions"),
    (warnings, "showwarning"),
)

Log = Callable[..., io.StringIO]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything `configure` changes is as it was before, after the test."""
    root = logging.root
    for place, name in HOOKS:
        monkeypatch.setattr(place, name, getattr(place, name))
    names = ("bot", "adapters", "storage", "apscheduler", "sqlalchemy")
    levels = {name: logging.getLogger(name).level for name in names}
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture
def log(kept: None) -> Log:
    """Configures the log and gives what is written to it."""

    def configured(**settings: str) -> io.StringIO:
        stream = io.StringIO()
        logs.configure(Logs.model_validate({"level": "debug", **settings}), stream)
        return stream

    return configured


@pytest.mark.parametrize("form", ["text", "json"])
def test_ours_and_a_librarys_read_alike(form: str, log: Log) -> None:
    written = log(format=form)
    logging.getLogger("bot.delivery_").warning("%d were late", 3)
    logging.getLogger("aiohttp.server").warning("%d were late", 3)
    ours, theirs = (re.sub(r"\S+Z", "", line) for line in written.getvalue().splitlines())
    assert "3 were late" in ours
    assert ours.replace("bot.delivery_", "aiohttp.server") == theirs


def test_json_is_one_object_a_line_even_with_an_exception(log: Log) -> None:
    written = log(format="json")
    logging.getLogger("bot").error("it failed", exc_info=raised(KeyError(WORDS)))
    entry = json.loads(written.getvalue())
    assert (entry["event"], entry["level"], entry["logger"]) == ("it failed", "error", "bot")
    assert re.search(r"test_logs\.py:\d+ in raised\nbuiltins\.KeyError$", entry["exception"])


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("error", [ValueError(WORDS), ChatRefused(WORDS), ExceptionGroup(WORDS, [OSError(WORDS)])])
def test_of_an_exception_its_type_and_whereabouts_are_told_but_not_its_words(
    error: Exception, form: str, log: Log
) -> None:
    written = log(format=form)
    logging.getLogger("bot").error("it failed: %s", error, exc_info=raised(error))
    assert type(error).__name__ in written.getvalue()
    assert "in raised" in written.getvalue()
    assert WORDS not in written.getvalue()


def test_what_led_to_an_exception_is_told(log: Log) -> None:
    written = log()
    logging.getLogger("bot").error("it failed", exc_info=raised(KeyError(WORDS), cause=raised(OSError(WORDS))))
    assert re.search(r"OSError\n(?:.*\n)*which led to\n(?:.*\n)*.*KeyError", written.getvalue())
    assert WORDS not in written.getvalue()


@pytest.mark.parametrize("error", [Misconfigured("the port is taken"), ChatBusy(timedelta(seconds=3))])
def test_a_message_that_can_only_be_ours_is_told(error: Exception, log: Log) -> None:
    written = log()
    logging.getLogger("bot").error("it failed", exc_info=raised(error))
    assert f"{type(error).__name__}: {error}" in written.getvalue()


def test_the_variables_of_a_function_are_not_told(log: Log) -> None:
    written = log()

    def fails(text: str) -> None:
        raise RuntimeError

    try:
        fails(WORDS)
    except RuntimeError:
        logging.getLogger("bot").exception("it failed")
    assert WORDS not in written.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_taken_out(secret: str, form: str, log: Log) -> None:
    written = log(format=form)
    logging.getLogger("slack_sdk").warning("calling with %s", SECRETS[secret])
    logging.getLogger("slack_sdk").warning({"body": [{"token": SECRETS[secret]}]})
    assert written.getvalue().count("calling with") == 1
    assert [part for part in SECRET_PARTS if part in written.getvalue()] == []


def test_secrets_are_taken_out_however_deep_they_are() -> None:
    secret = SECRETS["slack"]
    deep = {"a": [{"b": (secret, 1, None, {secret})}], secret: 2.5}
    assert logs.redacted(deep) == {"a": [{"b": ["…", 1, None, ["…"]]}], "…": 2.5}


@pytest.mark.parametrize(
    "plain", ["order 1234.567890.1234", "version 2.0.14", "delivery 0f3c9a is late", "sandbox:help:12:posted", "a@b"]
)
def test_what_is_no_secret_stays(plain: str) -> None:
    assert logs.redacted(plain) == plain


@pytest.mark.parametrize("text", ["a" * 100_000, "a." * 50_000, "a@" * 50_000, "xox-" * 25_000, "://" * 30_000])
def test_a_long_text_is_searched_in_no_time(text: str) -> None:
    began = perf_counter()
    logs.redacted(text)
    assert perf_counter() - began < 5


def test_libraries_never_say_more_than_info_and_what_is_stored_not_even_then(log: Log) -> None:
    written = log(level="debug")
    for name in ("aiosqlite", "sqlalchemy.engine.Engine", "aiohttp.server", "apscheduler.scheduler", "slack_sdk"):
        logging.getLogger(name).debug(WORDS)
    logging.getLogger("sqlalchemy.engine.Engine").info(WORDS)
    assert written.getvalue() == ""


def test_what_asyncio_says_about_a_task_is_cut_before_its_values(log: Log) -> None:
    written = log()
    logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: <Task exception={WORDS!r}>")
    logging.getLogger("asyncio").error(f"Exception in callback shout({WORDS!r})")
    assert "never retrieved" in written.getvalue()
    assert "Exception in callback shout" in written.getvalue()
    assert WORDS not in written.getvalue()


def test_a_warning_is_its_type_and_whereabouts(log: Log) -> None:
    written = log()
    warnings.showwarning(UserWarning(WORDS), UserWarning, "somewhere.py", 12)
    assert "UserWarning at somewhere.py:12" in written.getvalue()
    assert WORDS not in written.getvalue()


def test_what_nothing_was_prepared_for_goes_to_the_log_too(log: Log) -> None:
    written = log()
    error = raised(RuntimeError(WORDS))
    sys.excepthook(RuntimeError, error, error.__traceback__)
    assert "RuntimeError" in written.getvalue()
    assert WORDS not in written.getvalue()


def test_a_record_that_cannot_be_formatted_is_not_printed_as_it_is(
    log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    log()
    logging.getLogger("bot").warning("%d were late", WORDS)
    assert WORDS not in capsys.readouterr().err


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    """The same, having been raised."""
    try:
        raise error from cause
    except type(error) as caught:
        return caught
