"""A desk at our own Discord, and clients that are pointed there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord.desk import Desk, open_desk
from tests.discord.loopback import Discord, Timing, running
from tests.discord.office import Office, Shift, open_office


@pytest.fixture
async def loopback(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    """Our own Discord, not patient with clicks."""
    async with running(Timing(click=0.5)) as discord:
        monkeypatch.setattr(Route, "BASE", discord.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(discord.gateway_url))
        yield discord


@pytest.fixture
async def desk(loopback: Discord) -> Desk:
    """A guild there."""
    return open_desk(loopback)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """A server with staff and members, and nobody has said anything."""
    async with running(Timing(), tmp_path / "traffic.jsonl") as discord:
        yield open_office(discord, tmp_path)


@pytest.fixture
async def shift(office: Office) -> AsyncIterator[Shift]:
    """The bot at work there."""
    async with office.working() as shift:
        yield shift
