"""Our own Slack, for each test a new one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.slack.desk import Desk, open_desk
from tests.slack.loopback import Slack, Timing, running
from tests.slack.office import Office, Shift, open_office

QUICK = Timing(retries=(0.0, 0.05, 0.05))


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """A Slack that tells again at once what nobody took."""
    async with running(QUICK) as slack:
        yield slack


@pytest.fixture
def desk(slack: Slack) -> Desk:
    """A workspace with an agent, a customer, a channel and a bot."""
    return open_desk(slack)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """A workspace with staff, customers, a guest and somebody from elsewhere, and nobody has said anything."""
    async with running(Timing(retries=(0.0, 0.05, 0.05)), tmp_path / "traffic.jsonl") as slack:
        yield open_office(slack, tmp_path)


@pytest.fixture
async def shift(office: Office) -> AsyncIterator[Shift]:
    """The bot at work there."""
    async with office.working() as shift:
        yield shift
