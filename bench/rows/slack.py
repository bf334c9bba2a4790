"""From a customer's message in Slack to its whisper backstage, against a bot that answers with an echo."""

from bench.row import Row
from bench.slack import SlackEmitter
from bench.whisper_rows import MESSAGES, to_the_whisper
from bench.whispers import AT_ONCE, Program, against, counting

_COUNTED = 60
_WHISPER = "a customer's message in Slack to its whisper with what is remembered, SQLite with 1,000,000 messages"
_STOCK, _SHARED = "a slack-bolt echo", "a slack-bolt echo with a shared session"

ROWS = [
    *to_the_whisper(SlackEmitter, _WHISPER, _STOCK, cpu=(4, 1), median=(5, 1.5), p99=(6, 2)),
    Row(
        name="slack-cpu-shared",
        what=_WHISPER,
        against=_SHARED,
        unit="ms CPU",
        must=7,
        goal=1.5,
        setting=against(SlackEmitter, Program.cpu, MESSAGES, "shared"),
    ),
    Row(
        name="slack-rate",
        what=f"{_WHISPER}, {AT_ONCE} under way",
        against=_STOCK,
        unit="/s",
        must=0.3,
        goal=1,
        more_is_better=True,
        setting=against(SlackEmitter, Program.rate, MESSAGES),
    ),
    Row(
        name="slack-connections",
        what="new TCP connections a whisper",
        unit="a whisper",
        must=0.02,
        goal=0.02,
        setting=counting(SlackEmitter, Program.connections, _COUNTED),
    ),
    Row(
        name="slack-calls",
        what="Web API calls a whisper, once a desk is known",
        unit="a whisper",
        must=1,
        goal=1,
        setting=counting(SlackEmitter, Program.calls, _COUNTED),
    ),
]
