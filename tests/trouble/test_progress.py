"""How far an import is: shown to a person, and kept out of what is written to a file."""

import io
from contextlib import redirect_stderr

import pytest

from bot.config import Settings
from bot.wiring import bring_in


class Terminal(io.StringIO):
    """Where a person is looking on."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("output", "shown"), [(Terminal(), True), (io.StringIO(), False)])
async def test_it_is_shown_on_a_terminal_alone(
    output: io.StringIO, shown: bool, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    with redirect_stderr(output):
        await bring_in(settings, io.BytesIO(b"\n"), 1, keep_going=False)
    assert (("Bringing in" in output.getvalue()), bool(output.getvalue())) == (shown, shown)
