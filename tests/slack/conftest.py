"""Our own Slack, for each test a new one."""

from collections.abc import AsyncIterator

import pytest

from tests.slack.desk import Desk, open_desk
from tests.slack.loopback import Slack, Timing, running

QUICK = Timing(patience=0.5, retries=(0.0, 0.05, 0.05))


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """A Slack that soon runs out of patience."""
    async with running(QUICK) as slack:
        yield slack


@pytest.fixture
def desk(slack: Slack) -> Desk:
    """A workspace with an agent, a customer, a channel and a bot."""
    return open_desk(slack)
