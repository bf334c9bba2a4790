"""Every Web API method that this Slack has."""

from collections.abc import Callable, Mapping

from tests.slack.loopback.calls import Call
from tests.slack.loopback.methods import chat, conversations, history, people, views
from tests.slack.loopback.people import Json

METHODS: Mapping[str, Callable[[Call], Json]] = {
    **people.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **history.METHODS,
    **views.METHODS,
}
