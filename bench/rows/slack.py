"""From a customer's message in Slack to its whisper backstage, against a bot that answers with an echo."""

from functools import partial

from bench.row import Row
from bench.slack import SlackEmitter
from bench.whispers import AT_ONCE, Program, against, counting

_OURS, _THEIRS = 120, 600  # messages a round with many under way: about as long for both
_COUNTED = 60
_ONE_BY_ONE = 100
_WHISPER = "a customer's message in Slack to its whisper with what is remembered, SQLite with 1,000,000 messages"
_STOCK, _SHARED = "a slack-bolt echo", "a slack-bolt echo with a shared session"

_against, _counting = partial(against, SlackEmitter), partial(counting, SlackEmitter)

ROWS = [
    Row(
        name="slack-cpu",
        what=_WHISPER,
        against=_STOCK,
        unit="ms CPU",
        must=4,
        goal=1,
        setting=_against(Program.cpu, _OURS, _THEIRS),
    ),
    Row(
        name="slack-cpu-shared",
        what=_WHISPER,
        against=_SHARED,
        unit="ms CPU",
        must=7,
        goal=1.5,
        setting=_against(Program.cpu, _OURS, _THEIRS, "shared"),
    ),
    Row(
        name="slack-median",
        what=f"{_WHISPER}, one at a time, median",
        against=_STOCK,
        unit="ms",
        must=5,
        goal=1.5,
        setting=_against(Program.median, _ONE_BY_ONE, _ONE_BY_ONE),
    ),
    Row(
        name="slack-p99",
        what=f"{_WHISPER}, one at a time, 99 % are quicker",
        against=_STOCK,
        unit="ms",
        must=6,
        goal=2,
        setting=_against(Program.p99, _ONE_BY_ONE, _ONE_BY_ONE),
    ),
    Row(
        name="slack-rate",
        what=f"{_WHISPER}, {AT_ONCE} under way",
        against=_STOCK,
        unit="/s",
        must=0.3,
        goal=1,
        more_is_better=True,
        setting=_against(Program.rate, _OURS, _THEIRS),
    ),
    Row(
        name="slack-connections",
        what="new TCP connections a whisper",
        unit="a whisper",
        must=0.02,
        goal=0.02,
        setting=_counting(Program.connections, _COUNTED),
    ),
    Row(
        name="slack-calls",
        what="Web API calls a whisper, once a desk is known",
        unit="a whisper",
        must=1,
        goal=1,
        setting=_counting(Program.calls, _COUNTED),
    ),
]
