"""What people do with what they see: commands, buttons, forms, shortcuts, the home tab."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.slack.loopback.slack import Slack


class Clicks:
    def __init__(self, slack: "Slack") -> None:
        self._slack = slack
